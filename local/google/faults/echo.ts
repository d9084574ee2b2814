import type { Google } from '../google.ts';

const SECRETS = ['code', 'refresh_token', 'access_token', 'assertion'];

/**
 * The text that the fault `echo_secrets` appends to an error: the submitted codes, tokens and assertions. Tests use
 * it to prove that the product never logs Google's error texts.
 *
 * @param address the account that the codes and tokens belong to
 * @returns the text to append; empty when the fault is off
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
