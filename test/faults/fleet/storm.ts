import type { GoogleApart } from '../../fleet/start-google-apart.ts';

/** Refusals of grants are not among them: the second of one mailbox is believed, and is meant to be. */
const TROUBLES: readonly (readonly [fault: string, parameters: object])[] = [
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

/** One of them, by lot. */
export const pick = <T>(items: readonly T[], random: () => number): T =>
  items[Math.floor(random() * items.length)] as T;

/**
 * Makes two of Google's passing troubles, each for everybody or for some.
 *
 * @returns what ends them
 */
export async function trouble(
  google: GoogleApart,
  whose: readonly string[],
  random: () => number,
): Promise<() => Promise<void>> {
  const made: (readonly [fault: string, account: string])[] = [];
  for (let nth = 0; nth < 2; nth++) {
    const [fault, parameters] = pick(TROUBLES, random);
    const account = pick(whose, random);
    await google.provoke(fault, account, parameters);
    made.push([fault, account]);
  }
  return async () => {
    for (const [fault, account] of made) await google.end(fault, account);
  };
}
