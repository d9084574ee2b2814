import type { RequestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { isEndedByFault } from '../oauth/refuse-refresh.ts';
import type { Account } from '../state/accounts.ts';
import type { OAuthRecord } from '../state/records.ts';
import type { GmailErrorName } from './errors.ts';

export type GmailCall = {
  /** The record of the bearer token; undefined if it was never issued. */
  record: OAuthRecord | undefined;
  account: Account | undefined;
  method: { scopes: readonly string[] };
  /** `me` or an address. */
  userId: string;
};

export type Admission = { account: Account } | { refusal: GmailErrorName; detail: string };

const INVALID: Admission = { refusal: 'invalidCredentials', detail: '' };

/** Decides whether a token may call a method on a mailbox, under the faults that are on. */
export function admit(
  google: Pick<Google, 'now' | 'serviceAccounts'>,
  { record, account, method, userId }: GmailCall,
  faults: RequestFaults,
): Admission {
  if (!record?.live || isEndedByFault(record, faults)) return INVALID;
  if (!account && !google.serviceAccounts.byClientId(record.sub)) return INVALID;
  const granted = new Set((record.payload.scope ?? '').split(' '));
  if (!method.scopes.some((scope) => granted.has(scope))) {
    return { refusal: 'insufficientScope', detail: '' };
  }
  // The token of a service account without a subject: it has no mailbox of its own.
  if (!account) return { refusal: 'preconditionFailed', detail: '' };
  const refusal = FAULTS.find(([fault]) => faults(fault))?.[1];
  if (refusal) return { refusal, detail: refusal === 'userRateLimit' ? retryAfter(google) : '' };
  if (userId !== 'me' && userId.toLowerCase() !== account.address) {
    return { refusal: 'delegationDenied', detail: ` for ${userId}` };
  }
  return { account };
}

const FAULTS: readonly [fault: string, refusal: GmailErrorName][] = [
  ['unauthorized', 'invalidCredentials'],
  ['gmail_api_off', 'apiOff'],
  ['domain_policy', 'domainPolicy'],
  ['gmail_disabled', 'mailNotEnabled'],
  ['precondition_failed', 'preconditionFailed'],
  ['insufficient_scopes', 'insufficientScope'],
  ['user_rate_limited', 'userRateLimit'],
  ['project_rate_limited', 'projectRateLimit'],
  ['daily_limit', 'dailyLimit'],
];

/** Gmail sends no Retry-After header: the time is in the error's message. */
function retryAfter(google: Pick<Google, 'now'>): string {
  return `  Retry after ${new Date(google.now().getTime() + 15_000).toISOString()}`;
}
