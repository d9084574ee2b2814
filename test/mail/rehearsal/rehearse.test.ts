import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import type { Fate } from '../../../shared/mail/model/fate.ts';
import type { Send } from '../../../shared/mail/model/send.ts';
import { SEND_HEADER } from '../../../shared/mail/ports.ts';
import { orgError } from '../fake-org.ts';
import { MINUTE, PASS } from '../filing/harness.ts';
import type { Step } from './generated-mails.ts';
import { CHANGES, compareWithLife, generate, type Lived, live, rehearseMonth } from './month.ts';

const ANN = 'ann@customer.example';
const SUPPORT = 'support@ours.example';

type Mail = Extract<Step, { kind: 'mail' }>;

/** A mail of Ann, whose Message-ID is its id. */
const mail = (
  id: string,
  headers: readonly string[] = [],
  about: Partial<Mail> & { readonly body?: string } = {},
): Mail => {
  const { body = 'Please help.', ...rest } = about;
  const named = [`Message-ID: <${id}@customer.example>`, `From: ${ANN}`, `To: ${SUPPORT}`];
  const lines = [...(headers.length === 0 ? [PASS] : headers), ...named, 'Subject: Help', '', body];
  return {
    ...{ kind: 'mail', id, connectionId: 'c1', threadId: id },
    labelIds: ['INBOX'],
    lines,
    ...rest,
  };
};

const answering = (id: string): readonly string[] => [
  PASS,
  `In-Reply-To: <${id}@customer.example>`,
];
/** A send whose answer was lost. */
const sendOf = (id: string, { now, caseOf }: Lived): Send => ({
  id,
  connectionId: 'c1',
  digest: 'd',
  state: 'sending',
  orgId: null,
  caseId: caseOf('a1') ?? null,
  historyId: '1',
  attempt: { date: now(), until: now() },
  ...{ sent: null, identifier: null, emailMessageId: null, failure: null, lease: null },
  createdAt: now(),
  changedAt: now(),
  dueAt: now(),
});
const AWAY = [PASS, 'Auto-Submitted: auto-replied'];

const lived = (...month: Step[]): Promise<Lived> => live({ before: [], month }, [{}, {}]);

const onMessage = (byMessageId: string) => ({ case: { kind: 'opened', byMessageId } });

/** Everything that could have been written. */
const written = ({ org, store, left, room }: Lived) =>
  structuredClone({
    ...{ cases: [...org.cases], emails: [...org.emails], files: org.files },
    ...{ c1: store.entriesOf('c1'), c2: store.entriesOf('c2') },
    ...{ intake: store.intakeOf('c1'), events: store.events },
    ...{ unreadToEnd: left.open, temporaryFiles: [...room.open] },
  });

describe('A rehearsal', () => {
  test('says of 500 of 500 mails what then becomes of them', async () => {
    const [, ...change] = CHANGES.find(([name]) => name === 'everything at once') ?? ['', {}, {}];
    const { compared, wrong } = await compareWithLife(generate(7, 500), change);
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(500);
  }, 120_000);

  test('writes nothing to the org, the store and Gmail, and leaves no temporary file', async () => {
    const world = await live(generate(3, 60), [{}, {}]);
    const before = written(world);
    world.org.calls.splice(0);
    world.store.calls.splice(0);
    const { rehearsal } = await rehearseMonth(world, CHANGES[5]?.[2] ?? {});
    expect(rehearsal.differing.length).toBeGreaterThan(5);
    expect(written(world)).toEqual(before);
    expect(new Set(world.org.calls)).toEqual(new Set(['find', 'twinOf', 'survivorOf']));
    const operations = new Set(world.store.calls.map(({ operation }) => operation));
    expect([...operations].filter((operation) => !/^(read|list)/.test(operation))).toEqual([]);
  });

  test('reads each mail once, and asks the org once for both sides', async () => {
    const world = await lived(mail('a1'), mail('a2', answering('a1')));
    const { reads } = world.reading;
    world.org.calls.splice(0);
    await rehearseMonth(world, { cards: 'mask' });
    expect(world.reading.reads - reads).toBe(2);
    expect(world.org.calls).toEqual(['find', 'find']);
  });

  test('follows a change to the mail that depends on it', async () => {
    const world = await lived(
      mail('a1', AWAY),
      mail('a2', answering('a1'), { threadId: 'a1' }),
      mail('a3', answering('a2'), { threadId: 'a1' }),
    );
    const { rehearsal } = await rehearseMonth(world, { autoReplies: 'file' });
    expect(rehearsal.differing).toMatchObject([
      { messageId: 'a1', now: { reason: 'auto_reply' }, changed: { as: 'new_case' } },
      { messageId: 'a2', now: { as: 'new_case' }, changed: { as: 'reply', ...onMessage('a1') } },
      { messageId: 'a3', now: onMessage('a2'), changed: onMessage('a1') },
    ]);
    expect(rehearsal.counts).toMatchObject({
      now: { new_case: 1, reply: 1, skipped: 1 },
      changed: { new_case: 1, reply: 2, skipped: 0 },
    });
  });

  test('finds by a threading token the case that a mail of the time opened, if it opens it', async () => {
    const world = await lived(mail('a1'), mail('a2'));
    const token = world.org.tokenOf(world.caseOf('a1') ?? '');
    const lines = mail('a3', [PASS], { body: token }).lines.map((line) =>
      line.replace(ANN, 'bob@buyer.example'),
    );
    await world.receive({ id: 'a3', lines, entry: { arrivalLabelIds: ['INBOX'] } });
    await world.file({ intake: world.intake });
    world.wait(MINUTE);
    const { rehearsal } = await rehearseMonth(world, { blockedSenders: [ANN] });
    expect(rehearsal.differing.at(-1)).toMatchObject({
      now: { as: 'reply', ...onMessage('a1') },
      changed: { as: 'new_case', ...onMessage('a3') },
    });
  });

  test('names the customer, and whether numbers would be masked', async () => {
    const body = 'My card is 4111 1111 1111 1111.';
    const world = await lived(mail('a1', [PASS], { body }));
    const { rehearsal } = await rehearseMonth(world, { cards: 'mask' });
    expect(rehearsal.differing).toMatchObject([
      { now: { customer: ANN, isMasked: false }, changed: { customer: ANN, isMasked: true } },
    ]);
    expect(JSON.stringify(rehearsal)).not.toContain('4111');
  });

  test('notices a loop as it is noticed when mail is filed', async () => {
    const world = await lived();
    for (let count = 1; count <= 17; count++) {
      const { id, lines } = mail(`b${count + 10}`);
      await world.receive({ id, lines, entry: { arrivalLabelIds: ['INBOX'] } });
    }
    world.wait(MINUTE);
    const { rehearsal } = await rehearseMonth(world, { loops: 'file' });
    const held = { kind: 'held', code: 'mail_loop' };
    expect(rehearsal.differing).toMatchObject([
      { messageId: 'b26', now: held, changed: { as: 'new_case' } },
      { messageId: 'b27', now: held, changed: { as: 'new_case' } },
    ]);
  });

  test('asks the policies again of what a person filed or skipped', async () => {
    const world = await lived(mail('a1', AWAY, { labelIds: ['INBOX'] }));
    const read = await world.store.readEntry('c1', 'a1');
    if (!read) throw new Error('unreachable');
    const skipped = { ...read.value, skipped: 'by_person', isForced: true } as const;
    await world.store.writeEntry(skipped, read.revision);
    const { mails } = await rehearseMonth(world, { autoReplies: 'file' });
    expect(mails).toMatchObject([{ now: { reason: 'auto_reply' }, changed: { as: 'new_case' } }]);
  });

  test.each([
    ['the trash', 'TRASH', ['INBOX'], 'filed'],
    ['the spam', 'SPAM', ['INBOX'], 'filed'],
    ['the spam, where it arrived', 'SPAM', ['SPAM'], 'skipped'],
  ])('of a mail that is in %s now asks how it arrived', async (_, label, labelIds, kind) => {
    const world = await lived(mail('a1', [], { labelIds }));
    const raw = world.mails.get('a1');
    if (raw) world.mails.set('a1', { ...raw, labelIds: [label] });
    const { mails } = await rehearseMonth(world, { cards: 'mask' });
    expect(mails.map(({ now }) => now.kind)).toEqual([kind]);
  });

  test('in shadow mode says the same, and the org is only asked', async () => {
    const world = await lived(mail('a1'), mail('a2', answering('a1'), { threadId: 'a1' }));
    const routing = { ...world.intake.routing, mode: 'shadow' } as const;
    const shadow = { ...world, intake: { ...world.intake, routing } };
    const before = written(world);
    const { mails } = await rehearseMonth(shadow, { cards: 'mask' });
    expect(mails[1]).toMatchObject({ now: { as: 'reply', ...onMessage('a1') } });
    expect(written(world)).toEqual(before);
  });
});

describe('What a rehearsal covers', () => {
  const QUESTIONS = ['a1', 'a2', 'a3', 'a4'].map((id) => mail(id));

  test('is the newest mail, as much as is wanted, and it says so', async () => {
    const world = await lived(...QUESTIONS);
    const { rehearsal } = await rehearseMonth(world, { blockedSenders: [ANN] }, { most: 3 });
    expect(rehearsal).toMatchObject({ arrived: 4, rehearsed: 3 });
    expect(rehearsal.differing.map(({ messageId }) => messageId)).toEqual(['a2', 'a3', 'a4']);
    expect(rehearsal.first).toEqual(world.mails.get('a2')?.receivedAt);
    expect(rehearsal.last).toEqual(world.mails.get('a4')?.receivedAt);
  });

  test('takes mail that came before it as it stands', async () => {
    const world = await lived(mail('a1'), mail('a2', answering('a1'), { threadId: 'a1' }));
    const { mails } = await rehearseMonth(world, { autoReplies: 'file' }, { most: 1 });
    const standing = { kind: 'standing', caseId: world.caseOf('a1') };
    expect(mails).toMatchObject([{ messageId: 'a2', now: { as: 'reply', case: standing } }]);
  });

  test('ends when the time is over, and it says so', async () => {
    const world = await lived(...QUESTIONS);
    world.org.before = async () => world.wait(MINUTE);
    const until = new Date(world.now().getTime() + 2 * MINUTE);
    const { rehearsal } = await rehearseMonth(world, { blockedSenders: [ANN] }, { until });
    expect(rehearsal).toMatchObject({ arrived: 4, unread: [] });
    expect(rehearsal.rehearsed).toBeGreaterThan(0);
    expect(rehearsal.rehearsed).toBeLessThan(4);
    expect(world.left.open).toBe(0);
  });

  test.each(['message_gone', 'gmail_refused', 'google_unavailable'] as const)(
    'goes on after a mail that cannot be read for %s, and names it',
    async (code) => {
      const world = await lived(mail('a1'), mail('a2', answering('a1'), { threadId: 'a1' }));
      world.refusals.set('a1', new AppError(code));
      const { rehearsal, mails } = await rehearseMonth(world, { autoReplies: 'file' });
      expect(rehearsal).toMatchObject({ rehearsed: 1, unread: [{ messageId: 'a1', code }] });
      // The case that it opened stands, so that its answers join it.
      const standing = { kind: 'standing', caseId: world.caseOf('a1') };
      expect(mails).toMatchObject([{ messageId: 'a2', changed: { as: 'reply', case: standing } }]);
    },
  );

  test('does not wait for mails that were deleted', async () => {
    const world = await lived(mail('a1'), mail('a2'), mail('a3'), mail('a4'));
    for (const id of ['a1', 'a2', 'a3']) world.refusals.set(id, new AppError('message_gone'));
    const began = world.now();
    const { rehearsal } = await rehearseMonth(world, {});
    expect(rehearsal).toMatchObject({ rehearsed: 1, unread: [{}, {}, {}] });
    expect(world.now()).toEqual(began);
  });

  test('knows a mail that the connector sent itself, and takes it for no mail to mirror', async () => {
    const sent = { labelIds: ['SENT'], threadId: 'a1' };
    const world = await lived(
      mail('a1'),
      mail('a2', [PASS, `${SEND_HEADER}: s1`], sent),
      mail('a3', answering('a1'), { threadId: 'a1' }),
    );
    await world.store.writeSend(sendOf('s1', world), null);
    const { mails } = await rehearseMonth(world, { autoReplies: 'file' });
    expect(mails.map(({ changed }) => changed)).toMatchObject([
      { as: 'new_case' },
      { kind: 'skipped', reason: 'sent_in_org' },
      { as: 'reply' },
    ]);
    expect((await world.store.readSend('s1'))?.value.state).toBe('sending');
  });

  test('leaves out a large mail whose turn does not come', async () => {
    const world = await lived(mail('a1'), mail('a2'));
    world.noTurn.add('a1');
    const { rehearsal } = await rehearseMonth(world, {});
    expect(rehearsal.unread).toEqual([{ messageId: 'a1', code: 'no_turn' }]);
  });

  test('does not read a mail that ends the process', async () => {
    const world = await lived(mail('a1'), mail('a2'));
    const read = await world.store.readEntry('c1', 'a1');
    if (!read) throw new Error('unreachable');
    const code = 'mail_stops_process';
    const failure = { code, upstream: null, since: world.now(), attempts: 3 } as const;
    await world.store.writeEntry({ ...read.value, state: 'held', failure }, read.revision);
    const { reads } = world.reading;
    const { rehearsal } = await rehearseMonth(world, {});
    expect(rehearsal.unread).toEqual([{ messageId: 'a1', code }]);
    expect(world.reading.reads - reads).toBe(1);
  });

  test('is held where the org fails for one mail, and its thread waits', async () => {
    const world = await lived(
      mail('a1'),
      mail('a2', answering('a1'), { threadId: 'a1' }),
      mail('a3'),
    );
    const find = world.org.store.find;
    world.org.store.find = async (query) => {
      if (query.text.includes('a trigger fails')) throw orgError('record_trigger_failed');
      return find(query);
    };
    const raw = world.mails.get('a1');
    const failing = mail('a1', [PASS], { body: 'a trigger fails' });
    world.mails.delete('a1');
    if (raw) await world.receive({ id: 'a1', lines: failing.lines, receivedAt: raw.receivedAt });
    const { mails } = await rehearseMonth(world, { cards: 'mask' });
    const fates = new Map<string, Fate>(
      mails.map(({ messageId, changed }) => [messageId, changed]),
    );
    expect(fates.get('a1')).toEqual({ kind: 'held', code: 'record_trigger_failed' });
    expect(fates.get('a2')).toEqual({ kind: 'waiting', code: 'earlier_mail_waits' });
    expect(fates.get('a3')).toMatchObject({ as: 'new_case' });
  });

  test('is nothing when Gmail gives three mails in a row not', async () => {
    const world = await lived(...QUESTIONS);
    for (const { id } of QUESTIONS) world.refusals.set(id, new AppError('google_unavailable'));
    await expect(rehearseMonth(world, {})).rejects.toMatchObject({ code: 'google_unavailable' });
  });

  test.each(['connection_needs_reconnect', 'token_rejected'] as const)(
    'is nothing when the mailbox refuses everything with %s',
    async (code) => {
      const world = await lived(...QUESTIONS);
      world.reading.failure = new AppError(code);
      await expect(rehearseMonth(world, {})).rejects.toMatchObject({ code });
    },
  );

  test.each(['org_login_refused', 'org_unavailable'] as const)(
    'is nothing when the org refuses everything with %s',
    async (code) => {
      const world = await lived(...QUESTIONS);
      world.org.refuseAll = orgError(code);
      await expect(rehearseMonth(world, {})).rejects.toMatchObject({ code });
      expect(world.left.open).toBe(0);
    },
  );
});
