import type { GoogleProcess } from '../../fleet/start-google.ts';

/** Without refusals of grants: the second refusal of one mailbox is a verdict, and is meant to be. */
const FAULTS: readonly (readonly [fault: string, parameters: object])[] = [
  ['flapping', { every: 2, as: 'unavailable', endpoint: 'token' }],
  ['unreliable', { percent: 40, as: 'html_error' }],
  ['unreliable', { percent: 30, as: 'dropped', endpoint: 'token' }],
  ['slow', { ms: 250, endpoint: 'token' }],
  ['html_instead_of_json', { endpoint: 'token' }],
  ['dropped', { endpoint: 'token' }],
  ['server_error', {}],
  ['token_rate_limited', {}],
  ['gmail_disabled', {}],
];

/** A random item. */
export const pick = <T>(items: readonly T[], random: () => number): T =>
  items[Math.floor(random() * items.length)] as T;

/**
 * Provokes two of Google's transient faults, each for all accounts or for some.
 *
 * @param whose the accounts, domains or `*` that a fault may be for
 * @returns ends both faults
 */
export async function provokeFaults(
  google: GoogleProcess,
  whose: readonly string[],
  random: () => number,
): Promise<() => Promise<void>> {
  const provoked: (readonly [fault: string, account: string])[] = [];
  for (let nth = 0; nth < 2; nth++) {
    const [fault, parameters] = pick(FAULTS, random);
    const account = pick(whose, random);
    await google.provoke(fault, account, parameters);
    provoked.push([fault, account]);
  }
  return async () => {
    for (const [fault, account] of provoked) await google.end(fault, account);
  };
}
