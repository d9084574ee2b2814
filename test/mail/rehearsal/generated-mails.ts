import { FAIL, PASS } from '../filing/harness.ts';

export const SUPPORT = 'support@ours.example';
export const SALES = 'sales@ours.example';

/** What happens in a month: a mail arrives in a mailbox, or an agent answers in Salesforce itself. */
export type Step =
  | {
      readonly kind: 'mail';
      readonly id: string;
      readonly connectionId: 'c1' | 'c2';
      readonly threadId: string;
      readonly labelIds: readonly string[];
      readonly lines: readonly string[];
    }
  | {
      readonly kind: 'org_answer';
      /** On the case of this message, if it has one. */
      readonly onCaseOf: string;
      readonly identifier: string;
      readonly to: string;
    };

type Written = Partial<{
  readonly from: string;
  readonly to: string;
  readonly identifier: string;
  readonly answers: readonly string[];
  readonly headers: readonly string[];
  readonly body: readonly string[];
  readonly labelIds: readonly string[];
  readonly threadId: string;
  readonly connectionId: 'c1' | 'c2';
}>;

type Conversation = {
  readonly threadId: string;
  readonly first: string;
  readonly customer: string;
  /** Message-IDs, the oldest first. */
  readonly ids: string[];
  /** Its thread in the other mailbox, which gets all mail of the customer, too; left out: it gets none. */
  readonly otherThreadId?: string;
};

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CUSTOMERS = [
  ...['ann', 'bob', 'cem', 'dea'].map((name) => `${name}@customer.example`),
  ...['eli', 'fay', 'gus'].map((name) => `${name}@buyer.example`),
  ...['hal', 'ida', 'jon'].map((name) => `${name}@gmail.com`),
  'promo@ads.example',
  'news@ads.example',
];
export const CONTACTS = CUSTOMERS.filter((_, at) => at % 2 === 0);

const NO_PROOF = 'X-Nothing: 1';

const throughGroup = (writer: string): readonly string[] => [
  'Authentication-Results: mx.google.com; dmarc=pass header.from=ours.example',
  'List-ID: <help.ours.example>',
  'X-Google-Group-Id: 1',
  `X-Original-Sender: ${writer}`,
  `X-Original-From: Someone <${writer}>`,
  'X-Original-Authentication-Results: mx.google.com; dmarc=pass',
];

const forwardOf = (writer: string): readonly string[] => [
  '',
  '---------- Forwarded message ---------',
  `From: Someone <${writer}>`,
  'Date: Fri, 27 Nov 2026 at 09:00',
  'Subject: Help',
  'To: <bob@ours.example>',
  '',
  'Please help.',
];

const reportOn = (recipient: string, identifier: string, action: string): readonly string[] => [
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.customer.example',
  '',
  `Final-Recipient: rfc822; ${recipient}`,
  `Action: ${action}`,
  `Status: ${action === 'failed' ? '5.1.1' : '2.0.0'}`,
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  `Message-ID: <${identifier}>`,
  '--b--',
];

const withFile = (text: string): readonly string[] => [
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  text,
  '--b',
  'Content-Type: application/pdf',
  'Content-Disposition: attachment; filename=file.pdf',
  '',
  'content',
  '--b--',
];

/** No parser reads a part with so long a header. */
const UNREADABLE: readonly string[] = [
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  `X-Long: ${'x'.repeat(600 * 1024)}`,
  '',
  'text',
  '--b--',
];

/**
 * Mail of a month in the mailboxes c1 and c2: questions, answers, strangers in conversations, what is sent in Gmail and
 * in Salesforce, automatic answers, bounces, spam, groups, forwards, copies, and what cannot be read.
 *
 * @param count how many messages c1 gets at least
 * @param before conversations of earlier, which go on
 */
export function generateMonth(seed: number, count: number, before: readonly Conversation[] = []) {
  const random = randomFrom(seed);
  const steps: Step[] = [];
  const conversations = [...before];
  let number = before.length * 1000 + 1;
  let own = 0;

  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  /** The org does not tell who takes part in a case of before only by mail of the month. */
  const pickOfMonth = (): Conversation =>
    pick(conversations.length > before.length ? conversations.slice(before.length) : conversations);
  const chance = (likelihood: number): boolean => random() < likelihood;
  const nextId = (): string => `18f${(0x1000000 + number++).toString(16).padStart(13, '0')}`;

  function write(written: Written = {}) {
    const id = nextId();
    const connectionId = written.connectionId ?? 'c1';
    if (connectionId === 'c1') own += 1;
    const from = written.from ?? pick(CUSTOMERS);
    const identifier = written.identifier ?? `${id}@${from.split('@')[1]}`;
    const threadId = written.threadId ?? id;
    const { answers = [], headers = [PASS], labelIds = ['INBOX'] } = written;
    const lines = [
      ...headers,
      `Message-ID: <${identifier}>`,
      ...(answers.length === 0
        ? []
        : [
            `In-Reply-To: <${answers.at(-1)}>`,
            `References: ${answers.map((each) => `<${each}>`).join(' ')}`,
          ]),
      'Date: Sat, 28 Nov 2026 09:00:00 +0000',
      `From: Someone <${from}>`,
      `To: ${written.to ?? SUPPORT}`,
      'Subject: Help',
      ...(written.body ?? ['', `Please help with ${id}.`]),
    ];
    steps.push({ kind: 'mail', id, connectionId, threadId, labelIds, lines });
    return { id, identifier, threadId, from };
  }

  const begin = (written: Written = {}, known: Partial<Conversation> = {}): void => {
    const { id, identifier, threadId, from } = write(written);
    conversations.push({ threadId, first: id, customer: from, ids: [identifier], ...known });
  };

  function goOn(written: Written = {}, conversation = pick(conversations)): void {
    const { customer, threadId, ids } = conversation;
    const about = {
      from: customer,
      answers: chance(0.8) ? ids : ids.slice(-1),
      ...(chance(0.8) && { threadId }),
      ...written,
    };
    const { identifier } = write(about);
    // The other mailbox's mail names none that it has not got.
    if (conversation.otherThreadId === undefined || written.identifier) ids.push(identifier);
  }

  const isSent = (to: string): Written => ({
    ...{ from: SUPPORT, to, headers: [], labelIds: ['SENT'] },
  });

  const kinds: readonly (readonly [weight: number, make: () => void])[] = [
    [20, () => begin()],
    [4, () => begin({ headers: [pick([FAIL, NO_PROOF])] })],
    [22, () => goOn()],
    [4, () => goOn({ headers: [pick([FAIL, NO_PROOF])] })],
    [4, () => goOn({ from: pick(CUSTOMERS) }, pickOfMonth())],
    [3, () => goOn({ answers: [] })],
    [12, sendInGmail],
    [2, () => begin(isSent(pick(CUSTOMERS)))],
    [6, answerInOrg],
    [6, () => goOn({ body: ['Auto-Submitted: auto-replied', '', 'I am away.'] })],
    [3, () => void write({ body: ['Auto-Submitted: auto-replied', '', 'I am away.'] })],
    [6, () => reportSent('failed')],
    [2, () => reportSent('delivered')],
    [2, reportUnknown],
    [6, () => void write({ labelIds: ['SPAM'], headers: [pick([PASS, FAIL])] })],
    [3, () => goOn({ labelIds: ['SPAM'] })],
    [7, beginInGroup],
    [4, goOnInGroup],
    [6, forward],
    [6, toBoth],
    [3, () => void write({ labelIds: [pick(['TRASH', 'CHAT', 'DRAFT', 'Label_1'])] })],
    [4, () => begin({ body: ['', 'My card is 4111 1111 1111 1111.'] })],
    [2, () => goOn({ body: ['', 'My number is 1234 5678 9018.'] })],
    [3, () => begin({ body: withFile('See the file.') })],
    [2, () => goOn({ body: withFile('See the file.') })],
    [2, twice],
  ];
  const weightUntil = (last: number): number =>
    kinds.slice(0, last + 1).reduce((sum, [weight]) => sum + weight, 0);
  const total = weightUntil(kinds.length);

  function sendInGmail(): void {
    const conversation = pick(conversations);
    const { customer } = conversation;
    goOn(
      { ...isSent(customer), ...(chance(0.2) && { body: withFile('See the file.') }) },
      conversation,
    );
  }

  /** An agent answers in Salesforce, which sends through Gmail; and most often the customer answers that. */
  function answerInOrg(): void {
    const conversation = pick(conversations);
    const { customer, first, threadId, ids } = conversation;
    const identifier = `agent-${number}@salesforce.example`;
    steps.push({ kind: 'org_answer', onCaseOf: first, identifier, to: customer });
    write({ ...isSent(customer), identifier, answers: [...ids], threadId });
    ids.push(identifier);
    if (chance(0.7)) goOn({ answers: [identifier] }, conversation);
  }

  function reportSent(action: string): void {
    const { customer, ids, threadId } = pick(conversations);
    const server = pick([
      'mailer-daemon@elsewhere.example',
      `mailer-daemon@${customer.split('@')[1]}`,
    ]);
    const body = reportOn(customer, pick(ids), action);
    write({ from: server, body, headers: [pick([PASS, FAIL])], ...(chance(0.5) && { threadId }) });
  }

  function reportUnknown(): void {
    write({
      from: 'mailer-daemon@elsewhere.example',
      body: reportOn(pick(CUSTOMERS), 'x@y.example', 'failed'),
    });
  }

  function beginInGroup(): void {
    const writer = pick(CUSTOMERS);
    begin({ from: 'help@ours.example', headers: throughGroup(writer) }, { customer: writer });
  }

  function goOnInGroup(): void {
    const conversation = pickOfMonth();
    const headers = throughGroup(conversation.customer);
    goOn({ from: 'help@ours.example', headers }, conversation);
  }

  function forward(): void {
    const writer = pick(CUSTOMERS);
    begin({ from: 'bob@ours.example', body: forwardOf(writer) }, { customer: writer });
  }

  /**
   * The other mailbox gets it first. What that one does is no part of a rehearsal, so that it does not depend on what this
   * one does: it has the conversation from its beginning.
   */
  function toBoth(): void {
    const both = conversations.filter(({ otherThreadId }) => otherThreadId !== undefined);
    const conversation = both.length > 0 && chance(0.4) ? pick(both) : null;
    const identifier = `both-${number}@customer.example`;
    const about = {
      ...{
        from: conversation?.customer ?? pick(CUSTOMERS),
        to: `${SUPPORT}, ${SALES}`,
        identifier,
      },
      ...(conversation && { answers: [...conversation.ids] }),
    };
    const otherThreadId = conversation?.otherThreadId;
    const { id } = write({
      ...about,
      connectionId: 'c2',
      ...(otherThreadId !== undefined && { threadId: otherThreadId }),
    });
    if (conversation) goOn(about, conversation);
    // An agent answers on the case of the other mailbox, which is there however this one files its copy.
    else begin(about, { first: id, otherThreadId: id });
  }

  /** The same mail comes a second time, as over a second list. */
  function twice(): void {
    const { identifier, from } = write();
    write({ identifier, from });
  }

  if (before.length > 0) write({ body: UNREADABLE, threadId: before[0]?.threadId ?? '' });
  while (own < count) {
    const drawn = random() * total;
    if (conversations.length === 0) begin();
    else kinds.find((_, at) => drawn < weightUntil(at))?.[1]();
  }
  return { steps, conversations };
}
