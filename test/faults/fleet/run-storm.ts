import { brokenInvariants } from './invariants.ts';
import { countRefreshes, openStorm, type Plan, recover, runRounds, type Storm } from './storm.ts';

/** Rounds without faults, in each of which every token ends once. */
const QUIET_ROUNDS = 3;

/** Runs a whole storm. Describes everything that is wrong with it and with the fleet that it leaves. */
export async function runStorm(plan: Plan): Promise<readonly string[]> {
  const storm = await openStorm(plan);
  await runRounds(storm, plan.rounds);
  await recover(storm);
  const refreshes = await countRefreshes(storm, QUIET_ROUNDS);
  const wrong = [
    ...storm.log.unneeded().map((words) => `a refresh that nobody needed, ${words}`),
    ...refreshes
      .filter((count) => count !== QUIET_ROUNDS)
      .map((count) => `${count} refreshes where ${QUIET_ROUNDS} were due`),
    ...missingFrom(storm),
    ...(await brokenInvariants(storm)),
  ];
  await storm.fleet.runtime.close();
  return wrong;
}

/** A storm proves nothing if no worker was killed or the store never failed. */
function missingFrom({ workers, codes }: Storm): string[] {
  return [
    ...(codes.has('internal') ? ['an internal error occurred'] : []),
    ...(workers.killed === 0 ? ['no worker was killed'] : []),
    ...(codes.has('store_unavailable') ? [] : ['the store never failed']),
  ];
}
