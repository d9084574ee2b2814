import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type newKeySet, withNewKey } from '../../shared/sealing/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { eventually } from '../support/eventually.ts';
import { sampleConnection } from '../support/samples.ts';

const rotate = (set: ReturnType<typeof newKeySet>) => withNewKey(set, new Date());

describeWithFirestore(
  'the sealing keys, when they are damaged or changed concurrently',
  (firestore) => {
    let cloud: FaultyCloud;

    beforeEach(async () => {
      cloud = await openFaultyCloud(firestore);
    });
    afterEach(() => cloud.close());

    const installation = () => cloud.database.doc('installation/current');
    const keyring = () => cloud.another().keyring.current();
    const secret = () => cloud.secretManager.secrets().find(({ id }) => id === 'connector-keyring');
    const live = () => secret()?.versions.filter(({ state }) => state !== 'DESTROYED') ?? [];

    test.each([
      ['no client', { client: null }, 'record_unreadable'],
      ['no keys', { keyring: 7 }, 'record_unreadable'],
      ['another client', { client: 'another' }, 'store_of_another_client'],
      ['what is no version', { keyring: 'projects/p/secrets/x' }, 'record_unreadable'],
      ['another secret', { keyring: 'projects/p/secrets/x/versions/1' }, 'keyring_unusable'],
    ])('are unusable when the installation names %s', async (_, change, code) => {
      await cloud.state.store.writeConnection(sampleConnection(), null);
      await installation().update(change);
      expect((await endOf(keyring())).code).toBe(code);
    });

    test('are read from our project when the installation names another project’s', async () => {
      const { id } = await keyring();
      await installation().update({
        keyring: 'projects/somebodys-own/secrets/connector-keyring/versions/1',
      });
      expect((await keyring()).id).toBe(id);
    });

    test('are missing and not replaced when the installation is gone', async () => {
      await installation().delete();
      expect(await endOf(keyring())).toMatchObject({
        code: 'keyring_unusable',
        detail: { resource: 'connector-keyring', reason: 'not there' },
      });
    });

    test.each([
      ['malformed', Buffer.from('{"current":"marked"}').toString('base64')],
      ['malformed', Buffer.from('marked').toString('base64')],
    ])('are unusable when the secret is %s', async (reason, payload) => {
      const dump = JSON.parse(cloud.secretManager.dump());
      dump.secrets[0].versions[0].payload = payload;
      cloud.secretManager.restore(JSON.stringify(dump));
      const end = await endOf(keyring());
      expect(end).toMatchObject({ code: 'keyring_unusable', detail: { reason } });
      expect(end.shown).not.toContain('marked');
    });

    test.each(['disabled', 'destroyed'])('are unusable when the secret is %s', async (state) => {
      const dump = cloud.secretManager.dump();
      cloud.secretManager.restore(dump.replaceAll('"ENABLED"', `"${state.toUpperCase()}"`));
      expect(await endOf(keyring())).toMatchObject({
        code: 'keyring_unusable',
        detail: { reason: state },
      });
    });

    test('become one set when two processes create them, whatever answers are lost', async () => {
      await installation().delete();
      cloud.secretManager.restore(
        JSON.stringify({ ...JSON.parse(cloud.secretManager.dump()), secrets: [] }),
      );
      cloud.proxy.fault({ method: 'Commit', code: status.UNAVAILABLE, when: 'after' });
      const made = await Promise.all([
        cloud.another().keys.create(),
        cloud.another().keys.create(),
      ]);
      expect(made.toSorted()).toEqual([false, true]);
      expect(live()).toHaveLength(1);
      expect((await keyring()).id).toBe((await cloud.state.keys.load()).current);
    });

    test('are rotated by one of two processes at the same time; the other’s keys are destroyed', async () => {
      const ends = await Promise.all(
        [cloud.another(), cloud.another()].map(({ keys }) => endOf(keys.change(rotate))),
      );
      expect(ends.map(({ code }) => code).toSorted()).toEqual(['store_conflict', null].toSorted());
      expect(Object.keys((await cloud.state.keys.load()).keys)).toHaveLength(2);
      expect(live()).toHaveLength(2);
    });

    test('are rotated even when the answers are lost', async () => {
      for (const code of [status.UNAVAILABLE, status.DEADLINE_EXCEEDED]) {
        cloud.proxy.fault({ method: 'Commit', code, when: 'after' });
        const { current } = await cloud.state.keys.change(rotate);
        expect((await cloud.state.keys.load()).current).toBe(current);
      }
    });

    test('keep a copy that another process is about to name when old copies are destroyed', async () => {
      const { keys } = cloud.state;
      await keys.change(rotate);
      // The rotation is delayed just before the installation names its new version.
      const rotating = cloud.another().keys;
      const added = live().length + 1;
      await rotating.load();
      cloud.proxy.fault({ method: 'Commit', code: status.UNAVAILABLE, times: 6 });
      const changed = rotating.change(rotate);
      await eventually(() => live().length >= added, { everyMs: 1 });
      await keys.destroyReplaced();
      const { current } = await changed;
      expect((await keyring()).id).toBe(current);
      await keys.destroyReplaced();
      expect(live()).toHaveLength(1);
    });
  },
);
