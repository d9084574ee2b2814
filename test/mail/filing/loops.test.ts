import { describe, expect, test } from '@jest/globals';
import { tryAgain } from '../../../shared/mail/index.ts';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../shared/mail/model/policies.ts';
import { orgError } from '../fake-org.ts';
import { createFiling, type Filing, INTAKE, MINUTE, PASS, type Sent } from './harness.ts';

const SECOND = 1000;

/** Ids as Gmail's: of equal length, rising with the time of arrival. */
const idOf = (number: number): string => `m${String(number).padStart(4, '0')}`;

/** Receives that many equal mails, one a second, without filing any. */
async function receiveMany(
  world: Filing,
  count: number,
  about: Partial<Sent> & { readonly first?: number; readonly everyMs?: number } = {},
): Promise<readonly string[]> {
  const { first = 1, everyMs = SECOND, receivedAt = world.now(), ...sent } = about;
  const ids = Array.from({ length: count }, (_, nth) => idOf(first + nth));
  for (const [nth, id] of ids.entries()) {
    const at = new Date(receivedAt.getTime() + nth * everyMs);
    await world.receive({ id, ...sent, receivedAt: at });
  }
  return ids;
}

const later = (world: Filing, seconds: number): Date =>
  new Date(world.now().getTime() + seconds * SECOND);

const statesOf = (world: Filing, connectionId = 'c1'): Readonly<Record<string, number>> => {
  const counted: Record<string, number> = {};
  for (const { state, failure } of world.store.entriesOf(connectionId)) {
    const name = state === 'held' ? `held for ${failure?.code}` : state;
    counted[name] = (counted[name] ?? 0) + 1;
  }
  return counted;
};

const LOOP = 'held for mail_loop';

const withPolicies = (policies: Partial<Policies>): Intake => ({
  ...INTAKE,
  routing: { ...INTAKE.routing, policies: { ...DEFAULT_POLICIES, ...policies } },
});

/** An automatic answer to a mail. */
const answering = (messageId: string): readonly string[] => [
  PASS,
  'Auto-Submitted: auto-replied',
  `In-Reply-To: <${messageId}>`,
];

describe('Equal mails of one sender', () => {
  test('are filed when fifteen come within a minute', async () => {
    const world = await createFiling();
    await receiveMany(world, 15);
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 15 });
  });

  test('are held from the sixteenth on, without a question to the org, in one event', async () => {
    const world = await createFiling();
    await receiveMany(world, 15);
    await world.file();
    world.org.calls.splice(0);
    await receiveMany(world, 3, { first: 16, receivedAt: later(world, 16) });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 15, [LOOP]: 3 });
    expect(world.org.calls).toEqual([]);
    expect(world.kinds()).toEqual(['mail_held']);
    expect(world.store.counts()['writeEntry']).toBe(3);
  });

  test('are held when the sixteenth comes a minute after the first, and filed a second later', async () => {
    for (const [lastAfter, held] of [
      [60, 1],
      [61, 0],
    ] as const) {
      const world = await createFiling();
      await receiveMany(world, 15);
      await receiveMany(world, 1, { first: 16, receivedAt: later(world, lastAfter) });
      await world.file();
      expect(statesOf(world)[LOOP] ?? 0).toBe(held);
    }
  });

  test('are filed where they come 61 seconds apart, however many', async () => {
    const world = await createFiling();
    await receiveMany(world, 40, { everyMs: 61 * SECOND, receivedAt: INTAKE.startsAt });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 40 });
  });

  test('are held for as long as the loop lasts, and filed again when it ended', async () => {
    const world = await createFiling();
    await receiveMany(world, 200, { everyMs: 2 * SECOND });
    await receiveMany(world, 2, { first: 201, receivedAt: later(world, 500) });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 17, [LOOP]: 185 });
    expect(world.entry(idOf(201)).state).toBe('filed');
  });

  test('count by when they arrived, also where all are read an hour later', async () => {
    const world = await createFiling();
    await receiveMany(world, 16, { first: 1, everyMs: 61 * SECOND });
    await receiveMany(world, 20, { first: 101, from: 'bob@customer.example' });
    world.wait(60 * MINUTE);
    await world.file({ until: new Date(world.now().getTime() + 10 * MINUTE) });
    expect(statesOf(world)).toEqual({ filed: 31, [LOOP]: 5 });
    expect(world.entry(idOf(116)).state).toBe('held');
  });

  test('are the same fifteen in whatever order they are found', async () => {
    const world = await createFiling();
    await receiveMany(world, 10, { receivedAt: later(world, 20), first: 21 });
    await world.file();
    // Those that arrived before are found after them.
    await receiveMany(world, 20);
    await world.file();
    const held = world.store.entriesOf('c1').filter(({ state }) => state === 'held');
    expect(held.map(({ messageId }) => messageId)).toEqual([16, 17, 18, 19, 20].map(idOf));
  });

  test('do not count where their senders differ', async () => {
    const world = await createFiling();
    await receiveMany(world, 15);
    await receiveMany(world, 15, { first: 101, from: 'bob@customer.example' });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 30 });
  });

  test('do not count where their texts differ', async () => {
    const world = await createFiling();
    await receiveMany(world, 15);
    await receiveMany(world, 15, { first: 101, body: ['', 'Something else.'] });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 30 });
  });

  test('do not count where they come into different mailboxes', async () => {
    const world = await createFiling();
    const mailboxes = ['c1', 'c2', 'c3'];
    for (const connectionId of mailboxes) await receiveMany(world, 15, { connectionId });
    for (const connectionId of mailboxes) await world.file({ intake: { ...INTAKE, connectionId } });
    for (const connectionId of mailboxes)
      expect(statesOf(world, connectionId)).toEqual({ filed: 15 });
  });

  test('are filed where the mailbox files loops, and nothing is noted of them', async () => {
    const world = await createFiling();
    await receiveMany(world, 20);
    await world.file({ intake: withPolicies({ loops: 'file' }) });
    expect(statesOf(world)).toEqual({ filed: 20 });
    expect(world.recentOf('c1')).toEqual([]);
  });

  test('are told apart by 16 letters of a hash and the id, and by nothing else', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.file();
    const fingerprint = expect.stringMatching(/^[0-9a-f]{16}$/);
    const moments = { receivedAt: world.now(), notedAt: world.now() };
    expect(world.recentOf('c1')).toEqual([{ fingerprint, messageId: 'm1', ...moments }]);
  });
});

describe('A mail that is tried again', () => {
  test('does not count twice', async () => {
    const world = await createFiling();
    await receiveMany(world, 15, { first: 1 });
    for (let attempt = 0; attempt < 3; attempt++) {
      world.org.failNext({ call: 'file', error: orgError('record_locked') });
      await world.file();
      world.wait(MINUTE);
    }
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 15 });
  });

  test('is filed although fifteen equal ones came after it in the same second', async () => {
    const world = await createFiling();
    await receiveMany(world, 20, { everyMs: 0 });
    world.org.failNext({ call: 'file', error: orgError('record_locked') });
    await world.file();
    expect(world.entry(idOf(1)).state).toBe('found');
    world.wait(MINUTE);
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 15, [LOOP]: 5 });
  });

  test('is no canary of a paused org where it is one of a loop: the next mail is', async () => {
    const world = await createFiling();
    await receiveMany(world, 20);
    await world.file();
    world.org.refuseAll = orgError('org_limit_reached');
    await receiveMany(world, 1, { first: 50, from: 'bob@customer.example' });
    await world.file();
    await receiveMany(world, 2, { first: 30, receivedAt: later(world, 20) });
    await receiveMany(world, 1, { first: 60, from: 'eve@customer.example' });
    world.org.refuseAll = null;
    world.wait(2 * MINUTE);
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 17, [LOOP]: 7 });
  });
});

describe('Mail that is held as one of a loop', () => {
  const released = { connectionId: 'c1', by: 'admin@ours.example' };

  async function withLoop(): Promise<Filing> {
    const world = await createFiling();
    await receiveMany(world, 18);
    await world.file();
    return world;
  }

  test('is filed when a person releases one, and does not come back', async () => {
    const world = await withLoop();
    await tryAgain(world.ports, { ...released, which: { messageId: idOf(17) } });
    world.org.failNext({ call: 'file', error: orgError('record_locked') });
    await world.file();
    world.wait(MINUTE);
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 16, [LOOP]: 2 });
    expect(world.entry(idOf(17)).state).toBe('filed');
  });

  test('is filed when a person releases all of the cause', async () => {
    const world = await withLoop();
    const which = { heldFor: 'mail_loop' } as const;
    expect(await tryAgain(world.ports, { ...released, which })).toBe(3);
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 18 });
  });

  test('is still asked what its mailbox does with automatic answers when it is released', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm0', messageId: 'question@customer.example' });
    await world.file();
    world.wait(2 * MINUTE);
    const about = { headers: answering('question@customer.example'), from: 'ann@customer.example' };
    await receiveMany(world, 16, { ...about, body: ['', 'I am away.'] });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 16, [LOOP]: 1 });
    await tryAgain(world.ports, { ...released, which: { messageId: idOf(16) } });
    await world.file({ intake: withPolicies({ autoReplies: 'skip' }) });
    expect(world.entry(idOf(16)).skipped).toBe('auto_reply');
  });

  test('keeps no later mail of its thread waiting, and is not looked at again', async () => {
    const world = await createFiling();
    await receiveMany(world, 18, { threadId: idOf(1) });
    await world.file();
    const answer = { id: 'm9000', threadId: idOf(1), body: ['', 'A person answers.'] };
    await world.receive(answer);
    expect(await world.store.listOpenEntries('c1', 100)).toHaveLength(1);
    await world.file();
    expect(world.caseOf('m9000')).toBe(world.caseOf(idOf(1)));
    expect(statesOf(world)).toEqual({ filed: 16, [LOOP]: 3 });
  });

  test('keeps mail of its thread waiting neither in the run in which it is held', async () => {
    const world = await createFiling();
    await receiveMany(world, 18, { threadId: idOf(1) });
    await world.receive({ id: 'm9000', threadId: idOf(1), body: ['', 'A person answers.'] });
    const { seen } = await world.file();
    expect(seen.at(-1)).toMatchObject({ messageId: 'm9000', kind: 'filed' });
  });
});

describe('Of a loop', () => {
  test('automatic answers that no case is known of are skipped, and nobody decides about them', async () => {
    const world = await createFiling();
    const headers = answering('unknown@elsewhere.example');
    await receiveMany(world, 30, { headers, body: ['', 'I am away.'] });
    await world.file();
    expect(statesOf(world)).toEqual({ skipped: 30 });
    expect(world.recentOf('c1')).toEqual([]);
  });

  test('automatic answers that join a case are held like any other mail', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm0', messageId: 'question@customer.example' });
    await world.file();
    world.wait(2 * MINUTE);
    const headers = answering('question@customer.example');
    await receiveMany(world, 30, { headers, body: ['', 'I am away.'] });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 16, [LOOP]: 15 });
  });

  test('what the mailbox sent itself is on its case, and never held', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm0' });
    await world.file();
    const about = { from: INTAKE.address, threadId: 'm0', labelIds: ['SENT'] };
    await receiveMany(world, 20, { ...about, body: ['', 'Your case is solved.'] });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 21 });
  });

  test('mail of a sender whom the mailbox blocks is skipped, and not held', async () => {
    const world = await createFiling();
    await receiveMany(world, 20);
    await world.file({ intake: withPolicies({ blockedSenders: ['ann@customer.example'] }) });
    expect(statesOf(world)).toEqual({ skipped: 20 });
  });

  test('what a person chose to file is filed', async () => {
    const world = await createFiling();
    await receiveMany(world, 20, { entry: { isForced: true } });
    await world.file();
    expect(statesOf(world)).toEqual({ filed: 20 });
  });

  test('mail is held in shadow mode, too', async () => {
    const world = await createFiling();
    await receiveMany(world, 17);
    await world.file({ intake: { ...INTAKE, routing: { ...INTAKE.routing, mode: 'shadow' } } });
    expect(statesOf(world)).toEqual({ filed: 15, [LOOP]: 2 });
    expect(world.org.emails.size).toBe(0);
  });
});
