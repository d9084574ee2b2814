import type { CodeAnswer } from './oauth-provider.ts';
import type { ScopeProfile } from './scopes.ts';

/** Why a browser is sent to Google: to connect a mailbox, or to sign an administrator in. */
export type AuthorizationPurpose =
  | {
      readonly kind: 'connect';
      readonly profile: ScopeProfile;
      /** The mailbox to connect: another account is refused. Null: the owner chooses. */
      readonly expectedAddress: string | null;
      /** The connection to reconnect: its `sub` decides, whatever its address is now. */
      readonly connectionId: string | null;
      /** Also accept another account that has the connection's address now, and let it replace the connection. */
      readonly newAccount?: boolean | undefined;
    }
  | { readonly kind: 'sign_in' };

export type ConnectPurpose = Extract<AuthorizationPurpose, { kind: 'connect' }>;

type Linked = { readonly stage: 'linked' };
type Opened = {
  readonly stage: 'opened';
  readonly browser: string;
  readonly codeVerifier: string;
  readonly nonce: string;
};
type Consumed = Omit<Opened, 'stage'> & {
  readonly stage: 'consumed';
  readonly consumedAt: Date;
  /**
   * The administrator who was signed in in the browser that came back from Google, for the audit trail; null:
   * the mailbox's owner consented in a browser of their own.
   */
  readonly administrator: string | null;
};
type Answered = Omit<Consumed, 'stage'> & {
  readonly stage: 'answered';
  readonly answer: CodeAnswer;
  readonly answeredAt: Date;
};
type Settled = {
  readonly stage: 'settled';
  /** The digest of its browser. Missing when it had none, and in requests that release 0.1 settled. */
  readonly browser?: string | undefined;
  /** How it ended; missing when it was refused, and in requests that release 0.1 settled. */
  readonly outcome?: RequestOutcome | undefined;
};

/** How a request ended, for a callback or a link that is requested again. */
export type RequestOutcome =
  | { readonly kind: 'connected'; readonly connectionId: string }
  | { readonly kind: 'withdrawn' };

/**
 * Pending state of one trip to Google. It moves forward only, each step a compare-and-set:
 * linked → opened (bound to a browser) → consumed → answered (the answer parked) → settled.
 */
export type AuthorizationRequest = RequestBase & (Linked | Opened | Consumed | Answered | Settled);

type RequestBase = {
  readonly id: string;
  readonly purpose: AuthorizationPurpose;
  /** An administrator's address, or the name of a caller. For the audit trail only, never trusted. */
  readonly begunBy: string;
  readonly expiresAt: Date;
};

/** A request known to be in one of these stages. */
export type RequestIn<Stage extends AuthorizationRequest['stage']> = Extract<
  AuthorizationRequest,
  { readonly stage: Stage }
>;
