import type { Diagnosis } from '../diagnosis/index.ts';
import type { CaseOwner, FilingMode } from '../mail/model/intake.ts';
import type { PolicyChoices } from '../mail/model/policies.ts';
import type { Org, OrgChoices } from '../salesforce/api/index.ts';
import type { ErrorView } from './views.ts';

/** The form that turns an intake on or changes it, as it was filled in. */
export type MailForm = {
  readonly labelId: string;
  readonly origin: string;
  readonly priority: string;
  readonly recordTypeId: string;
  readonly owner: CaseOwner;
  /** Null: from now on. */
  readonly startDate: string | null;
  readonly mode: FilingMode;
  readonly policies: PolicyChoices;
  /** As they were entered. */
  readonly blockedSenders: string;
};

/** Something that was read for the form, or why it could not be. */
export type Readable<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'failed'; readonly diagnosis: Diagnosis };

export type MailSettingsView = {
  readonly connectionId: string;
  readonly address: string;
  readonly isOn: boolean;
  readonly orgs: readonly Org[];
  readonly orgId: string;
  readonly labels: Readable<readonly { readonly id: string; readonly name: string }[]>;
  readonly choices: Readable<OrgChoices>;
  readonly form: MailForm;
  /** The earliest date that may be chosen. */
  readonly earliest: Date;
  readonly refused: ErrorView | null;
};
