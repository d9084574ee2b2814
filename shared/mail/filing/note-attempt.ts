import { withRetry } from '../../concurrency/retry.ts';
import { AppError } from '../../errors.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import { failureAfter, type MailFailure } from '../model/mail-failure.ts';
import { type FilingJob, readAgain, saveEntry } from './filing-job.ts';

/**
 * A process may end because of a message: its content takes too much memory, or a parser never ends. The next run can
 * know which message it was only if the attempt was noted before it began. To note each attempt would cost every mail a
 * write. So an attempt is noted only in the run after a process ended, which the lease that was left behind shows, and
 * for a message that has a note already.
 *
 * The note is a failure with a code of its own, and its attempts are counted. The outcome of the attempt replaces it. A
 * note that is still there belongs to an attempt that never ended.
 */
const CODE = 'mail_stops_process';

/**
 * A message is held after so many noted attempts in a row that never ended. The first of them may have run beside the
 * message that was at fault, because a process ends as a whole; the later ones run alone. A process that ends for
 * another reason, such as a deployment, hardly ends twice during the second that this message takes alone.
 */
const MOST_UNENDED = 3;

const unendedOf = ({ failure }: LedgerEntry): MailFailure | null =>
  failure?.code === CODE ? failure : null;

/** May the process have ended because of this message? Then it is tried while no other mail is. */
export const isSuspect = (entry: LedgerEntry): boolean => unendedOf(entry) !== null;

/** Why a message is not tried again by itself, as its process died each time; null: it is tried. */
export function whyHeld(entry: LedgerEntry): MailFailure | null {
  const unended = unendedOf(entry);
  return unended !== null && unended.attempts >= MOST_UNENDED ? unended : null;
}

/** Notes that an attempt begins. */
export async function noteAttempt(job: FilingJob): Promise<void> {
  const failure = failureAfter(job.failureBefore, new AppError(CODE), job.ports.clock.now());
  await saveEntry(job, { failure });
}

/**
 * Takes back the note of an attempt that ended without a write, because the mailbox failed or the store. When the store
 * takes no write at all the note stays, and one attempt too many counts.
 */
export async function takeBackNote(job: FilingJob): Promise<void> {
  if (!job.isNoted) return;
  const takeBack = async (): Promise<void> => {
    // The note may be stored although the answer to its write was lost.
    await readAgain(job);
    const { value } = job.entry;
    if (value.state === 'found' && isSuspect(value))
      await saveEntry(job, { failure: job.failureBefore });
  };
  await withRetry(job.ports, takeBack).catch(() => undefined);
}
