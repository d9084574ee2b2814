import type { StepResult } from '../delegation-check/index.ts';
import type { Delegation, ScopeProfile } from '../tokens/index.ts';
import type { ErrorView } from './views.ts';

/** How many mailboxes a delegation serves; `atLeast` when there were too many to count them all. */
export type Uses = { readonly mailboxes: number; readonly atLeast: boolean };

/** A delegation, and how much it is used. */
export type DelegationUse = { readonly delegation: Delegation; readonly uses: Uses };

/** The list of service accounts, and whether one was just removed. */
export type DelegationsView = {
  readonly delegations: readonly DelegationUse[];
  readonly removed: boolean;
};

/** How the assertions of a new delegation are signed. */
export type SigningChoice = 'key' | 'keyless';

/** The form that adds a service account, as it was filled in. A key and its password are never in it. */
export type DelegationForm = {
  readonly signing: SigningChoice;
  readonly serviceAccount: string;
  readonly clientId: string;
  /** As typed: separated by spaces, commas or line ends. */
  readonly domains: string;
  readonly profile: ScopeProfile;
  readonly certificateSubject: string;
};

export type NewDelegationView = {
  readonly form: DelegationForm;
  /** Why the submitted form was refused. */
  readonly refused: ErrorView | null;
};

/** What was just done to a delegation. */
export const DELEGATION_CHANGES = ['added', 'changed', 'key_added', 'key_removed'] as const;

export type DelegationChange = (typeof DELEGATION_CHANGES)[number];

/** The forms of a delegation's page. */
export type DelegationAction = 'change' | 'add_key' | 'remove_key' | 'remove' | 'check';

/** The page of one service account. */
export type DelegationView = DelegationUse & {
  readonly done: DelegationChange | null;
  /** What a check for a mailbox found, step by step; null: none was asked for. */
  readonly check: { readonly address: string; readonly steps: readonly StepResult[] } | null;
  /** The form that was refused, and why; what it said of domains and client ID. */
  readonly refused: {
    readonly action: DelegationAction;
    readonly error: ErrorView;
    readonly entered?: { readonly domains: string; readonly clientId: string };
  } | null;
};
