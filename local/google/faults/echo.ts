import type { Google } from '../google.ts';
import { submittedAccount } from '../oauth/submitted-account.ts';

const SECRETS = ['code', 'refresh_token', 'access_token'];

/**
 * What the text of an error repeats under the fault `echo_secrets`: the codes and tokens that were
 * submitted. It proves that nobody logs what Google says.
 *
 * @returns text to append; empty when the fault is off
 */
export function echoOf(
  google: Pick<Google, 'accounts' | 'faults' | 'records'>,
  submitted: URLSearchParams,
): string {
  const account = submittedAccount(google, submitted);
  if (!google.faults.find('echo_secrets', account?.address)) return '';
  return SECRETS.flatMap((name) => submitted.getAll(name))
    .map((secret) => ` ${secret}`)
    .join('');
}
