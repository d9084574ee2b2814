import { describe, expect, test } from '@jest/globals';
import { correctMail } from '../../../shared/mail/filing/correct-mail.ts';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../shared/mail/model/policies.ts';
import { orgError } from '../fake-org.ts';
import { attached, createFiling, FAIL, type Filing, INTAKE, MINUTE, PASS } from './harness.ts';

const SUPPORT = 'support@ours.example';
const SALES = 'sales@ours.example';
const ANN = 'ann@customer.example';

const withPolicies = (policies: Partial<Policies>, intake: Intake = INTAKE): Intake => ({
  ...intake,
  routing: { ...intake.routing, policies: { ...DEFAULT_POLICIES, ...policies } },
});

/** A mail as it comes or is sent; what is left out is that of Ann’s plain question. */
type Mail = {
  readonly id: string;
  readonly connectionId?: string;
  readonly threadId?: string;
  readonly messageId?: string;
  readonly from?: string;
  readonly to?: string;
  /** The Message-ID of the mail that it answers. */
  readonly answers?: string;
  readonly headers?: readonly string[];
  readonly body?: readonly string[];
  readonly labelIds?: readonly string[];
  readonly entry?: Partial<LedgerEntry>;
};

const linesOf = ({ id, messageId, from = ANN, to = SUPPORT, answers, ...mail }: Mail) => [
  ...(mail.headers ?? [PASS]),
  `Message-ID: <${messageId ?? `${id}@mail.example`}>`,
  ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`]),
  'Date: Sat, 28 Nov 2026 09:00:00 +0000',
  `From: <${from}>`,
  `To: ${to}`,
  'Subject: Help',
  ...(mail.body ?? ['', 'Please help.']),
];

async function live(world: Filing, mail: Mail, intake: Intake = INTAKE): Promise<LedgerEntry> {
  world.wait(MINUTE);
  const { id, threadId = id, connectionId = intake.connectionId, labelIds = ['INBOX'] } = mail;
  const about = { id, threadId, connectionId, labelIds, lines: linesOf(mail) };
  await world.receive({ ...about, ...(mail.entry && { entry: mail.entry }) });
  await world.file({ intake });
  return world.entry(id, connectionId);
}

/** What the mailbox sends to Ann. */
const sent = (id: string, about: Partial<Mail> = {}): Mail => ({
  id,
  from: SUPPORT,
  to: ANN,
  headers: [],
  labelIds: ['SENT'],
  ...about,
});

async function withCase(intake: Intake = INTAKE) {
  const world = await createFiling();
  const { filed } = await live(world, { id: 'm1' }, intake);
  return { world, caseId: filed?.caseId ?? '' };
}

/** An agent’s answer that Salesforce itself sent, as it has it on a case. */
function sendInOrg({ org }: Filing, caseId: string, messageId: string): void {
  const [first] = org.emailsOf(caseId);
  if (!first) throw new Error('unreachable');
  const email = { ...first.email, messageId, fromAddress: SUPPORT, to: ANN, isOutgoing: true };
  org.emails.set('02sOWN', { id: '02sOWN', key: 'none', caseId, email });
}

const outgoing = ({ org }: Filing, caseId: string) =>
  org.emailsOf(caseId).filter(({ email }) => email.isOutgoing === true);

const LOST = {
  call: 'file',
  error: orgError('org_unavailable'),
  isStored: true,
} as const;

describe('Mail that the mailbox sent', () => {
  test('is on the case of its thread, as outgoing mail', async () => {
    const { world, caseId } = await withCase();
    const { filed } = await live(world, sent('s1', { threadId: 'm1' }));
    expect(filed).toMatchObject({ caseId, as: 'sent', notJoined: null });
    expect(outgoing(world, caseId)).toMatchObject([{ email: { fromAddress: SUPPORT, to: ANN } }]);
  });

  test('is on the case of the mail that it answers', async () => {
    const { world, caseId } = await withCase();
    const { filed } = await live(world, sent('s1', { answers: 'm1@mail.example' }));
    expect(filed).toMatchObject({ caseId, as: 'sent' });
    const reply = { id: 'm2', from: 'eve@other.example', threadId: 's1' };
    // The link of its thread has those to whom it went, and nobody else.
    expect((await live(world, reply)).filed).toMatchObject({ notJoined: 'stranger' });
    expect((await live(world, { id: 'm3', threadId: 's1' })).filed).toMatchObject({ caseId });
  });

  test('brings the files that are attached to it', async () => {
    const { world } = await withCase();
    const { filed } = await live(world, sent('s1', { threadId: 'm1', body: attached('offer') }));
    expect(world.org.files).toMatchObject([{ emailMessageId: filed?.emailMessageId }]);
  });

  test('opens no case, whatever it answers', async () => {
    const world = await createFiling();
    expect((await live(world, sent('s1'))).skipped).toBe('sent');
    expect(world.org.calls).toEqual([]);
    expect((await live(world, sent('s2', { answers: 'x@other.example' }))).skipped).toBe('sent');
    expect(world.org.cases.size).toBe(0);
  });

  test('is not written again where Salesforce sent it itself', async () => {
    const { world, caseId } = await withCase();
    sendInOrg(world, caseId, 'out@ours.example');
    const about = { threadId: 'm1', messageId: 'out@ours.example', answers: 'm1@mail.example' };
    expect((await live(world, sent('s1', about))).skipped).toBe('sent_in_org');
    expect(outgoing(world, caseId)).toHaveLength(1);
  });

  test('is not taken for what Salesforce sent when the answer to its own writing is lost', async () => {
    const { world, caseId } = await withCase();
    world.org.failNext(LOST);
    const about = { answers: 'm1@mail.example', body: attached('offer') };
    expect((await live(world, sent('s1', about))).state).toBe('found');
    for (let run = 0; run < 3; run++) {
      world.wait(5 * MINUTE);
      await world.file();
    }
    expect(world.entry('s1')).toMatchObject({ state: 'filed', skipped: null, filed: { caseId } });
    expect(outgoing(world, caseId)).toHaveLength(1);
    expect(world.org.files).toHaveLength(1);
  });

  test('goes to the case that is left of a merge, and to none when its case is gone', async () => {
    const { world, caseId } = await withCase();
    const other = (await live(world, { id: 'm2', from: 'bob@other.example' })).filed?.caseId ?? '';
    world.org.merge(caseId, other);
    expect((await live(world, sent('s1', { threadId: 'm1' }))).filed?.caseId).toBe(other);
    world.org.delete(other);
    expect((await live(world, sent('s2', { threadId: 'm1' }))).skipped).toBe('sent');
    expect(world.org.cases.size).toBe(2);
  });

  test('stays outgoing mail when a person moves it to another case', async () => {
    const { world } = await withCase();
    await live(world, { id: 'm2', from: 'bob@other.example' });
    await live(world, sent('s1', { threadId: 'm1' }));
    const caseId = world.caseOf('m2') ?? '';
    const correction = { kind: 'case', caseId, by: 'admin@ours.example' } as const;
    await correctMail(world.ports, { connectionId: 'c1', messageId: 's1', correction });
    await world.file();
    expect(world.entry('s1').filed).toMatchObject({ caseId, as: 'sent' });
    expect(outgoing(world, caseId)).toHaveLength(1);
  });

  test('that bounces has its bounce on its case, whoever reports it', async () => {
    const { world, caseId } = await withCase();
    await live(world, sent('s1', { threadId: 'm1' }));
    const { filed } = await live(world, bounce('b1', 's1@mail.example'));
    expect(filed).toMatchObject({ caseId, as: 'reply' });
  });

  test('is skipped under `skip`, and nothing is asked', async () => {
    const intake = withPolicies({ sentMail: 'skip' });
    const { world } = await withCase(intake);
    world.org.calls.splice(0);
    expect((await live(world, sent('s1', { threadId: 'm1' }), intake)).skipped).toBe('sent');
    expect(world.org.calls).toEqual([]);
  });
});

/** A stranger’s server reports that a mail did not reach Ann. */
const bounce = (id: string, messageId: string): Mail => ({
  id,
  from: 'mailer-daemon@elsewhere.example',
  body: [
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.customer.example',
    '',
    `Final-Recipient: rfc822; ${ANN}`,
    'Action: failed',
    'Status: 5.1.1',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${messageId}>`,
    '--b--',
  ],
});

describe('One mail in two of our mailboxes', () => {
  const BOTH = `${SUPPORT}, ${SALES}`;

  /** The mailboxes c1 and c2, and Ann’s mail to both. */
  async function inTwo(copies: Policies['copies']) {
    const support = withPolicies({ copies });
    const sales = withPolicies({ copies }, { ...INTAKE, connectionId: 'c2', address: SALES });
    const world = await createFiling();
    await world.store.writeIntake(sales, null);
    /** A mail as it comes to both, in the threads of Ann’s first. */
    const toBoth = async (id: string, about: Partial<Mail> = {}) => {
      const mail = { to: BOTH, messageId: `${id}@mail.example`, ...about };
      const one = await live(world, { ...mail, id: `${id}-c1`, threadId: 'm1-c1' }, support);
      const other = await live(world, { ...mail, id: `${id}-c2`, threadId: 'm1-c2' }, sales);
      return [one.filed, other.filed] as const;
    };
    return { world, support, sales, toBoth };
  }

  test('is one mail on one case by default', async () => {
    const { world, toBoth } = await inTwo('one_case');
    const [one, other] = await toBoth('m1');
    expect([one?.as, other?.as, other?.caseId]).toEqual(['new_case', 'copy', one?.caseId]);
    expect(world.org.emails.size).toBe(1);
  });

  test('has under `case_each` a case for each, and so do the answers to both', async () => {
    const { world, toBoth } = await inTwo('case_each');
    const [one, other] = await toBoth('m1');
    expect([one?.as, other?.as]).toEqual(['new_case', 'new_case']);
    expect(one?.caseId).not.toBe(other?.caseId);
    const [first, second] = await toBoth('m2', { answers: 'm1@mail.example' });
    expect([first?.caseId, second?.caseId]).toEqual([one?.caseId, other?.caseId]);
    expect([world.org.cases.size, world.org.emails.size]).toEqual([2, 4]);
  });

  test('has under `case_each` an answer to one of them on that one’s case', async () => {
    const { world, sales, toBoth } = await inTwo('case_each');
    const [, other] = await toBoth('m1');
    const about = { answers: 'm1@mail.example', threadId: 'm1-c2', to: SALES };
    const { filed } = await live(world, { id: 'm2', ...about }, sales);
    expect(filed).toMatchObject({ caseId: other?.caseId, as: 'reply' });
  });

  test('has under `case_each` what a mailbox sent on that one’s case', async () => {
    const { world, sales, toBoth } = await inTwo('case_each');
    const [, other] = await toBoth('m1');
    const about = { from: SALES, answers: 'm1@mail.example', threadId: 'm1-c2' };
    const { filed } = await live(world, sent('s1', about), sales);
    expect(filed).toMatchObject({ caseId: other?.caseId, as: 'sent' });
  });

  test('has under `case_each` one case for each also when the answer to a writing is lost', async () => {
    const { world, support, sales } = await inTwo('case_each');
    world.org.failNext(LOST);
    const mail = { to: BOTH, messageId: 'm1@mail.example' };
    expect((await live(world, { ...mail, id: 'a' }, support)).state).toBe('found');
    await live(world, { ...mail, id: 'b' }, sales);
    world.wait(5 * MINUTE);
    await world.file({ intake: support });
    expect(world.entry('a').filed?.caseId).not.toBe(world.entry('b', 'c2').filed?.caseId);
    expect([world.org.cases.size, world.org.emails.size]).toEqual([2, 2]);
  });
});

describe('The customer', () => {
  const fromAddress = (world: Filing, { filed }: LedgerEntry) =>
    world.org.emails.get(filed?.emailMessageId ?? '')?.email.fromAddress;

  const THROUGH_GROUP = [
    'Authentication-Results: mx.google.com; dmarc=pass header.from=ours.example',
    'List-ID: <help.ours.example>',
    'X-Google-Group-Id: 1',
    `X-Original-Sender: ${ANN}`,
    `X-Original-From: Ann <${ANN}>`,
    'X-Original-Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example',
  ];
  const FORWARD = [
    '',
    '---------- Forwarded message ---------',
    `From: Ann <${ANN}>`,
    'Date: Fri, 27 Nov 2026 at 09:00',
    'Subject: Help',
    `To: <bob@ours.example>`,
    '',
    'Please help.',
  ];

  test.each([
    ['original_sender', ANN],
    ['group', 'help@ours.example'],
  ] as const)('of mail behind a group is under `%s` %s', async (groups, customer) => {
    const world = await createFiling();
    const mail = { id: 'm1', from: 'help@ours.example', headers: THROUGH_GROUP };
    expect(fromAddress(world, await live(world, mail, withPolicies({ groups })))).toBe(customer);
  });

  test.each([
    ['original_sender', ANN],
    ['forwarder', 'bob@ours.example'],
  ] as const)('of what a colleague forwards is under `%s` %s', async (forwards, customer) => {
    const world = await createFiling();
    const mail = { id: 'm1', from: 'bob@ours.example', body: FORWARD };
    const entry = await live(world, mail, withPolicies({ forwards }));
    expect(fromAddress(world, entry)).toBe(customer);
  });
});

describe('A blocked sender', () => {
  test.each([
    ['an address', [ANN], ANN],
    ['an address in other letters', [ANN], 'Ann@Customer.example'],
    ['a domain', ['@customer.example'], ANN],
  ] as const)('by %s is skipped before the org is asked', async (_, blockedSenders, from) => {
    const world = await createFiling();
    const entry = await live(world, { id: 'm1', from }, withPolicies({ blockedSenders }));
    expect(entry).toMatchObject({ state: 'skipped', skipped: 'blocked', filed: null });
    expect(world.org.calls).toEqual([]);
  });

  test.each([
    ['in a subdomain', 'ann@mail.customer.example'],
    ['in a domain that ends alike', 'ann@notcustomer.example'],
  ])('is nobody %s', async (_, from) => {
    const world = await createFiling();
    const intake = withPolicies({ blockedSenders: ['@customer.example', 'bob@other.example'] });
    expect((await live(world, { id: 'm1', from }, intake)).filed?.as).toBe('new_case');
  });

  test('joins no case either, and is filed when a person says so', async () => {
    const { world } = await withCase();
    const intake = withPolicies({ blockedSenders: [ANN] });
    const answer = { answers: 'm1@mail.example' };
    expect((await live(world, { id: 'm2', ...answer }, intake)).skipped).toBe('blocked');
    const entry = { isForced: true };
    const { filed } = await live(world, { id: 'm3', ...answer, entry }, intake);
    expect(filed?.caseId).toBe(world.caseOf('m1'));
  });
});

describe('Mail that Gmail takes for spam', () => {
  const SPAM = { id: 'm1', labelIds: ['SPAM'] };

  test.each([
    ['skip', true, PASS, 'spam'],
    ['file', false, PASS, 'spam'],
    ['file', true, FAIL, 'spam'],
    ['file', true, 'X-Nothing: 1', 'spam'],
    ['file', true, PASS, null],
  ] as const)('under `%s`, of a Contact: %s, with %s, is skipped as %s', async (...row) => {
    const [knownSpam, isContact, header, skipped] = row;
    const world = await createFiling();
    if (isContact) world.org.contacts.set(ANN, '003A');
    const entry = await live(world, { ...SPAM, headers: [header] }, withPolicies({ knownSpam }));
    expect(entry.skipped).toBe(skipped);
    expect(world.org.cases.size).toBe(skipped === null ? 1 : 0);
  });

  test('is skipped by default without a question to the org', async () => {
    const world = await createFiling();
    await live(world, SPAM);
    expect(world.org.calls).toEqual([]);
  });
});

describe('Mail that programs write', () => {
  const AUTO: Mail = { id: 'p1', body: ['Auto-Submitted: auto-replied', '', 'I am away.'] };
  const BOUNCE: Mail = {
    ...bounce('p1', 'm1@mail.example'),
    from: 'mailer-daemon@customer.example',
  };

  const KINDS = [
    ['autoReplies', { ...AUTO, answers: 'm1@mail.example' }, AUTO, 'auto_reply'],
    ['bounces', BOUNCE, bounce('p1', 'unknown@ours.example'), 'bounce'],
  ] as const;
  const CASES = KINDS.flatMap(([policy, about, alone, reason]) => [
    { policy, choice: 'join', about, alone, joins: true, opens: false, reason },
    { policy, choice: 'skip', about, alone, joins: false, opens: false, reason },
    { policy, choice: 'file', about, alone, joins: true, opens: true, reason },
  ]);

  test.each(CASES)('$policy `$choice`: joins $joins, opens $opens', async (row) => {
    const { policy, choice, about, alone, joins, opens, reason } = row;
    const intake = withPolicies({ [policy]: choice });
    const { world, caseId } = await withCase(intake);
    const joined = await live(world, about, intake);
    expect([joined.filed?.caseId, joined.skipped]).toEqual(
      joins ? [caseId, null] : [undefined, reason],
    );
    const opened = await live(world, { ...alone, id: 'p2', threadId: 'p2' }, intake);
    expect([opened.filed?.as, opened.skipped]).toEqual(
      opens ? ['new_case', null] : [undefined, reason],
    );
  });
});
