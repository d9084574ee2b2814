import type { Diagnosis } from '../diagnosis/index.ts';
import type { ErrorCode } from '../errors.ts';
import type { Run } from '../jobs/run.ts';
import type { Readiness } from '../salesforce/api/org.ts';
import type { StoredCheck } from './stored-check.ts';

/** What is known of one mailbox, as far as it proves the set-up. */
export type MailboxFact = {
  /** It was connected by its owner's consent, or by a service account. */
  readonly isConsented: boolean;
  readonly consentedAt: Date;
  /** When Google last gave an access token for it. */
  readonly refreshedAt: Date | null;
  /** Google said that its access ends as that of an app in Testing does. */
  readonly isTesting: boolean;
  /** Its last probe; a diagnosis where it failed. Null: there was none. */
  readonly probe: { readonly at: Date; readonly diagnosis: Diagnosis | null } | null;
};

export type OrgFact = {
  readonly id: string;
  readonly name: string;
  readonly readiness: Readiness | null;
  /** Why it takes no mail now, and since when; null: it does. */
  readonly pause: { readonly since: Date; readonly diagnosis: Diagnosis } | null;
};

export type CallerFact = {
  readonly id: string;
  readonly name: string;
  /** Its last call, and why it was refused; null: it never called. */
  readonly use: { readonly at: Date; readonly refusal: ErrorCode | null } | null;
};

/** One mailbox whose mail becomes cases. */
export type IntakeFact = {
  readonly hasWatch: boolean;
  readonly watchFailure: { readonly at: Date; readonly diagnosis: Diagnosis } | null;
  readonly pushedAt: Date | null;
  readonly silentSince: Date | null;
};

export type NotificationFacts = {
  readonly deliveredAt: Date | null;
  /** Since when one waits that was tried in vain; null: none does. */
  readonly failingSince: Date | null;
};

/** Everything from which the checklist follows: what the connector has seen itself, and the checks that somebody asked for. */
export type SetupFacts = {
  readonly now: Date;
  readonly checks: readonly StoredCheck[];
  /** When the reader signed in, over the redirect URI. */
  readonly signedInAt: Date;
  readonly mailboxes: readonly MailboxFact[];
  readonly orgs: readonly OrgFact[];
  readonly callers: readonly CallerFact[];
  /** Somebody may call by a secret of the settings, whose calls are not noted. */
  readonly hasSettingsCaller: boolean;
  readonly runs: readonly Run[];
  readonly intakes: readonly IntakeFact[];
  /** Is a Pub/Sub topic configured, to which Gmail announces new mail? Without one the mailboxes are polled. */
  readonly hasPushTopic: boolean;
  /** Null: nobody is notified. */
  readonly notifications: NotificationFacts | null;
};
