import { AppError } from '../../errors.ts';
import type { Clock } from '../../mail/ports.ts';
import { type OrgBudget, readBudget } from './budget.ts';
import {
  type Download,
  downloadFromOrg,
  type OrgRequest,
  type Received,
  sendToOrg,
} from './exchange.ts';
import { type LoggedIn, loginToOrg } from './login.ts';
import type { Org, OrgSecret, OrgToken, OrgTokenStore } from './org.ts';
import { errorsIn, orgRefusal } from './report.ts';

/** The version of the REST API that all calls use. */
export const API_VERSION = 'v64.0';

/** A call of the REST API: its path is below the version. */
export type OrgCall = Pick<OrgRequest, 'method' | 'body'> & {
  readonly path: string;
  /** A write may take longer than a read. `once`: one that must not be sent again over another connection. */
  readonly kind: 'read' | 'write' | 'write_once';
};

/** One org, logged in when it is needed. */
export type OrgSession = {
  readonly org: Org;
  /**
   * Calls the org and answers the body.
   *
   * @throws AppError what `loginToOrg` throws, `org_secret_lost`, and what CaseStore lists
   */
  call(call: OrgCall): Promise<unknown>;
  /**
   * Reads a file.
   *
   * @throws AppError as `call`; what `download.take` throws
   */
  download<Taken>(path: string, download: Download<Taken>): Promise<Taken>;
  /** Logs in again, even when there is a token. */
  login(): Promise<LoggedIn>;
  /** How much of its daily API requests the org has used, as its last answer said; null: none has. */
  budget(): OrgBudget | null;
  /** What `load` answers, remembered by its name for `ms`. A failure is not remembered. */
  remember<T>(name: string, ms: number, load: () => Promise<T>): Promise<T>;
  /** The next `remember` of that name loads again. */
  forget(name: string): void;
};

type Ports = {
  readonly secretOf: (org: Org) => Promise<OrgSecret | null>;
  readonly tokens: OrgTokenStore;
  readonly clock: Pick<Clock, 'now'>;
};

/** A token that ends sooner is not used: a call may take two minutes, but only its beginning is judged. */
const MARGIN_MS = 60_000;

export function createOrgSession(org: Org, { secretOf, tokens, clock }: Ports): OrgSession {
  let budget: OrgBudget | null = null;
  const { tokenFor, login } = createTokenSource(org, { secretOf, tokens, clock });
  const attempt = async (call: OrgCall, token: OrgToken): Promise<Received> => {
    const answer = await sendToOrg(requestOf(org, call, token));
    budget = readBudget(answer.limitInfo, clock.now()) ?? budget;
    return answer;
  };
  return {
    org,
    login,
    budget: () => budget,
    ...createMemory(clock),
    download: async (path, download) => {
      const asked = { method: 'GET', path, kind: 'read' } as const;
      const token = await tokenFor(null);
      const first = await downloadFromOrg(requestOf(org, asked, token), download);
      if ('taken' in first) return first.taken;
      if (!isExpired(first.answer)) throw orgRefusal(first.answer);
      const renewed = requestOf(org, asked, await tokenFor(token));
      const second = await downloadFromOrg(renewed, download);
      if ('taken' in second) return second.taken;
      throw orgRefusal(second.answer);
    },
    call: async (call) => {
      const token = await tokenFor(null);
      const first = await attempt(call, token);
      // Its life is assumed, and an admin may end it at any time.
      const answer = isExpired(first) ? await attempt(call, await tokenFor(token)) : first;
      const { status } = answer;
      if (status === null || status < 200 || status >= 300 || isNoAnswer(answer)) {
        throw orgRefusal(answer);
      }
      return answer.body;
    },
  };
}

/** A 200 without JSON is a page about maintenance, or a proxy's. */
const isNoAnswer = ({ status, body }: Received): boolean => status !== 204 && body === undefined;

const isExpired = ({ status, body }: Pick<Received, 'status' | 'body'>): boolean =>
  status === 401 && errorsIn(body)[0]?.errorCode === 'INVALID_SESSION_ID';

/**
 * Sforce-Auto-Assign is TRUE by default, so that any write that lacks it, a customer's reply too, would assign the
 * case again.
 */
function requestOf(
  { myDomain }: Org,
  { path, kind, ...call }: OrgCall,
  token: OrgToken,
): OrgRequest {
  // The token is sent where the login said. For an org that moved, it is the new host of the same My Domain.
  const base = token.instanceUrl || myDomain;
  const isJson = typeof call.body === 'string';
  return {
    ...call,
    url: `${base}/services/data/${API_VERSION}/${path}`,
    headers: {
      authorization: `Bearer ${token.value}`,
      accept: 'application/json',
      ...(isJson && { 'content-type': 'application/json; charset=UTF-8' }),
      ...(kind !== 'read' && { 'sforce-auto-assign': 'FALSE' }),
    },
    isWrite: kind !== 'read',
    isRepeatable: kind !== 'write_once',
  };
}

/** Tokens from memory, then from the store, then by a login: one at a time in this process. */
function createTokenSource(org: Org, { secretOf, tokens, clock }: Ports) {
  let held: OrgToken | null = null;
  let pending: Promise<LoggedIn> | null = null;
  const isAlive = (token: OrgToken | null): token is OrgToken =>
    token !== null && token.expiresAt.getTime() - MARGIN_MS > clock.now().getTime();

  const mint = async (): Promise<LoggedIn> => {
    const secret = await secretOf(org);
    if (secret === null) throw new AppError('org_secret_lost');
    const loggedIn = await loginToOrg({ ...org, secret }, clock.now());
    held = loggedIn.token;
    // With the stored token other instances need no login of their own.
    await tokens.writeOrgToken(org.id, held).catch(() => null);
    return loggedIn;
  };
  const login = (): Promise<LoggedIn> => {
    pending ??= mint().finally(() => {
      pending = null;
    });
    return pending;
  };
  /** @param rejected the token that the org did not accept; null: none was tried */
  const tokenFor = async (rejected: OrgToken | null): Promise<OrgToken> => {
    if (rejected === null) {
      held = isAlive(held) ? held : await tokens.readOrgToken(org.id).catch(() => null);
    }
    if (isAlive(held) && held.value !== rejected?.value) return held;
    return (await login()).token;
  };
  return { tokenFor, login };
}

function createMemory(clock: Pick<Clock, 'now'>): Pick<OrgSession, 'remember' | 'forget'> {
  const known = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();
  return {
    forget: (name) => {
      known.delete(name);
    },
    remember: <T>(name: string, ms: number, load: () => Promise<T>): Promise<T> => {
      const now = clock.now().getTime();
      const found = known.get(name);
      if (found && found.until > now) return found.value as Promise<T>;
      const value = load();
      known.set(name, { until: now + ms, value });
      value.catch(() => known.delete(name));
      return value;
    },
  };
}
