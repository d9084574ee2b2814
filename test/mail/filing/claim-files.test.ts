import { expect, test } from '@jest/globals';
import { fileEntries } from '../../../shared/mail/filing/index.ts';
import { RecentMails } from '../../../shared/mail/model/recent-mails.ts';
import { orgError } from '../fake-org.ts';
import { attached, createFiling, type Filing, INTAKE, MINUTE } from './harness.ts';

const MAILBOXES = ['c1', 'c2'];
const intakeOf = (connectionId: string) => ({ ...INTAKE, connectionId });

/** The same mail with two files in two mailboxes. */
async function withCopies(): Promise<Filing> {
  const world = await createFiling();
  const mail = { id: 'm1', messageId: 'one@customer.example', body: attached('one', 'two') };
  for (const connectionId of MAILBOXES) await world.receive({ ...mail, connectionId });
  return world;
}

const statesOf = (world: Filing): readonly string[] =>
  MAILBOXES.map((connectionId) => world.entry('m1', connectionId).state);

/** Files what is due of both mailboxes at the same moment, each in a process of its own. */
async function fileBoth(world: Filing): Promise<void> {
  const until = new Date(world.now().getTime() + MINUTE);
  const file = async (connectionId: string): Promise<void> => {
    const ports = { ...world.ports, store: { ...world.store } };
    const entries = await world.store.listOpenEntries(connectionId, 10);
    const recentMails = new RecentMails([]);
    const work = { entries, isAfterDeath: false, recentMails, until, watch: () => undefined };
    await fileEntries(ports, { ...work, intake: intakeOf(connectionId) });
  };
  await Promise.all(MAILBOXES.map(file));
}

test('two mailboxes that resume the files of one mail at the same moment store each file once', async () => {
  const world = await withCopies();
  world.org.failNext({ call: 'addFile', error: orgError('org_unavailable') });
  await fileBoth(world);
  expect([statesOf(world), world.org.files]).toEqual([['found', 'found'], []]);
  world.wait(30 * MINUTE);
  // An upload takes longer than everything else that the other mailbox does.
  world.org.before = async (call) => {
    if (call === 'addFile') await new Promise((done) => setTimeout(done, 20));
  };
  await fileBoth(world);
  expect(world.org.files).toHaveLength(2);
  world.wait(3 * MINUTE);
  await fileBoth(world);
  expect(statesOf(world)).toEqual(['filed', 'filed']);
  expect(world.org.files).toHaveLength(2);
  expect(world.org.emails.size).toBe(1);
});

test('the mailbox with a copy goes on when the other has stored the files, and asks which are there', async () => {
  const world = await withCopies();
  await fileBoth(world);
  expect(statesOf(world).toSorted()).toEqual(['filed', 'found']);
  world.wait(2 * MINUTE);
  await fileBoth(world);
  expect(statesOf(world)).toEqual(['filed', 'filed']);
  expect(world.org.calls.filter((call) => call === 'listFiles')).toHaveLength(1);
  expect(world.org.files).toHaveLength(2);
});

test('the mailbox with a copy waits for the other one’s retries, and stores the files when those end', async () => {
  const world = await withCopies();
  world.org.failNext({ call: 'addFile', error: orgError('org_unavailable') });
  await world.file({ intake: intakeOf('c1') });
  await world.file({ intake: intakeOf('c2') });
  world.wait(2 * MINUTE);
  await world.file({ intake: intakeOf('c2') });
  expect([world.entry('m1', 'c2').state, world.org.files]).toEqual(['found', []]);
  // The first mailbox is switched off, and its right ends by itself.
  world.wait(18 * MINUTE);
  await world.file({ intake: intakeOf('c2') });
  expect(world.entry('m1', 'c2').state).toBe('filed');
  expect(world.org.files).toHaveLength(2);
});

test('one file after another is added only while the right to it lasts', async () => {
  const world = await withCopies();
  world.org.before = async (call) => {
    if (call === 'addFile') world.wait(8 * MINUTE);
  };
  await world.file({ intake: intakeOf('c1') });
  expect(world.entry('m1', 'c1').state).toBe('filed');
  const writes = world.store.calls.filter(({ operation }) => operation === 'writeFilesClaim');
  // It is taken, renewed before the second file, and let go.
  expect(writes).toHaveLength(3);
});

test('a mailbox that lost the right to the files adds no more', async () => {
  const world = await withCopies();
  const { store, org } = world;
  let added = 0;
  org.after = async (call) => {
    if (call !== 'addFile') return;
    added += 1;
    if (added > 1) return;
    world.wait(21 * MINUTE);
    const place = { orgId: 'org1', emailMessageId: [...org.emails.keys()][0] ?? '' };
    const found = await store.readFilesClaim(place);
    const until = new Date(world.now().getTime() + 20 * MINUTE);
    await store.writeFilesClaim({ ...place, connectionId: 'c2', until }, found?.revision ?? null);
  };
  await world.file({ intake: intakeOf('c1') });
  expect([world.entry('m1', 'c1').state, org.files.length]).toEqual(['found', 1]);
});
