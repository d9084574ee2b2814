import type { Connection } from '../model/connection.ts';
import { type CredentialId, credentialOf } from '../model/credential.ts';
import type { Breaker } from '../model/fleet.ts';
import type { RefreshPorts } from './refresh-ports.ts';

/** What one run has tried and seen of one fleet. */
export type RunFleet = {
  readonly credential: CredentialId;
  /** As the run found it: while it is open, the run tries only a few. */
  readonly breaker: Breaker | null;
  /** For how many connections the token endpoint was or is being asked. */
  trials: number;
  /** When a refresh last failed. */
  failedAt: Date | null;
  /** The breaker opened during the run. */
  tripped: boolean;
};

/** The fleets of a run: each has its own breaker, so that none holds up another. */
export type RunFleets = ReadonlyMap<CredentialId, RunFleet>;

/** Looks at every fleet as the run begins. */
export async function openRunFleets(ports: RefreshPorts): Promise<RunFleets> {
  const credentials = await ports.listCredentials();
  const fleets = await Promise.all(
    credentials.map(async (credential): Promise<RunFleet> => {
      const breaker = (await ports.fleets.of(credential).look())?.breaker ?? null;
      return { credential, breaker, trials: 0, failedAt: null, tripped: false };
    }),
  );
  return new Map(fleets.map((fleet) => [fleet.credential, fleet]));
}

/** May the run ask for no more tokens of this fleet? */
const isExhausted = ({ breaker, trials, tripped }: RunFleet): boolean =>
  tripped || (breaker !== null && trials >= breaker.trials);

/** May the run ask for no more tokens at all? */
export const areExhausted = (fleets: RunFleets): boolean => fleets.values().every(isExhausted);

/** How many the run may ask for at once: no more than the trials, where every breaker is open. */
export function mostAtOnce(fleets: RunFleets, concurrency: number): number {
  const left = [...fleets.values()].map(({ breaker, trials }) =>
    breaker ? breaker.trials - trials : concurrency,
  );
  const most = left.reduce((sum, each) => sum + each, 0);
  return Math.max(1, Math.min(concurrency, most));
}

/** Counts a connection as a trial of its fleet; null when the run may ask for no more of that fleet. */
export function beginTrial(fleets: RunFleets, connection: Connection): RunFleet | null {
  const fleet = fleets.get(credentialOf(connection));
  if (!fleet || isExhausted(fleet)) return null;
  fleet.trials += 1;
  return fleet;
}
