import { createHash } from 'node:crypto';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type {
  AuthorizationParameters,
  Clock,
  Mailbox,
  OAuthProvider,
  TokenAnswer,
} from '../../shared/tokens/index.ts';

type Code = {
  readonly account: Mailbox;
  readonly parameters: AuthorizationParameters;
  readonly consent: Consent;
};

/** What the person at the consent page does, and how Google answers. */
type Consent = {
  readonly scopes?: readonly string[];
  readonly withoutRefreshToken?: boolean;
  readonly forgedIdentity?: boolean;
  /** For how long the owner allows access; left out: ongoing. */
  readonly limitSeconds?: number;
  /** The state of the authorization that is consented to; by default the last one. */
  readonly state?: string;
};

/** Google's rules without HTTP: a code works once and with its verifier, a dead token stays dead. */
export type FakeGoogle = OAuthProvider & {
  /** The parameters of every authorization URL that was built, the newest last. */
  readonly asked: AuthorizationParameters[];
  /** Consents as an account. Returns the code that the redirect would bring. */
  consent(account: Mailbox, consent?: Consent): string;
  /** The owner (or an admin) ends every grant of the account. */
  kill(account: Mailbox): void;
  isAlive(refreshToken: string): boolean;
  /** Every refresh and revocation fails with this code, until null is set. */
  failRefresh(code: ErrorCode | null): void;
  /** Runs during each refresh, before Google answers. */
  whileRefreshing(work: (() => Promise<unknown>) | null): void;
  /** Each refresh brings an id_token that names this account; null: none. Real ones have no nonce. */
  proveOnRefresh(account: Mailbox | null, nonce?: string | null): void;
  /** What each refresh says of the rest of the grant's life; null: nothing. */
  sayGrantExpiresIn(seconds: number | null): void;
  /** Whether each refresh issues a new refresh token and ends the old one. */
  rotate(on: boolean): void;
  readonly calls: { exchange: number; refresh: number; revoke: number };
};

export function createFakeGoogle(clock: Clock): FakeGoogle {
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, Mailbox>();
  const identities = new Map<string, { account: Mailbox; nonce: string | null }>();
  const asked: AuthorizationParameters[] = [];
  const calls = { exchange: 0, refresh: 0, revoke: 0 };
  let failure: ErrorCode | null = null;
  let during: (() => Promise<unknown>) | null = null;
  let rotating = false;
  let refreshedIdentity: Mailbox | null = null;
  let refreshedNonce: string | null = null;
  let grantExpiresIn: number | null = null;
  let serial = 0;

  const hasGrant = ({ subject }: Mailbox): boolean =>
    [...refreshTokens.values()].some((owner) => owner.subject === subject);
  const mint = (kind: string): string => `marked-${kind}-${++serial}`;
  const mintIdToken = (account: Mailbox, nonce: string | null): string => {
    const claims = { sub: account.subject, email: account.address, hd: account.hostedDomain };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const idToken = `${mint('id-token')}.${payload}.signature`;
    identities.set(idToken, { account, nonce });
    return idToken;
  };
  const killAll = (account: Mailbox): void => {
    for (const [token, owner] of refreshTokens) {
      if (owner.subject === account.subject) refreshTokens.delete(token);
    }
  };
  const newRefreshToken = (account: Mailbox): string => {
    const token = mint('refresh-token');
    refreshTokens.set(token, account);
    return token;
  };

  return {
    asked,
    calls,
    authorizationUrl: async (parameters) => {
      asked.push(parameters);
      return `https://google.test/auth?state=${parameters.state}`;
    },
    consent: (account, consent = {}) => {
      const { state } = consent;
      const parameters = asked.findLast((each) => state === undefined || each.state === state);
      if (!parameters) throw new Error('no authorization was begun');
      const code = mint('code');
      codes.set(code, { account, parameters, consent });
      return code;
    },
    exchangeCode: async (code, codeVerifier) => {
      calls.exchange += 1;
      const found = codes.get(code);
      codes.delete(code);
      const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
      if (found?.parameters.codeChallenge !== challenge) throw new AppError('code_refused');
      const { account, parameters, consent } = found;
      const nonce = consent.forgedIdentity ? 'forged' : parameters.nonce;
      const idToken = mintIdToken(account, nonce);
      // Like Google: without a fresh consent page, only an account without a grant gets a refresh token.
      const isDue = { skip: false, force: true, reuse: !hasGrant(account) }[parameters.consent];
      const isIssued = isDue && !consent.withoutRefreshToken;
      return {
        accessToken: mint('access-token'),
        expiresInSeconds: 3599,
        refreshToken: isIssued ? newRefreshToken(account) : null,
        grantExpiresInSeconds: consent.limitSeconds ?? null,
        scopes: consent.scopes ?? parameters.scopes,
        idToken,
      };
    },
    verifyIdentity: async (idToken, { nonce }) => {
      const found = identities.get(idToken);
      if (found?.nonce !== nonce) throw new AppError('identity_unverified');
      return found.account;
    },
    refresh: async (refreshToken): Promise<TokenAnswer> => {
      calls.refresh += 1;
      await clock.sleep(100);
      const account = refreshTokens.get(refreshToken);
      await during?.();
      if (failure) throw new AppError(failure);
      if (!account) throw new AppError('grant_refused');
      if (rotating) refreshTokens.delete(refreshToken);
      return {
        accessToken: mint('access-token'),
        expiresInSeconds: 3599,
        refreshToken: rotating ? newRefreshToken(account) : null,
        grantExpiresInSeconds: grantExpiresIn,
        scopes: [],
        idToken: refreshedIdentity && mintIdToken(refreshedIdentity, refreshedNonce),
      };
    },
    revoke: async (refreshToken) => {
      calls.revoke += 1;
      if (failure) throw new AppError(failure);
      const account = refreshTokens.get(refreshToken);
      if (account) killAll(account);
    },
    kill: killAll,
    isAlive: (refreshToken) => refreshTokens.has(refreshToken),
    failRefresh: (code) => {
      failure = code;
    },
    whileRefreshing: (work) => {
      during = work;
    },
    proveOnRefresh: (account, nonce = null) => {
      refreshedIdentity = account;
      refreshedNonce = nonce;
    },
    sayGrantExpiresIn: (seconds) => {
      grantExpiresIn = seconds;
    },
    rotate: (on) => {
      rotating = on;
    },
  };
}
