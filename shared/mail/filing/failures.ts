import type { ErrorCode } from '../../errors.ts';
import { askedFor, type MailFailure, waitAfter } from '../model/mail-failure.ts';
import type { Ids } from '../ports.ts';

/**
 * What a failure means for the mail:
 * - `transient`: tried again for as long as it lasts
 * - `gone`: the message is not in the mailbox, or not yet: tried for ten minutes
 * - `mail`: this mail is refused as it is, and held at once
 * - `trigger`: may hide a lock, so it is tried a few times, then held
 * - `unexpected`: a fault of ours, which one mail must not repeat for ever: tried a few times, then held
 * - `files`: the EmailMessage is there and its files find no room: tried for hours, then held
 * - `org`: every mail would be refused, so that the org is paused and nothing is held
 * - `mailbox`: nothing of the mailbox can be done; its run deals with it
 */
export type FailureClass =
  | 'transient'
  | 'gone'
  | 'mail'
  | 'trigger'
  | 'unexpected'
  | 'files'
  | 'org'
  | 'mailbox';

/** Failures of the store, of Google, and all that are not listed here are the mailbox's. */
const CLASSES: Partial<Record<ErrorCode, FailureClass>> = {
  org_unavailable: 'transient',
  org_busy: 'transient',
  record_locked: 'transient',
  // There is no room for a large mail: small ones go on.
  data_directory_unusable: 'transient',
  message_gone: 'gone',
  record_refused: 'mail',
  mail_unreadable: 'mail',
  mail_loop: 'mail',
  record_trigger_failed: 'trigger',
  // The case was deleted although it was looked up a second time: somebody deletes cases while mail is filed.
  case_gone: 'trigger',
  internal: 'unexpected',
  org_login_refused: 'org',
  org_refused: 'org',
  org_limit_reached: 'org',
  org_storage_full: 'org',
  org_fields_missing: 'org',
  org_secret_lost: 'org',
  org_secret_missing: 'org',
  org_unknown: 'org',
};

/** What an organization may refuse of files alone. */
const OF_FILES: ReadonlySet<ErrorCode> = new Set([
  'org_storage_full',
  'org_fields_missing',
  'org_refused',
]);

/** @param hasEmail the EmailMessage is stored, and only files are missing */
export function classOf(code: ErrorCode, hasEmail: boolean): FailureClass {
  // Files have a storage and permissions of their own: mail without attachments can still be filed.
  if (hasEmail && OF_FILES.has(code)) return 'files';
  return CLASSES[code] ?? 'mailbox';
}

/** How many attempts fail before a mail is held. Of classes that are not here none is. */
const TRIES: Partial<Record<FailureClass, number>> = {
  mail: 1,
  trigger: 3,
  unexpected: 5,
  files: 10,
  // One message that Gmail does not give: about half a day.
  mailbox: 18,
};

/** Has this failure been tried often enough? */
export const isFinal = (kind: FailureClass, { attempts }: MailFailure): boolean =>
  attempts >= (TRIES[kind] ?? Number.POSITIVE_INFINITY);

const LONGEST_MS = 60 * 60 * 1000;
const FIRST_MS = 30_000;
const FIRST_MS_OF_CODE: Partial<Record<ErrorCode, number>> = {
  // Somebody writes the same case, or too many write at once: seconds are enough.
  record_locked: 2000,
  org_busy: 2000,
  org_storage_full: 5 * 60 * 1000,
};

/**
 * A mail that is not in the mailbox may be there in a moment: Gmail's history runs ahead of its storage. Counted from
 * the first answer that it is not there: mail that waited long for another reason is asked for as often.
 */
export const GONE_AFTER_MS = 10 * 60 * 1000;

/**
 * When a mail is tried again: after 30 seconds, then twice as long each time, an hour at most, a fifth more or
 * less so that many do not come at once; and not before the moment that the service named.
 */
export function retryAt(failure: MailFailure, now: Date, ids: Pick<Ids, 'random'>): Date {
  const first = FIRST_MS_OF_CODE[failure.code] ?? FIRST_MS;
  const wait = waitAfter(failure, { first, longest: LONGEST_MS });
  const spread = wait * (0.8 + 0.4 * ids.random());
  return new Date(Math.max(now.getTime() + spread, askedFor(failure, now) + spread - wait * 0.8));
}
