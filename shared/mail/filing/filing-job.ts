import type { AppError, ErrorCode } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import type { EntryState, Filed, LedgerEntry, SkipReason } from '../model/ledger.ts';
import type { MailEvent } from '../model/mail-event.ts';
import { failureAfter, type MailFailure } from '../model/mail-failure.ts';
import type { RecentMails } from '../model/recent-mails.ts';
import type { MailPorts, Versioned } from '../ports.ts';
import { classOf, GONE_AFTER_MS, isFinal, retryAt } from './failures.ts';

/** What became of one message in one attempt. */
export type FilingOutcome = {
  readonly messageId: string;
  readonly threadId: string;
  readonly kind: 'filed' | 'skipped' | 'held' | 'retry_later';
  readonly entry: LedgerEntry;
};

/** One attempt to file a message; `entry` is the ledger's entry as it was last written. */
export type FilingJob = {
  readonly ports: MailPorts;
  readonly intake: Intake;
  /** Why the attempt before failed. The entry may have a note of this attempt instead. */
  readonly failureBefore: MailFailure | null;
  /** The attempt is noted before it begins: see `noteAttempt`. */
  readonly isNoted: boolean;
  /** Those of its mailbox. The message is noted in them. */
  readonly recentMails: RecentMails;
  entry: Versioned<LedgerEntry>;
};

/** Somebody else wrote the entry: the lease was lost, and the other one goes on. */
export class Overtaken extends Error {}

const KINDS: Readonly<Record<EntryState, FilingOutcome['kind']>> = {
  filed: 'filed',
  skipped: 'skipped',
  held: 'held',
  found: 'retry_later',
};

export const outcomeOf = ({ entry: { value } }: FilingJob): FilingOutcome => ({
  messageId: value.messageId,
  threadId: value.threadId,
  kind: KINDS[value.state],
  entry: value,
});

/**
 * Writes a change of the entry.
 *
 * @throws Overtaken
 */
export async function saveEntry(
  job: FilingJob,
  change: Partial<LedgerEntry>,
  event: MailEvent | null = null,
): Promise<void> {
  const value = { ...job.entry.value, ...change };
  const revision = await job.ports.store.writeEntry(value, job.entry.revision, event);
  if (revision === null) throw new Overtaken();
  job.entry = { value, revision };
}

/** Reads the entry as somebody else wrote it. */
export async function readAgain(job: FilingJob): Promise<void> {
  const { connectionId, messageId } = job.entry.value;
  job.entry = (await job.ports.store.readEntry(connectionId, messageId)) ?? job.entry;
}

const ended = ({ ports }: FilingJob) => ({
  dueAt: null,
  failure: null,
  changedAt: ports.clock.now(),
});

export const saveFiled = (
  job: FilingJob,
  { filed, receivedAt }: { readonly filed: Filed; readonly receivedAt: Date | null },
): Promise<void> => saveEntry(job, { ...ended(job), state: 'filed', filed, receivedAt });

export const saveSkipped = (
  job: FilingJob,
  { skipped, receivedAt }: { readonly skipped: SkipReason; readonly receivedAt: Date | null },
): Promise<void> => saveEntry(job, { ...ended(job), state: 'skipped', skipped, receivedAt });

/**
 * Notes why an attempt failed, and what follows by the failure's class.
 *
 * @returns whether the org refuses every mail
 * @throws the failure itself when it is the mailbox's
 */
export async function saveFailure(job: FilingJob, error: AppError): Promise<{ isOrgs: boolean }> {
  const { ports } = job;
  const { value } = job.entry;
  const now = ports.clock.now();
  const kind = classOf(error.code, value.filed !== null);
  if (kind === 'mailbox' && !isOfThisMessage(job, error)) throw error;
  const failure = failureAfter(job.failureBefore, error, now);
  if (kind === 'org') {
    // The mail stays due and waits for the end of the pause: one write says why, and the next ones nothing new.
    if (value.failure?.code !== error.code) await saveEntry(job, { failure, changedAt: now });
    return { isOrgs: true };
  }
  if (kind === 'gone' && now.getTime() - failure.since.getTime() >= GONE_AFTER_MS) {
    // What a person asked for cannot be done: the person has to know.
    await (value.correction ? saveHeld(job, failure) : saveGone(job));
  } else if (isFinal(kind, failure)) {
    await saveHeld(job, failure);
  } else await saveEntry(job, { failure, dueAt: retryAt(failure, now, ports.ids) });
  return { isOrgs: false };
}

/** Holds a message. The first one that is held for a reason is an event. */
export async function saveHeld(job: FilingJob, failure: MailFailure): Promise<void> {
  const event = await heldEvent(job, failure);
  const changedAt = job.ports.clock.now();
  await saveEntry(job, { state: 'held', dueAt: null, failure, changedAt }, event);
}

/** So many runs end at one message before it is left aside. */
const MAILBOX_TRIES = 3;
const OF_ONE_MESSAGE: ReadonlySet<ErrorCode> = new Set(['google_unavailable', 'gmail_refused']);

/**
 * Does Gmail refuse this message and not the mailbox? The history of the mailbox was read in each of the runs that
 * ended here. Without this, one message that Gmail cannot give would keep all later mail of the mailbox waiting.
 */
function isOfThisMessage({ intake, failureBefore }: FilingJob, { code }: AppError): boolean {
  if (!OF_ONE_MESSAGE.has(code)) return false;
  const wasLeftAside = failureBefore?.code === code;
  return (
    wasLeftAside || (intake.failure?.code === code && intake.failure.attempts >= MAILBOX_TRIES)
  );
}

/** A message that is gone after its EmailMessage was written is filed: only the mailbox had its files. */
function saveGone(job: FilingJob): Promise<void> {
  const { filed, receivedAt } = job.entry.value;
  return filed === null
    ? saveSkipped(job, { skipped: 'deleted', receivedAt })
    : saveFiled(job, { filed, receivedAt });
}

/** The event of the first mail that is held for a reason. The next ones of the mailbox tell nothing new. */
async function heldEvent(
  { ports, intake }: FilingJob,
  { code, upstream, since }: MailFailure,
): Promise<MailEvent | null> {
  const { connectionId, address } = intake;
  const { items } = await ports.store.listEntries({
    connectionId,
    state: 'held',
    after: null,
    limit: 100,
  });
  if (items.some(({ failure }) => failure?.code === code)) return null;
  return {
    kind: 'mail_held',
    connectionId,
    address,
    by: null,
    failure: { code, upstream, since },
    change: null,
    count: 1,
  };
}
