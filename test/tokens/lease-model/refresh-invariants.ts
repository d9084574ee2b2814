import { asAppError } from '../../../shared/errors.ts';
import type { OAuthProvider } from '../../../shared/tokens/index.ts';
import { type History, LEASE_MS, mayHaveLostGrant, type TakenLease } from './history.ts';
import type { Process, Simulation } from './simulation.ts';

type Watched = { readonly history: History; readonly simulation: Simulation };

/**
 * Google as one process calls it, before the network. Checks the invariants of a refresh: it is sent
 * under a lease that is used once, and not again for a generation that was granted already.
 */
export function checkingRefreshes(
  watched: Watched,
  process: Process,
  oauth: OAuthProvider,
): OAuthProvider {
  return {
    ...oauth,
    refresh: (refreshToken) => {
      checkRefresh(watched, process, refreshToken);
      return oauth.refresh(refreshToken);
    },
  };
}

function checkRefresh(
  { history, simulation }: Watched,
  process: Process,
  refreshToken: string,
): void {
  const lease = [...history.leases.values()].find(
    (each) =>
      each.process === process &&
      each.refreshToken === refreshToken &&
      each.refresh === 'not sent' &&
      each.end !== 'released' &&
      simulation.now() < each.takenAt + LEASE_MS,
  );
  if (!lease) {
    history.violations.push(`${process.name} refreshes without a lease`);
    return;
  }
  lease.refresh = 'sent';
  if (mayHaveLostGrant(lease)) return;
  for (const earlier of history.leases.values()) {
    const isSameGeneration =
      earlier.connectionId === lease.connectionId && earlier.generation === lease.generation;
    const wasStored = earlier.refresh === 'granted' && !mayHaveLostGrant(earlier);
    if (isSameGeneration && earlier !== lease && wasStored) {
      history.violations.push(`${process.name} refreshes generation ${lease.generation} again`);
    }
  }
}

/** Google behind the network. Notes what it really answered, and to which process. */
export function notingAnswers(
  { history, simulation }: Watched,
  process: Process,
  google: OAuthProvider,
): OAuthProvider {
  const leaseOf = (refreshToken: string): TakenLease | undefined =>
    [...history.leases.values()].findLast(
      (lease) =>
        lease.process === process &&
        lease.refreshToken === refreshToken &&
        lease.refresh === 'sent',
    );
  return {
    ...google,
    exchangeCode: async (code, verifier) => {
      const answer = await google.exchangeCode(code, verifier);
      history.issued.set(answer.accessToken, { by: code, at: simulation.now() });
      return answer;
    },
    refresh: async (refreshToken) => {
      try {
        const answer = await google.refresh(refreshToken);
        const lease = leaseOf(refreshToken);
        if (lease) lease.refresh = 'granted';
        history.issued.set(answer.accessToken, { by: refreshToken, at: simulation.now() });
        return answer;
      } catch (thrown) {
        const refused = asAppError(thrown).code === 'grant_refused';
        if (refused) history.refusals.add(`${process.name} ${refreshToken}`);
        throw thrown;
      }
    },
  };
}
