import { AppError } from '../../../errors.ts';
import { wordsDecoded } from '../../message/encoded-words.ts';
import { dateIn, messageIdsIn } from '../../message/header-values.ts';
import type { LedgerEntry } from '../../model/ledger.ts';
import type { Clock, MailboxReader } from '../../ports.ts';
import { addressesWrittenIn, addressWrittenIn } from '../../reading/written-address.ts';
import { plainSubject } from './identity.ts';

/** What a mail is known by, as Gmail has it. It is read for one statement, and not kept. */
export type SentMail = {
  /** Gmail's. */
  readonly messageId: string;
  /** Its Message-ID; null: it has none. */
  readonly identifier: string | null;
  /** The address in From, in lower case. */
  readonly sender: string;
  readonly recipients: ReadonlySet<string>;
  /** As `plainSubject` writes it. */
  readonly subject: string;
  /** What Date says; null: nothing. */
  readonly sentAt: Date | null;
  readonly receivedAt: Date | null;
};

/**
 * So many a minute, which are 4,000 of the 6,000 units that Gmail gives a user: the rest is left to the mail that
 * comes in the same minute.
 */
const A_MINUTE = 200;
const MINUTE_MS = 60_000;

type Ports = { readonly reader: Pick<MailboxReader, 'readEnvelope'>; readonly clock: Clock };

/**
 * Reads from Gmail what some mails are known by (20 units each), as fast as Gmail's limit lets. One that was deleted
 * for ever is left out.
 *
 * @throws AppError what the reader throws
 */
export async function readSentMails(
  { reader, clock }: Ports,
  entries: readonly LedgerEntry[],
): Promise<readonly SentMail[]> {
  const read: SentMail[] = [];
  for (let at = 0; at < entries.length; at += A_MINUTE) {
    const begun = clock.now().getTime();
    const some = entries.slice(at, at + A_MINUTE);
    const mails = await Promise.all(some.map((entry) => readSentMail(reader, entry)));
    read.push(...mails.filter((mail) => mail !== null));
    const left = begun + MINUTE_MS - clock.now().getTime();
    if (at + A_MINUTE < entries.length && left > 0) await clock.sleep(left);
  }
  return read;
}

const MOST_RECIPIENTS = 500;

/** The addresses in To and Cc, in lower case. */
export const recipientsIn = (text: string): ReadonlySet<string> =>
  new Set(addressesWrittenIn(text, MOST_RECIPIENTS).map((address) => address.toLowerCase()));

async function readSentMail(
  reader: Pick<MailboxReader, 'readEnvelope'>,
  { messageId, receivedAt }: LedgerEntry,
): Promise<SentMail | null> {
  try {
    const { subject, from, to, cc, identifier, date } = await reader.readEnvelope(messageId);
    return {
      messageId,
      identifier: messageIdsIn(identifier)[0] ?? null,
      sender: addressWrittenIn(wordsDecoded(from, null))?.address.toLowerCase() ?? '',
      recipients: recipientsIn(`${to} ${cc}`),
      subject: plainSubject(wordsDecoded(subject, null)),
      sentAt: dateIn(date),
      receivedAt,
    };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'message_gone') return null;
    throw thrown;
  }
}
