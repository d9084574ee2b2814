import type { RecentMail } from './intake.ts';

/** So many equal mails may come within a minute. */
const MOST_EQUAL = 15;
const WITHIN_MS = 60_000;

/** Longer than a mailbox waits for its next reading, so that a loop is noticed that goes on from one run to the next. */
const KEPT_MS = 20 * 60_000;
/** Each costs some hundred bytes of the intake's record. */
const MOST_KEPT = 200;

/** Those that were noted lately. A clock that was ahead keeps none for longer. */
export const stillRecent = (mails: readonly RecentMail[], now: Date): readonly RecentMail[] =>
  mails.filter(({ notedAt }) => Math.abs(now.getTime() - notedAt.getTime()) < KEPT_MS);

/** The mails that a mailbox got lately, by which a loop is noticed. Later mail is noted as it is filed. */
export class RecentMails {
  #mails: readonly RecentMail[];

  /** @param mails as the intake has them */
  constructor(mails: readonly RecentMail[]) {
    this.#mails = mails;
  }

  /** As the intake is to keep them. */
  get list(): readonly RecentMail[] {
    return this.#mails;
  }

  /**
   * Notes a mail, once however often it is tried. Of equal ones the last fifteen are kept: mail is filed in the order of
   * its arrival, so that the next one is counted with them.
   */
  note(mail: RecentMail): void {
    if (this.#mails.some(({ messageId }) => messageId === mail.messageId)) return;
    const others = stillRecent(this.#mails, mail.notedAt);
    const equal = [...others.filter(isEqualTo(mail)), mail].slice(-MOST_EQUAL);
    const rest = others.filter((other) => !isEqualTo(mail)(other));
    this.#mails = [...rest, ...equal].slice(-MOST_KEPT);
  }

  /**
   * Did fifteen equal mails arrive before this one, within the minute that it ends? Only the moments of arrival count,
   * so that a mail which is tried again is judged as before, and mail that is read late as if it had been read at once.
   * Of what is not noted any more nothing is known: then more are let through, and never fewer. Ask before it is noted.
   */
  isOneTooMany(mail: RecentMail): boolean {
    const since = mail.receivedAt.getTime() - WITHIN_MS;
    const before = this.#mails
      .filter(isEqualTo(mail))
      .filter((other) => other.receivedAt.getTime() >= since && byArrival(other, mail) < 0);
    return before.length >= MOST_EQUAL;
  }
}

const isEqualTo =
  ({ fingerprint }: RecentMail) =>
  (other: RecentMail): boolean =>
    other.fingerprint === fingerprint;

/** Many may arrive in one second. Gmail's message ids are hexadecimal numbers that rise with the time of arrival. */
const byArrival = (one: RecentMail, other: RecentMail): number =>
  one.receivedAt.getTime() - other.receivedAt.getTime() ||
  one.messageId.length - other.messageId.length ||
  (one.messageId < other.messageId ? -1 : Number(one.messageId > other.messageId));
