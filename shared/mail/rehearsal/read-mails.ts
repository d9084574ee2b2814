import { AppError, asAppError, type ErrorCode, errorEntry } from '../../errors.ts';
import { withHead } from '../message/head.ts';
import { headerFields } from '../message/header-fields.ts';
import { messageIdsIn } from '../message/header-values.ts';
import { askedFor, failureAfter, type MailFailure } from '../model/mail-failure.ts';
import type { Clock, MailboxReader, RawMessage } from '../ports.ts';
import type { Arrived } from '../statement/arrived.ts';
import { createPace } from './pace.ts';
import type { ReadMail } from './world.ts';

/** Why a mail could not be read. `no_turn`: it is large, and its turn did not come in time. */
export type UnreadCode = ErrorCode | 'no_turn';

/** A mail that was read, which is to be discarded; or one that could not be. */
export type Read = ReadMail | { readonly arrived: Arrived; readonly unread: UnreadCode };

type Ports = { readonly reader: Pick<MailboxReader, 'read'>; readonly clock: Clock };

/**
 * Reads mails from Gmail in their order, one ahead, as fast as Gmail's limit lets. It ends when no more may be begun. It
 * answers a deleted mail, and one that Gmail refuses again and again, as unread, and goes on.
 *
 * @param until no mail is begun after this moment
 * @throws AppError what concerns the mailbox, as when several mails in a row are not given
 */
export async function* readMails(
  { reader, clock }: Ports,
  mails: readonly Arrived[],
  until: Date,
): AsyncGenerator<Read> {
  const mayBegin = createPace(clock, until);
  const begin = async (arrived: Arrived | undefined): Promise<Read | AppError | null> => {
    if (arrived === undefined || !(await mayBegin())) return null;
    return readOne({ reader, clock }, arrived, until).catch(asAppError);
  };
  let next = begin(mails[0]);
  let notGiven = 0;
  try {
    for (let at = 1; ; at++) {
      const read = await next;
      next = Promise.resolve(null);
      if (read === null) return;
      if (read instanceof AppError) throw read;
      notGiven = 'unread' in read && OF_GMAIL.has(read.unread) ? notGiven + 1 : 0;
      if (notGiven >= MOST_NOT_GIVEN && 'unread' in read) throw failureOf(read.unread);
      next = begin(mails[at]);
      yield read;
    }
  } finally {
    // Where the work ended early, one was read in vain.
    const ahead = await next;
    if (ahead !== null && 'raw' in ahead) await ahead.raw.discard();
  }
}

/** So many mails in a row are not given by a Gmail that does not work. */
const MOST_NOT_GIVEN = 3;
const OF_GMAIL: ReadonlySet<UnreadCode> = new Set(['google_unavailable', 'gmail_refused']);
/** What may be the trouble of one mail. */
const OF_ONE: ReadonlySet<UnreadCode> = new Set([
  ...OF_GMAIL,
  'message_gone',
  'data_directory_unusable',
]);
const ATTEMPTS = 3;
const PAUSE_MS = 5000;

const failureOf = (code: UnreadCode): AppError =>
  new AppError(code === 'no_turn' ? 'google_unavailable' : code);

async function readOne({ reader, clock }: Ports, arrived: Arrived, until: Date): Promise<Read> {
  // A mail that ends the process is not read again to see what would become of it, and one that is deleted is not there.
  if (arrived.entry?.failure?.code === STOPS) return { arrived, unread: STOPS };
  if (arrived.entry?.skipped === 'deleted') return { arrived, unread: 'message_gone' };
  let failure: MailFailure | null = null;
  for (;;) {
    try {
      const waitMs = Math.max(0, until.getTime() - clock.now().getTime());
      const raw = await reader.read(arrived.messageId, Math.min(waitMs, MOST_WAIT_MS));
      if (raw === null) return { arrived, unread: 'no_turn' };
      return { arrived, raw, identifier: await identifierOf(raw) };
    } catch (thrown) {
      const error = asAppError(thrown);
      if (!OF_ONE.has(error.code)) throw error;
      failure = failureAfter(failure, error, clock.now());
      const pause = pauseAfter(failure, clock.now());
      const isLate = clock.now().getTime() + pause > until.getTime();
      const isFinal = error.code === 'message_gone' || !errorEntry(error.code).again;
      if (isFinal || failure.attempts >= ATTEMPTS || isLate) return { arrived, unread: error.code };
      await clock.sleep(pause);
    }
  }
}

const STOPS = 'mail_stops_process';
const MOST_WAIT_MS = 60_000;

/** In milliseconds: until the moment that Gmail named, if it named one. */
const pauseAfter = (failure: MailFailure, now: Date): number =>
  Math.max(PAUSE_MS * failure.attempts, askedFor(failure, now) - now.getTime());

async function identifierOf(raw: RawMessage): Promise<string | null> {
  const source = raw.open();
  let head = '';
  try {
    for await (const _ of withHead(source, (told) => {
      head = told;
    }))
      break;
  } finally {
    source.destroy();
  }
  return messageIdsIn(headerFields(head).first('message-id'))[0] ?? null;
}
