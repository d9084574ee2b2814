import type { Org, OrgBudget, OrgCertificate } from '../salesforce/api/index.ts';
import type { OrgPauseView } from './mail-section-view.ts';
import type { ErrorView } from './views.ts';

/** An organization in the list. */
export type OrgItem = {
  readonly org: Org;
  /** Null: it is not paused. */
  readonly pause: OrgPauseView | null;
  /** How many mailboxes file there. */
  readonly mailboxes: number;
};

/** The list of organizations, and whether one was just removed. */
export type OrgsView = { readonly orgs: readonly OrgItem[]; readonly removed: boolean };

/** The ways to log in that the form offers: `made` and `own` are both a certificate. */
export const LOGIN_CHOICES = ['secret', 'made', 'own'] as const;

export type LoginChoice = (typeof LOGIN_CHOICES)[number];

/** A certificate that was made for the form, and the private key in it, sealed: only the connector can open it. */
export type MadeKey = { readonly certificate: OrgCertificate; readonly sealed: string };

/** The form of an organization's login, as it was filled in. A secret is never in it. */
export type LoginForm = {
  readonly choice: LoginChoice;
  readonly clientId: string;
  readonly username: string;
  readonly made: MadeKey | null;
};

/** Why a form was refused: by an error, or because its certificate has to be made first, or again. */
export type LoginRefusal = ErrorView | 'certificate_missing' | 'certificate_lost';

export type NewOrgView = {
  readonly myDomain: string;
  readonly form: LoginForm;
  readonly refused: LoginRefusal | null;
  /** The emulated organization's page of set-up; null: Salesforce is the real one. */
  readonly emulatedSetup: string | null;
};

/** What was just done to an organization. */
export const ORG_CHANGES = ['added', 'changed', 'checked'] as const;

export type OrgChangeDone = (typeof ORG_CHANGES)[number];

/** The page of one organization. */
export type OrgView = {
  readonly org: Org;
  readonly pause: OrgPauseView | null;
  readonly budget: OrgBudget | null;
  /** Those whose mail becomes cases there now. */
  readonly mailboxes: readonly { readonly connectionId: string; readonly address: string }[];
  readonly done: OrgChangeDone | null;
  /** The login form, to show again; null: as it is stored. */
  readonly form: LoginForm | null;
  readonly refused: {
    readonly action: 'change' | 'remove' | 'check';
    readonly why: LoginRefusal;
  } | null;
  readonly emulatedSetup: string | null;
};
