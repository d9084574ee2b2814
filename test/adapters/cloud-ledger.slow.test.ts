import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../shared/mail/model/ledger.ts';
import type { Versioned } from '../../shared/mail/ports.ts';
import { sampleEntry } from '../contract/mail.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';

const { ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL } = status;
/** Faults that the client's retries outlast, and faults after which nobody knows whether the commit was made. */
const PASSING: [string, number][] = Object.entries({ ABORTED, UNAVAILABLE, RESOURCE_EXHAUSTED });
const OPEN: [string, number][] = Object.entries({ DEADLINE_EXCEEDED, INTERNAL });
const PAGE = [sampleEntry(1), sampleEntry(2), sampleEntry(3)];

describeWithFirestore(
  'a page of messages that is added to the ledger, under a fault',
  (firestore) => {
    let cloud: FaultyCloud;

    beforeAll(async () => {
      cloud = await openFaultyCloud(firestore);
    });
    beforeEach(async () => {
      await cloud.reset();
    });
    afterAll(() => cloud?.close());

    const commit = (code: number, when: 'before' | 'after', times = 1) =>
      cloud.proxy.fault({ method: 'Commit', code, when, times });
    const stored = () => cloud.state.mail.listOpenEntries('connection-1', 9);
    const numbersOf = (entries: readonly Versioned<LedgerEntry>[]): string =>
      entries.map(({ value }) => value.messageId.at(-1)).join('');
    /** Every added message is stored, with the revision that was answered: the filing writes it next. */
    const expectStored = async (added: readonly Versioned<LedgerEntry>[]): Promise<void> => {
      const all = await stored();
      for (const each of added) expect(all).toContainEqual(each);
    };

    test('is one commit and no reading when all of them are new', async () => {
      // The first use of a database reads whom it belongs to.
      await cloud.state.mail.readIntake('connection-1');
      const before = { ...cloud.proxy.calls() };
      await cloud.state.mail.addEntries(PAGE);
      const after = cloud.proxy.calls();
      const since = (method: string) => (after[method] ?? 0) - (before[method] ?? 0);
      expect([since('Commit'), since('BatchGetDocuments'), since('RunQuery')]).toEqual([1, 0, 0]);
    });

    test.each([...PASSING, ...OPEN])(
      '%s after the commit: all of them are recognized as added by this call',
      async (_, code) => {
        commit(code, 'after');
        const added = await cloud.state.mail.addEntries(PAGE);
        expect(numbersOf(added)).toBe('123');
        await expectStored(added);
      },
    );

    test.each([...PASSING, ...OPEN])(
      '%s before the commit: they are added by a second try',
      async (_, code) => {
        commit(code, 'before');
        const added = await cloud.state.mail.addEntries(PAGE);
        expect(numbersOf(added)).toBe('123');
        await expectStored(added);
      },
    );

    test.each([...PASSING, ...OPEN])(
      '%s after the commit, where the ledger has some: only the others count as added',
      async (_, code) => {
        await cloud.state.mail.addEntries([sampleEntry(2)]);
        // The first commit is refused, and the answer of the second is lost.
        commit(status.ALREADY_EXISTS, 'before');
        commit(code, 'after');
        const added = await cloud.state.mail.addEntries(PAGE);
        expect(numbersOf(added)).toBe('13');
        await expectStored(added);
      },
    );

    test.each(OPEN)(
      '%s for good: it fails as store_unavailable, and none is stored',
      async (_, code) => {
        commit(code, 'before', 99);
        expect(await endOf(cloud.state.mail.addEntries(PAGE))).toMatchObject({
          code: 'store_unavailable',
        });
        cloud.proxy.heal();
        expect(await stored()).toEqual([]);
      },
    );

    test.each(OPEN)(
      '%s, where nobody learns that they were stored: a second call adds none of them again',
      async (_, code) => {
        commit(code, 'after');
        const refused = { method: 'BatchGetDocuments', code: status.PERMISSION_DENIED } as const;
        cloud.proxy.fault({ ...refused, when: 'after' });
        expect((await endOf(cloud.state.mail.addEntries(PAGE))).code).toBe('permission_missing');
        expect(await cloud.state.mail.addEntries(PAGE)).toEqual([]);
        expect(numbersOf(await stored())).toBe('123');
      },
    );

    test('counts for one of several instances when all answers are lost', async () => {
      const instances = [cloud.state, cloud.another(), cloud.another()];
      commit(UNAVAILABLE, 'after', instances.length);
      const added = await Promise.all(
        instances.map(({ mail }, nth) => mail.addEntries([sampleEntry(5 + nth), ...PAGE])),
      );
      expect(numbersOf(added.flat()).split('').toSorted().join('')).toBe('123567');
      for (const each of added) await expectStored(each);
    });

    test('goes on when others add some of them again and again', async () => {
      const { mail } = cloud.another();
      const page = Array.from({ length: 9 }, (_, nth) => sampleEntry(nth));
      const [added, ...others] = await Promise.all([
        cloud.state.mail.addEntries(page),
        ...page.slice(0, 3).map((each) => mail.addEntries([each])),
      ]);
      const all = [added, ...others].map((each) => numbersOf(each ?? []));
      expect(all.join('').split('').toSorted().join('')).toBe('012345678');
    });
  },
);
