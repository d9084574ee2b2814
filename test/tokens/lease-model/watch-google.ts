import { asAppError } from '../../../shared/errors.ts';
import type { OAuthProvider } from '../../../shared/tokens/index.ts';
import { type Held, isExcused, LEASE_MS, type Ledger } from './ledger.ts';
import type { Process, World } from './world.ts';

type Seen = { readonly ledger: Ledger; readonly world: World };

/** Google as one process asks it: each refresh needs a lease of its own. */
export function asking(seen: Seen, process: Process, oauth: OAuthProvider): OAuthProvider {
  return {
    ...oauth,
    refresh: (refreshToken) => {
      noteAsking(seen, process, refreshToken);
      return oauth.refresh(refreshToken);
    },
  };
}

function noteAsking({ ledger, world }: Seen, process: Process, refreshToken: string): void {
  const held = [...ledger.leases.values()].find(
    (each) =>
      each.process === process &&
      each.refreshToken === refreshToken &&
      each.asked === 'not yet' &&
      each.end !== 'given back' &&
      world.now() < each.takenAt + LEASE_MS,
  );
  if (!held) {
    ledger.violations.push(`${process.name} asks without a lease`);
    return;
  }
  held.asked = 'asked';
  if (isExcused(held)) return;
  for (const earlier of ledger.leases.values()) {
    const same =
      earlier.connectionId === held.connectionId && earlier.generation === held.generation;
    if (same && earlier !== held && earlier.asked === 'granted' && !isExcused(earlier)) {
      ledger.violations.push(`${process.name} asks again for generation ${held.generation}`);
    }
  }
}

/** Google at its own end: what it really answered to whom. */
export function answering(
  { ledger, world }: Seen,
  process: Process,
  google: OAuthProvider,
): OAuthProvider {
  const asked = (refreshToken: string): Held | undefined =>
    [...ledger.leases.values()].findLast(
      (held) =>
        held.process === process && held.refreshToken === refreshToken && held.asked === 'asked',
    );
  return {
    ...google,
    exchangeCode: async (code, verifier) => {
      const answer = await google.exchangeCode(code, verifier);
      ledger.brought.set(answer.accessToken, { by: code, at: world.now() });
      return answer;
    },
    refresh: async (refreshToken) => {
      try {
        const answer = await google.refresh(refreshToken);
        const held = asked(refreshToken);
        if (held) held.asked = 'granted';
        ledger.brought.set(answer.accessToken, { by: refreshToken, at: world.now() });
        return answer;
      } catch (thrown) {
        const refused = asAppError(thrown).code === 'grant_refused';
        if (refused) ledger.refusals.add(`${process.name} ${refreshToken}`);
        throw thrown;
      }
    },
  };
}
