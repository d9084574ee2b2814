import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { fileEntries } from '../../../shared/mail/filing/index.ts';
import { RecentMails } from '../../../shared/mail/model/recent-mails.ts';
import type { MailboxReader, MailPorts } from '../../../shared/mail/ports.ts';
import { orgError } from '../fake-org.ts';
import { createFiling, type Filing, INTAKE, MINUTE } from './harness.ts';

const STOPS = 'mail_stops_process';

/** Files what is open in a process of its own, which dies when it reads one of these messages: nothing goes on. */
async function fileUntilDeath(world: Filing, deadly: readonly string[]): Promise<'ended' | 'died'> {
  let die: (how: 'died') => void = () => undefined;
  const death = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const { readerOf } = world.ports;
  const read: MailboxReader['read'] = (id, waitMs) => {
    if (!deadly.includes(id)) return readerOf('c1').read(id, waitMs);
    die('died');
    return new Promise(() => undefined);
  };
  const ports: MailPorts = {
    ...world.ports,
    store: { ...world.store },
    readerOf: () => ({ ...readerOf('c1'), read }),
  };
  const entries = await world.store.listOpenEntries('c1', 1000);
  const until = new Date(world.now().getTime() + MINUTE);
  const work = { intake: INTAKE, entries, isAfterDeath: true, until, ...QUIETLY };
  return Promise.race([fileEntries(ports, work).then(() => 'ended' as const), death]);
}

/** Nobody watches, and no mail came before. */
const QUIETLY = { watch: () => undefined, recentMails: new RecentMails([]) };

const stateOf = (world: Filing, id: string): string => {
  const { state, failure } = world.entry(id);
  return [state, failure?.code, failure?.attempts].filter((part) => part !== undefined).join(' ');
};

describe('After a process died', () => {
  test('each message is noted before it is read, and the note goes with what becomes of it', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.receive({ id: 'm2', labelIds: ['SPAM'] });
    expect(await fileUntilDeath(world, [])).toBe('ended');
    expect([stateOf(world, 'm1'), stateOf(world, 'm2')]).toEqual(['filed', 'skipped']);
    const writes = world.store.calls.filter(({ operation }) => operation === 'writeEntry');
    expect(writes).toHaveLength(4);
  });

  test('a message at which three more processes end is held, and the others are filed', async () => {
    const world = await createFiling();
    for (const id of ['m1', 'm2', 'm3']) await world.receive({ id });
    const seen: string[] = [];
    for (let death = 1; death <= 3; death++) {
      expect(await fileUntilDeath(world, ['m2'])).toBe('died');
      seen.push(stateOf(world, 'm2'));
    }
    expect(seen).toEqual([`found ${STOPS} 1`, `found ${STOPS} 2`, `found ${STOPS} 3`]);
    expect([stateOf(world, 'm1'), stateOf(world, 'm3')]).toEqual(['filed', 'found']);
    expect(await fileUntilDeath(world, ['m2'])).toBe('ended');
    expect([stateOf(world, 'm2'), stateOf(world, 'm3')]).toEqual([`held ${STOPS} 3`, 'filed']);
    expect(world.store.events).toMatchObject([{ kind: 'mail_held', failure: { code: STOPS } }]);
  });

  test('a message at which two processes ended is filed by the third, also when the run before it ended well', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    for (let death = 1; death <= 2; death++) await fileUntilDeath(world, ['m1']);
    await world.file();
    expect(stateOf(world, 'm1')).toBe('filed');
    expect(world.org.emails.size).toBe(1);
  });

  test('only deaths in a row count: after an attempt that fails for another reason they count from one', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    for (let death = 1; death <= 2; death++) await fileUntilDeath(world, ['m1']);
    world.org.failNext({ call: 'find', error: orgError('org_unavailable') });
    await world.file();
    expect(stateOf(world, 'm1')).toBe('found org_unavailable 1');
    world.wait(MINUTE);
    await fileUntilDeath(world, ['m1']);
    expect(stateOf(world, 'm1')).toBe(`found ${STOPS} 1`);
  });

  test('the note is taken back when the mailbox fails, and leaves what failed before as it was', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    world.org.failNext({ call: 'find', error: orgError('org_unavailable'), times: 2 });
    await world.file();
    world.wait(MINUTE);
    world.reading.failure = new AppError('connection_needs_reconnect');
    await expect(world.file({ isAfterDeath: true })).rejects.toThrow('connection_needs_reconnect');
    expect(stateOf(world, 'm1')).toBe('found org_unavailable 1');
    world.reading.failure = null;
    await world.file({ isAfterDeath: true });
    expect(stateOf(world, 'm1')).toBe('found org_unavailable 2');
  });

  test('a note whose answer was lost is taken back by the process that lives', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    const { writeEntry } = world.store;
    let writes = 0;
    const store = {
      ...world.store,
      writeEntry: async (...written: Parameters<typeof writeEntry>) => {
        const revision = await writeEntry(...written);
        writes += 1;
        if (writes === 1) throw new AppError('store_unavailable');
        return revision;
      },
    };
    const entries = await store.listOpenEntries('c1', 10);
    const until = new Date(world.now().getTime() + MINUTE);
    const work = { intake: INTAKE, entries, isAfterDeath: true, until, ...QUIETLY };
    await expect(fileEntries({ ...world.ports, store }, work)).rejects.toThrow('store_unavailable');
    expect(writes).toBe(2);
    expect(stateOf(world, 'm1')).toBe('found');
  });

  test('a suspected message is read while no other is, and no other is suspected for it', async () => {
    const world = await createFiling();
    for (const id of ['m1', 'm2']) await world.receive({ id });
    const other = { connectionId: 'c2' };
    await world.receive({ id: 'm1', ...other });
    await fileUntilDeath(world, ['m1']);
    const reading: string[] = [];
    let [inWork, most] = [0, 0];
    const readerOf = (connectionId: string): MailboxReader => ({
      ...world.ports.readerOf(connectionId),
      read: async (id, waitMs) => {
        reading.push(`${connectionId} ${id}`);
        inWork += 1;
        most = Math.max(most, inWork);
        await new Promise((done) => setTimeout(done, 20));
        inWork -= 1;
        return world.ports.readerOf(connectionId).read(id, waitMs);
      },
    });
    const ports = { ...world.ports, readerOf };
    const until = new Date(world.now().getTime() + MINUTE);
    const work = { isAfterDeath: false, until, ...QUIETLY };
    await Promise.all(
      ['c1', 'c2'].map(async (connectionId) => {
        const entries = await world.store.listOpenEntries(connectionId, 10);
        await fileEntries(ports, { ...work, entries, intake: { ...INTAKE, connectionId } });
      }),
    );
    expect(reading[0]).toBe('c1 m1');
    expect(reading).toHaveLength(3);
    // The two that are not suspected are read at the same time.
    expect(most).toBe(2);
    expect(world.entry('m1', 'c2').state).toBe('filed');
  });
});
