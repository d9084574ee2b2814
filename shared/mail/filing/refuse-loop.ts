import { AppError } from '../../errors.ts';
import type { ParsedMail, RawMessage } from '../ports.ts';
import type { FilingJob } from './filing-job.ts';

/** Enough to tell the mails of twenty minutes apart, and too little to try texts against. */
const FINGERPRINT_LETTERS = 16;

/**
 * Refuses the sixteenth of equal mails of one sender within a minute, and those that follow it for as long as the minute
 * before each has fifteen: two programs that answer each other never end by themselves. What a person released or chose
 * to file is not asked. Nothing is noted of the mail of a mailbox that files loops.
 *
 * @param mail as its customer sent it
 * @throws AppError `mail_loop`
 */
export async function refuseLoop(
  { ports, intake, entry, recentMails }: FilingJob,
  { receivedAt }: Pick<RawMessage, 'receivedAt'>,
  mail: ParsedMail,
): Promise<void> {
  const { isForced, mayRepeat = false, messageId } = entry.value;
  if (isForced || mayRepeat || intake.routing.policies.loops === 'file') return;
  // With the parsers, which are loaded by now.
  const { fingerprint } = await import('../reading/fingerprint.ts');
  const noted = {
    fingerprint: fingerprint(mail).slice(0, FINGERPRINT_LETTERS),
    messageId,
    receivedAt,
    notedAt: ports.clock.now(),
  };
  const isLoop = recentMails.isOneTooMany(noted);
  // A held one counts, too: otherwise fifteen of a loop would be filed in each minute.
  recentMails.note(noted);
  if (isLoop) throw new AppError('mail_loop');
}
