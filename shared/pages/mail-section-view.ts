import type { Diagnosis } from '../diagnosis/index.ts';
import type { Intake } from '../mail/model/intake.ts';
import type { Org } from '../salesforce/api/index.ts';
import type { TodayView } from './today-view.ts';

/** An organization that refuses all mail: why, and since when. */
export type OrgPauseView = { readonly since: Date; readonly diagnosis: Diagnosis };

/** What was just done to a mailbox's intake. */
export const MAIL_CHANGES = ['on', 'changed', 'off', 'backfill', 'backfill_stopped'] as const;

export type MailChange = (typeof MAIL_CHANGES)[number];

/** What becomes of a mailbox's mail, for the section on its page. */
export type MailSectionView = {
  /** May its profile read mail? */
  readonly canRead: boolean;
  /** Null: it was never on. */
  readonly intake: Intake | null;
  readonly held: number;
  /** The organization in which its mail is filed; null: it was removed, or none was chosen. */
  readonly org: Org | null;
  /** Is there any organization to choose? */
  readonly hasOrgs: boolean;
  readonly pause: OrgPauseView | null;
  /** The name of the label; null: its id says enough, or it could not be read. */
  readonly labelName: string | null;
  /** Why its mail cannot be read; null: it can. */
  readonly diagnosis: Diagnosis | null;
  /** Why Gmail announces nothing; null: it does. */
  readonly watchDiagnosis: Diagnosis | null;
  /** The emulated mailbox; null: Gmail is the real one. */
  readonly emulatedMailbox: string | null;
  /** How many messages of a backfill that is at work are still to be filed. */
  readonly backfilled: number;
  readonly done: MailChange | null;
  /** The mail of the reader's day; null: its mail was never on. */
  readonly today: TodayView | null;
};
