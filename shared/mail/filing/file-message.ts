import { type AppError, asAppError } from '../../errors.ts';
import type { Filed, SkipReason } from '../model/ledger.ts';
import type { RawMessage } from '../ports.ts';
import { casesFor } from './cases-of.ts';
import { claimFiles } from './claim-files.ts';
import { classify } from './classify.ts';
import { asCorrected } from './correct-mail.ts';
import {
  type FilingJob,
  type FilingOutcome,
  Overtaken,
  outcomeOf,
  readAgain,
  saveEntry,
  saveFailure,
  saveFiled,
  saveHeld,
  saveSkipped,
} from './filing-job.ts';
import { noteAttempt, takeBackNote, whyHeld } from './note-attempt.ts';
import type { PreparedMail } from './prepare-mail.ts';
import { refileMail } from './refile-mail.ts';
import { findShownImages } from './repeated-images.ts';
import { isSentMail, understandSent } from './sent-mail.ts';
import { type MailFiles, originalOf, storeFiles } from './store-files.ts';
import { newCaseOf, writeMail } from './write-mail.ts';
import { writeSent } from './write-sent.ts';

/** What an attempt to file one message says, of the message and of its org. */
export type Attempt = {
  /** Null: nothing was done. The message is large, and its turn did not come in time. */
  readonly outcome: FilingOutcome | null;
  /** Why the org refuses every mail, so that it must be paused; null: it does not. */
  readonly orgFailure: AppError | null;
};

/** The message is as it was. */
class NotBegun extends Error {}

/**
 * Files one message: reads it once, asks whether it becomes a case and what it is, finds the case, writes the
 * EmailMessage, links the thread, stores the files. Each step may be repeated after a crash: the org knows the mail by
 * its key, and the files by name and content. The thread is linked before the entry says `filed`, so that no later mail
 * of the thread finds the first one done and no link.
 *
 * @param until a large message waits for its turn no longer than this
 * @throws what concerns the whole mailbox: see `classOf`
 */
export async function fileMessage(job: FilingJob, until: Date): Promise<Attempt> {
  try {
    await begin(job, until);
    return { outcome: outcomeOf(job), orgFailure: null };
  } catch (thrown) {
    if (!(thrown instanceof NotBegun)) return afterFailure(job, thrown);
    await takeBackNote(job);
    return { outcome: null, orgFailure: null };
  }
}

/** Writes down why an attempt failed, where that is still to be written. */
async function afterFailure(job: FilingJob, thrown: unknown): Promise<Attempt> {
  let orgFailure: Attempt['orgFailure'] = null;
  try {
    if (thrown instanceof Overtaken) throw thrown;
    const error = asAppError(thrown);
    // What fails after the last write, such as removing a temporary file, changes nothing.
    const isOpen = job.entry.value.state === 'found';
    if (isOpen && (await saveFailure(job, error)).isOrgs) orgFailure = error;
  } catch (unsaved) {
    if (!(unsaved instanceof Overtaken)) {
      await takeBackNote(job);
      throw unsaved;
    }
    await readAgain(job);
  }
  return { outcome: outcomeOf(job), orgFailure };
}

async function begin(job: FilingJob, until: Date): Promise<void> {
  const unended = whyHeld(job.entry.value);
  if (unended !== null) return saveHeld(job, unended);
  if (job.isNoted) await noteAttempt(job);
  await attempt(job, until);
}

async function attempt(job: FilingJob, until: Date): Promise<void> {
  const { ports, intake } = job;
  const entry = job.entry.value;
  // The parsers are loaded while Gmail answers.
  const parsers = Promise.all([
    import('../message/index.ts'),
    import('./understand.ts'),
    import('./prepare-mail.ts'),
  ]);
  const waitMs = Math.max(0, until.getTime() - ports.clock.now().getTime());
  const raw = await ports.readerOf(entry.connectionId).read(entry.messageId, waitMs);
  if (raw === null) throw new NotBegun();
  try {
    // One whose EmailMessage is stored was asked before, and only its files are missing.
    const skipped = entry.filed === null ? classify({ seen: raw, entry, intake }) : null;
    if (skipped !== null) return await saveSkipped(job, { skipped, receivedAt: raw.receivedAt });
    const [{ parseMail }, { understandMail, oursOf }, { prepareMail }] = await parsers;
    const { mail, discard } = await parseMail(raw, ports.scratch);
    try {
      const { policies } = intake.routing;
      const isSent = isSentMail(raw);
      const understood = isSent
        ? understandSent(mail)
        : asCorrected(await understandMail(mail, oursOf(intake.address), policies), mail, entry);
      const { connectionId, isForced } = entry;
      const read = { connectionId, raw, mail, isOutgoing: isSent && !isForced };
      await fileMail(job, raw, prepareMail(read, understood, policies));
    } finally {
      await discard();
    }
  } finally {
    await raw.discard();
  }
}

async function fileMail(job: FilingJob, raw: RawMessage, prepared: PreparedMail): Promise<void> {
  const { receivedAt } = raw;
  const { mail, email, needsOriginal } = prepared;
  if (job.entry.value.correction !== null) {
    const open = (contactId: string | null) => newCaseOf(job.intake, { ...prepared, contactId });
    await refileMail(job, prepared, open);
  }
  const before = job.entry.value.filed;
  const written = async (): Promise<Filed | SkipReason> =>
    email.isOutgoing ? writeSent(job, prepared) : writeMail(job, raw, prepared);
  const filed = before ?? (await written());
  if (typeof filed === 'string') return saveSkipped(job, { skipped: filed, receivedAt });
  const images = await findShownImages(job, { mail, email, filed });
  const attachments = mail.attachments.filter((file) => !images.repeated.has(file));
  if (attachments.length > 0 || needsOriginal) {
    if (before === null) await saveEntry(job, { filed, receivedAt, ...filesDue(job, filed) });
    if (before === null && filed.as === 'copy') return;
    const original = needsOriginal ? await originalOf(raw) : null;
    const { emailMessageId } = filed;
    const files = { attachments, original, emailMessageId, isRetry: before !== null };
    if (!(await addFiles(job, files))) return;
    await images.noteStored();
  }
  await saveFiled(job, { filed, receivedAt });
}

/** How long a mailbox waits for the one that filed the mail to store its files. */
const OTHERS_WAIT_MS = 2 * 60 * 1000;

const othersWait = (job: FilingJob): Date =>
  new Date(job.ports.clock.now().getTime() + OTHERS_WAIT_MS);

/** The files of a copy are probably on their way from the other mailbox: only what is missing later is added. */
const filesDue = (job: FilingJob, { as }: Filed) => ({
  changedAt: job.ports.clock.now(),
  failure: null,
  dueAt: as === 'copy' ? othersWait(job) : job.ports.clock.now(),
});

type Files = MailFiles & { readonly emailMessageId: string; readonly isRetry: boolean };

/** Answers false when another mailbox stores the files of this mail now, and this one has to wait. */
async function addFiles(job: FilingJob, files: Files): Promise<boolean> {
  const claim = await claimFiles(job, files.emailMessageId);
  if (claim.kind === 'others') {
    const dueAt = new Date(Math.min(claim.until.getTime(), othersWait(job).getTime()));
    await saveEntry(job, { dueAt, failure: job.failureBefore });
    return false;
  }
  const isRetry = files.isRetry || !claim.isFirst;
  await storeFiles(casesFor(job), { ...files, isRetry, keep: claim.keep });
  // After a failure it stays: the org may still be storing a file whose answer was lost.
  await claim.release();
  return true;
}
