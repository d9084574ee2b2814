import type { MailFailure } from './mail-failure.ts';

/** What happens to a mailbox's mail that somebody may ask about later. */
export const MAIL_EVENT_KINDS = [
  'intake_on',
  'intake_off',
  'routing_changed',
  'mail_held',
  'mail_released',
  'mail_skipped_by_person',
  'org_paused',
  'org_resumed',
  'sweep_found_mail',
  'books_differ',
  'push_silent',
  'backfill_begun',
  'backfill_ended',
  'mail_moved',
  'mail_customer_corrected',
  'address_erased',
  'send_not_sent',
  'send_unknown',
  'send_row_failed',
] as const;

export type MailEventKind = (typeof MAIL_EVENT_KINDS)[number];

/** The settings of a routing, as events name them. */
export type RoutingSetting =
  | 'org'
  | 'label'
  | 'origin'
  | 'priority'
  | 'record_type'
  | 'owner'
  | 'mode'
  /** `from` and `to` begin with its name: `bounces:join`. */
  | 'policy'
  /** Of `mail_moved`. */
  | 'case';

/** One event, stored in the same write as what it tells of. The store gives it an id and a time. */
export type MailEvent = {
  readonly kind: MailEventKind;
  /** Null: of an org. */
  readonly connectionId: string | null;
  /** The mailbox's address, or the org's My Domain. */
  readonly address: string | null;
  /** The administrator who did it; null: the connector detected it. */
  readonly by: string | null;
  readonly failure: Omit<MailFailure, 'attempts'> | null;
  /** The setting that changed, for `routing_changed`; the cases of `mail_moved`. */
  readonly change: {
    readonly of: RoutingSetting;
    readonly from: string;
    readonly to: string;
  } | null;
  /** How many messages it is about; of `backfill_begun` how many days. */
  readonly count: number | null;
  /** Of `books_differ`: the day (UTC, `YYYY-MM-DD`), and Gmail's ids of the first 20 messages that differ. */
  readonly books?: { readonly day: string; readonly messageIds: readonly string[] };
};
