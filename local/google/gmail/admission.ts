import type { Google } from '../google.ts';
import { isEndedByFault } from '../oauth/refuse-refresh.ts';
import type { Account } from '../state/accounts.ts';
import type { OAuthRecord } from '../state/records.ts';
import type { GmailErrorName } from './errors.ts';

export type GmailCall = {
  /** The bearer token; empty when none was sent. */
  token: string;
  method: { scopes: readonly string[] };
  /** `me` or an address. */
  userId: string;
};

export type Admission = { account: Account } | { refusal: GmailErrorName; detail: string };

/** Decides whether a token may call a method on a mailbox, and under which faults it may not. */
export function admit(google: Google, call: GmailCall): Admission {
  if (!call.token) return { refusal: 'noCredentials', detail: '' };
  const record = google.records.inspect('AccessToken', call.token);
  const account = record && google.accounts.bySub(record.sub);
  if (!account) return { refusal: 'invalidCredentials', detail: '' };

  const refusal = refuseToken(google, record, call) ?? refuseAccount(google, account);
  if (refusal) return { refusal, detail: '' };
  if (call.userId !== 'me' && call.userId.toLowerCase() !== account.address) {
    return { refusal: 'delegationDenied', detail: ` for ${call.userId}` };
  }
  return { account };
}

function refuseToken(
  google: Google,
  record: OAuthRecord,
  { method }: GmailCall,
): GmailErrorName | undefined {
  if (!record.live || isEndedByFault(google, record)) return 'invalidCredentials';
  const granted = new Set((record.payload.scope ?? '').split(' '));
  return method.scopes.some((scope) => granted.has(scope)) ? undefined : 'insufficientScope';
}

const FAULTS: readonly [fault: string, refusal: GmailErrorName][] = [
  ['unauthorized', 'invalidCredentials'],
  ['gmail_api_off', 'apiOff'],
  ['domain_policy', 'domainPolicy'],
  ['gmail_disabled', 'mailNotEnabled'],
];

function refuseAccount(google: Google, account: Account): GmailErrorName | undefined {
  return FAULTS.find(([fault]) => google.faults.find(fault, account.address))?.[1];
}
