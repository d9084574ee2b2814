import type { Google } from '../google.ts';

const SECRETS = ['code', 'refresh_token', 'access_token'];

/**
 * What the text of an error repeats under the fault `echo_secrets`: the codes and tokens that were
 * submitted. It proves that nobody logs what Google says.
 *
 * @param address whose they are
 * @returns text to append; empty when the fault is off
 */
export function echoOf(
  google: Pick<Google, 'faults'>,
  submitted: URLSearchParams,
  address: string | undefined,
): string {
  if (!google.faults.find('echo_secrets', address)) return '';
  return SECRETS.flatMap((name) => submitted.getAll(name))
    .map((secret) => ` ${secret}`)
    .join('');
}
