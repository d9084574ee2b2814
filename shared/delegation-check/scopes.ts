import type { Cause } from '../diagnosis/index.ts';
import { EMAIL_SCOPE, IMAP_SCOPE } from '../tokens/index.ts';

const GOOGLE = 'https://www.googleapis.com/auth/';

/** OpenID's names of two scopes, and Google's names for them, which the Admin console lists. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  email: EMAIL_SCOPE,
  profile: `${GOOGLE}userinfo.profile`,
};

/** A scope as the Admin console lists it. */
export const consoleName = (scope: string): string => LONG_NAMES[scope] ?? scope;

/** The scopes with which each step can read something (Gmail API, "Choose scopes"; OpenID Connect Core §5.4). */
const READERS: Readonly<Record<'mailbox' | 'labels' | 'imap', readonly string[]>> = {
  mailbox: [EMAIL_SCOPE],
  labels: ['labels', 'metadata', 'readonly', 'modify']
    .map((name) => `${GOOGLE}gmail.${name}`)
    .concat(IMAP_SCOPE),
  // Without full access no mail program signs in over IMAP, so that its setting does not matter.
  imap: [IMAP_SCOPE],
};

/** Can a token with these scopes be used for this step? */
export const canRead = (step: keyof typeof READERS, scopes: readonly string[]): boolean =>
  scopes.some((scope) => READERS[step].includes(consoleName(scope)));

/** The smallest thing to ask for: the mailbox's address, or else the first scope. */
export const leastOf = (scopes: readonly string[]): readonly string[] => {
  const least = scopes.find((scope) => consoleName(scope) === EMAIL_SCOPE) ?? scopes[0];
  return least === undefined ? [] : [least];
};

/** A scope that Google refuses, and why: it is not delegated, or there is no such scope. */
export type RefusedScope = { readonly scope: string; readonly cause: Cause };

/** Asks Google for a token with these scopes; null: it was granted. */
export type AskForScopes = (scopes: readonly string[]) => Promise<Cause | null>;

/**
 * Finds every refused scope. Google refuses a request whole if it refuses one of its scopes, so the first refused
 * one is found by halving, and then all scopes after it are asked for together.
 *
 * @param known why the whole request was refused, where that is known already
 */
export async function findRefused(
  scopes: readonly string[],
  ask: AskForScopes,
  known: Cause | null = null,
): Promise<readonly RefusedScope[]> {
  if (scopes.length === 0) return [];
  const cause = known ?? (await ask(scopes));
  if (cause === null) return [];
  const first = await findFirst({ scopes, cause }, ask);
  const after = scopes.slice(scopes.indexOf(first.scope) + 1);
  return [first, ...(await findRefused(after, ask))];
}

type RefusedScopes = { readonly scopes: readonly string[]; readonly cause: Cause };

/** The first refused scope of a request that was refused. If the first half is granted, it is in the second. */
async function findFirst(refused: RefusedScopes, ask: AskForScopes): Promise<RefusedScope> {
  const { scopes, cause } = refused;
  const [scope = '', ...others] = scopes;
  if (others.length === 0) return { scope, cause };
  const middle = Math.floor(scopes.length / 2);
  const half = scopes.slice(0, middle);
  const ofHalf = await ask(half);
  const narrowed = ofHalf
    ? { scopes: half, cause: ofHalf }
    : { scopes: scopes.slice(middle), cause };
  return findFirst(narrowed, ask);
}
