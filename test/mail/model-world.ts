import { createHash } from 'node:crypto';
import { fileEntries } from '../../shared/mail/filing/index.ts';
import { type IntakePorts, notePush, runOne, switchOn, tryAgain } from '../../shared/mail/index.ts';
import { createFakeGmail, type FakeMessage } from './fake-gmail.ts';
import { createFakeMailStore } from './fake-mail-store.ts';
import { createFakeOrg } from './fake-org.ts';
import { createFakeScratch, mailOf } from './message/mails.ts';
import { SAMPLE_ROUTING } from './sample-routing.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const NOON = Date.parse('2026-11-28T12:00:00Z');

export const MAILBOXES = [
  { connectionId: 'mailbox-1', address: 'support@ours.example' },
  { connectionId: 'mailbox-2', address: 'sales@ours.example' },
] as const;

export const IDS: readonly string[] = MAILBOXES.map(({ connectionId }) => connectionId);

/** A mail that was sent, and what happened to it. The subject tells it from every other one. */
export type SentMail = {
  readonly subject: string;
  /** Whose mail may be on its case: the conversation's, or a stranger's own. */
  readonly belongsTo: string;
  readonly conversation: Conversation;
  readonly files: readonly string[];
  readonly copies: readonly SentCopy[];
};

/** A mail in one mailbox. `wasSpam`, …: at some time. */
export type SentCopy = {
  readonly connectionId: string;
  readonly message: FakeMessage;
  wasSpam: boolean;
  wasArchived: boolean;
  wasDeleted: boolean;
  wasSkipped: boolean;
  readonly wasUnnamed: boolean;
};

/** The mail of a customer and its answers, in the mailboxes that it is sent to. */
export type Conversation = {
  readonly name: string;
  readonly mailboxes: readonly string[];
  /** Gmail's thread ids by mailbox. */
  readonly threads: Map<string, string>;
  readonly messageIds: string[];
  hasStrangers: boolean;
};

/** How a mail differs from a plain one of the conversation's customer. */
export type Sending = {
  readonly files?: number;
  readonly isStrangers?: boolean;
  readonly isSpam?: boolean;
  /** The history never names it. */
  readonly isUnnamed?: boolean;
};

/** Two mailboxes at Gmail, whose mail becomes cases of one org, in memory. */
export function createModelWorld() {
  const touches = new Map<string, Touch[]>();
  let now = NOON;
  let ids = 0;
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number): Promise<void> => {
      now += milliseconds;
    },
  };
  const gmail = createFakeGmail(clock);
  gmail.style.pageSize = 2;
  const store = createFakeMailStore();
  const org = createFakeOrg();
  for (const { connectionId, address } of MAILBOXES) gmail.addMailbox(connectionId, address);
  const ports: IntakePorts = {
    store,
    clock,
    readerOf: gmail.readerOf,
    casesOf: () => org.store,
    scratch: createFakeScratch().scratch,
    ids: { unique: () => `owner-${++ids}`, random: () => 0.5 },
    fileEntries,
  };
  return {
    gmail,
    store,
    org,
    clock,
    ports,
    conversations: new Map<string, Conversation>(),
    mails: [] as SentMail[],
    /** Mailboxes whose grant was revoked. */
    revoked: new Set<string>(),
    hasExpired: false,
    /** Two processes may have held one lease, because time passed during a run or their clocks differ. */
    mayOverlap: false,
    pass: (milliseconds: number): void => {
      now += milliseconds;
    },
    touched: (emailMessageId: string, by: Touch): void => {
      touches.set(emailMessageId, [...(touches.get(emailMessageId) ?? []), by]);
    },
    /** Did a process work on the files of an EmailMessage after another one had begun to? */
    isOverlapped: (emailMessageId: string): boolean => {
      const all = touches.get(emailMessageId) ?? [];
      return all.some((by, at) => all.indexOf(by) < at && all[at - 1] !== by);
    },
  };
}

/** The process that worked on the files of an EmailMessage. */
type Touch = object;

export type ModelWorld = ReturnType<typeof createModelWorld>;

/** Switches both mailboxes on and reads them for the first time. */
export async function beginModel(world: ModelWorld): Promise<void> {
  const routing = { ...SAMPLE_ROUTING, orgId: 'org-1', origin: null };
  const wish = { routing, startsAt: null, by: 'admin@ours.example' };
  for (const mailbox of MAILBOXES) await switchOn(world.ports, { ...wish, ...mailbox });
  for (const id of IDS) await runOne(world.ports, id, runUntil(world));
  world.gmail.takePushes();
}

const runUntil = ({ clock }: ModelWorld) => ({
  until: new Date(clock.now().getTime() + MINUTE),
  watch: () => {},
});

/** Sends the next mail of a conversation to its mailboxes. */
export function send(world: ModelWorld, conversation: Conversation, sending: Sending): void {
  const number = world.mails.length + 1;
  const files = Array.from({ length: sending.files ?? 0 }, (_, n) => `file ${n} of mail ${number}`);
  const subject = `Mail ${number}`;
  const raw = rawMail(world, conversation, { ...sending, subject, contents: files });
  const copies = conversation.mailboxes.map((connectionId) => {
    const message = world.gmail.deliver(connectionId, {
      raw,
      ...threadOf(conversation, connectionId),
      labelIds: [sending.isSpam ? 'SPAM' : 'INBOX', 'UNREAD'],
      isUnnamed: sending.isUnnamed ?? false,
    });
    if (!conversation.threads.has(connectionId))
      conversation.threads.set(connectionId, message.messageId);
    return copyOf(connectionId, message, sending);
  });
  const isStrangers = sending.isStrangers ?? false;
  if (isStrangers) conversation.hasStrangers = true;
  else conversation.messageIds.push(`${number}@mail.example`);
  const belongsTo = isStrangers ? `stranger ${number}` : conversation.name;
  const sha256 = files.map((file) => createHash('sha256').update(file).digest('hex'));
  world.mails.push({ subject, belongsTo, conversation, files: sha256, copies });
}

/** None: the mail begins a thread. */
function threadOf({ threads }: Conversation, connectionId: string): { threadId?: string } {
  const threadId = threads.get(connectionId);
  return threadId === undefined ? {} : { threadId };
}

const copyOf = (connectionId: string, message: FakeMessage, sending: Sending): SentCopy => ({
  connectionId,
  message,
  wasSpam: sending.isSpam ?? false,
  wasArchived: false,
  wasDeleted: false,
  wasSkipped: false,
  wasUnnamed: sending.isUnnamed ?? false,
});

type Raw = Sending & { readonly subject: string; readonly contents: readonly string[] };

function rawMail(
  { clock, mails }: ModelWorld,
  { name, mailboxes, messageIds }: Conversation,
  { subject, contents, isStrangers }: Raw,
): Buffer {
  const named = messageIds.map((id) => `<${id}>`);
  const from = isStrangers ? `mallory${mails.length}@evil.example` : `${name}@customer.example`;
  // One mailer writes no Message-ID: such a mail is known by its mailbox.
  const hasId = mailboxes.length > 1 || isStrangers || mails.length % 5 !== 4;
  return mailOf(
    'Authentication-Results: mx.google.com; dmarc=pass',
    ...(hasId ? [`Message-ID: <${mails.length + 1}@mail.example>`] : []),
    ...(named.length > 0 ? [`In-Reply-To: ${named.at(-1)}`, `References: ${named.join(' ')}`] : []),
    `Date: ${clock.now().toUTCString()}`,
    `From: Ann <${from}>`,
    'To: support@ours.example',
    `Subject: ${subject}`,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Please help.',
    ...contents.flatMap(attachment),
    '--b--',
  );
}

const attachment = (content: string): readonly string[] => [
  '--b',
  'Content-Type: application/pdf',
  'Content-Disposition: attachment; filename=file.pdf',
  '',
  content,
];

/** Lets everything work again, and time for the retries, the sweeps and a person's release of what is held. */
export async function settle(world: ModelWorld): Promise<void> {
  const { gmail, store, org, ports } = world;
  org.refuseAll = null;
  org.rule = () => null;
  world.revoked.clear();
  for (const id of IDS) gmail.catchUp(id);
  for (let n = 0; n < 4; n++) await settleFor(world, HOUR);
  for (const { connectionId, address } of MAILBOXES) {
    // A release in vain would make the mailbox look for open entries all the same.
    if ((await store.countHeld(connectionId)) > 0)
      for (const heldFor of ['record_refused', 'mail_stops_process'] as const)
        await tryAgain(ports, { connectionId, which: { heldFor }, by: 'admin@ours.example' });
    await notePush(ports, { address, historyId: gmail.historyIdOf(connectionId) });
  }
  for (let night = 0; night < 2; night++) {
    const sweeps = IDS.map((id) => store.intakeOf(id).sweepAt.getTime());
    await settleFor(world, Math.max(...sweeps) - world.clock.now().getTime());
    for (let n = 0; n < 2; n++) await settleFor(world, HOUR);
  }
}

async function settleFor(world: ModelWorld, milliseconds: number): Promise<void> {
  world.pass(milliseconds);
  const { store, clock, ports } = world;
  for (const id of await store.dueIntakes({ before: clock.now(), limit: 10 }))
    await runOne(ports, id, runUntil(world));
}
