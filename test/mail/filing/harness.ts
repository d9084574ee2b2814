import { AppError } from '../../../shared/errors.ts';
import { type FilingResult, fileEntries } from '../../../shared/mail/filing/index.ts';
import type { FilingOutcome } from '../../../shared/mail/index.ts';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import { RecentMails } from '../../../shared/mail/model/recent-mails.ts';
import type {
  CaseStore,
  MailboxReader,
  MailPorts,
  RawMessage,
} from '../../../shared/mail/ports.ts';
import { createFakeMailStore } from '../fake-mail-store.ts';
import { createFakeOrg } from '../fake-org.ts';
import { createFakeScratch, mailOf, rawOf } from '../message/mails.ts';
import { SAMPLE_ROUTING } from '../sample-routing.ts';

export const MINUTE = 60_000;
export const PASS = 'Authentication-Results: mx.google.com; dmarc=pass';
export const FAIL = 'Authentication-Results: mx.google.com; dmarc=fail';

export const INTAKE: Intake = {
  connectionId: 'c1',
  address: 'support@ours.example',
  isOn: true,
  startsAt: new Date('2026-11-01T00:00:00Z'),
  routing: { ...SAMPLE_ROUTING, orgId: 'org1' },
  historyId: '1',
  syncedAt: null,
  pushedHistoryId: null,
  pushedAt: null,
  watch: null,
  watchFailure: null,
  lease: null,
  dueAt: null,
  pollAt: new Date('2026-11-28T10:00:00Z'),
  renewWatchAt: new Date('2026-11-28T10:00:00Z'),
  sweepAt: new Date('2026-11-28T10:00:00Z'),
  listing: null,
  backfill: null,
  failure: null,
  hasOpenEntries: false,
  booksClosedDay: null,
  recentMails: [],
  pushSilentSince: null,
};

/** A mail to deliver: its id, and what differs from a plain one. */
export type Sent = {
  readonly id: string;
  readonly connectionId?: string;
  readonly threadId?: string;
  readonly from?: string;
  readonly messageId?: string;
  readonly headers?: readonly string[];
  readonly body?: readonly string[];
  /** The whole mail, in place of all that is said of it above. */
  readonly lines?: readonly string[];
  readonly labelIds?: readonly string[];
  readonly receivedAt?: Date;
  readonly entry?: Partial<LedgerEntry>;
};

/**
 * A mailbox, its ledger and an org, with a clock that the test moves.
 *
 * @param cases of another org than the one in memory
 */
export async function createFiling(cases?: CaseStore) {
  let now = Date.parse('2026-11-28T10:00:00Z');
  const store = createFakeMailStore();
  const org = createFakeOrg();
  const room = createFakeScratch();
  const mails = new Map<string, RawMessage>();
  /** What Gmail answers for single messages. */
  const refusals = new Map<string, AppError>();
  const left = { open: 0 };
  const reading = { failure: null as AppError | null, reads: 0 };
  /** Large messages whose turn does not come. */
  const noTurn = new Set<string>();
  const read = async (messageId: string, waitMs: number): Promise<RawMessage | null> => {
    reading.reads += 1;
    if (noTurn.has(messageId)) {
      now += waitMs;
      return null;
    }
    const failure = reading.failure ?? refusals.get(messageId);
    if (failure) throw failure;
    const raw = mails.get(messageId);
    if (!raw) throw new AppError('message_gone');
    left.open += 1;
    const discard = async (): Promise<void> => {
      left.open -= 1;
    };
    return { ...raw, discard };
  };
  const ports: MailPorts = {
    store,
    readerOf: () => ({ read }) as unknown as MailboxReader,
    casesOf: () => cases ?? org.store,
    scratch: room.scratch,
    clock: { now: () => new Date(now), sleep: async () => {} },
    ids: { unique: () => 'u', random: () => 0.5 },
  };
  /** What each mailbox got lately. */
  const recent = new Map<string, RecentMails>();
  await store.writeIntake(INTAKE, null);
  const world = {
    ports,
    store,
    org,
    mails,
    room,
    left,
    reading,
    refusals,
    noTurn,
    now: () => new Date(now),
    wait: (milliseconds: number): void => {
      now += milliseconds;
    },
    /** Lays a mail in the mailbox and an entry in its ledger. */
    async receive(sent: Sent): Promise<void> {
      const { id, threadId = id, labelIds = ['INBOX'], receivedAt = new Date(now) } = sent;
      const about = { messageId: id, threadId, labelIds, receivedAt };
      mails.set(id, rawOf(bytesOf(sent), about));
      await store.addEntries([foundEntry(sent, world.now())]);
    },
    async file(
      about: { until?: Date; intake?: Intake; isAfterDeath?: boolean } = {},
    ): Promise<FilingResult & { seen: FilingOutcome[] }> {
      const { until = new Date(now + MINUTE), intake = INTAKE, isAfterDeath = false } = about;
      const entries = await store.listOpenEntries(intake.connectionId, 1000);
      const seen: FilingOutcome[] = [];
      store.calls.splice(0);
      const watch = (outcome: FilingOutcome): void => void seen.push(outcome);
      const recentMails = recent.get(intake.connectionId) ?? new RecentMails(intake.recentMails);
      recent.set(intake.connectionId, recentMails);
      const work = { intake, entries, isAfterDeath, recentMails, until, watch };
      return { ...(await fileEntries(ports, work)), seen };
    },
    entry(id: string, connectionId = 'c1'): LedgerEntry {
      const entry = store.entriesOf(connectionId).find(({ messageId }) => messageId === id);
      if (!entry) throw new Error(`no entry ${id}`);
      return entry;
    },
    /** What is noted of the mail that a mailbox got lately. */
    recentOf: (connectionId: string) => recent.get(connectionId)?.list ?? [],
    caseOf: (id: string): string | undefined => world.entry(id).filed?.caseId,
    kinds: () => store.events.map(({ kind }) => kind),
  };
  return world;
}

export type Filing = Awaited<ReturnType<typeof createFiling>>;

const bytesOf = ({ lines, ...sent }: Sent): Buffer => mailOf(...(lines ?? plainLines(sent)));

const plainLines = ({ id, from = 'ann@customer.example', ...about }: Sent): readonly string[] => [
  ...(about.headers ?? [PASS]),
  `Message-ID: <${about.messageId ?? `${id}@customer.example`}>`,
  'Date: Sat, 28 Nov 2026 09:00:00 +0000',
  `From: Ann <${from}>`,
  'To: support@ours.example',
  'Subject: Help',
  ...(about.body ?? ['', 'Please help.']),
];

const foundEntry = (
  { id, threadId = id, connectionId = 'c1', entry }: Sent,
  now: Date,
): LedgerEntry => ({
  connectionId,
  messageId: id,
  threadId,
  state: 'found',
  foundAt: now,
  foundBy: 'push',
  arrivalLabelIds: ['UNREAD'],
  receivedAt: null,
  changedAt: now,
  dueAt: now,
  failure: null,
  skipped: null,
  filed: null,
  correction: null,
  isForced: false,
  ...entry,
});

/** The body of a mail with attachments of these contents. */
export const attached = (...contents: readonly string[]): readonly string[] => [
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'See the files.',
  ...contents.flatMap((content) => [
    '--b',
    'Content-Type: application/pdf',
    'Content-Disposition: attachment; filename=file.pdf',
    '',
    content,
  ]),
  '--b--',
];
