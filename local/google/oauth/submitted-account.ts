import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { RecordModel } from '../state/records.ts';
import { claimedSubject } from './assertion.ts';

const MODELS: [parameter: string, model: RecordModel][] = [
  ['code', 'AuthorizationCode'],
  ['refresh_token', 'RefreshToken'],
  ['access_token', 'AccessToken'],
  ['token', 'RefreshToken'],
  ['token', 'AccessToken'],
];

/**
 * The account of the submitted code, token or assertion, live or not; undefined if it was never issued.
 */
export function submittedAccount(
  google: Pick<Google, 'accounts' | 'records'>,
  submitted: URLSearchParams,
): Account | undefined {
  for (const [parameter, model] of MODELS) {
    const value = submitted.get(parameter);
    const record = value === null ? undefined : google.records.inspect(model, value);
    if (record) return google.accounts.bySub(record.sub);
  }
  const subject = claimedSubject(submitted.get('assertion') ?? '');
  return subject === undefined ? undefined : google.accounts.byAddress(subject);
}
