import { blow, countRefreshes, openStorm, type Plan, type Storm, settle } from './run-storm.ts';
import { unsound } from './soundness.ts';

/** Rounds without any trouble, in which each token ends once. */
const CALM = 3;

/** A whole storm. Answers, in words, everything about it and about what it left that should not be so. */
export async function weather(plan: Plan): Promise<readonly string[]> {
  const storm = await openStorm(plan);
  await blow(storm, plan.rounds);
  await settle(storm);
  const refreshes = await countRefreshes(storm, CALM);
  const wrong = [
    ...storm.ledger.needless().map((words) => `a needless refresh, ${words}`),
    ...refreshes
      .filter((count) => count !== CALM)
      .map((count) => `${count} refreshes where ${CALM} were due`),
    ...amiss(storm),
    ...(await unsound(storm)),
  ];
  await storm.fleet.runtime.close();
  return wrong;
}

/** A storm in which nobody was killed or nothing failed proves nothing. */
function amiss({ crew, met }: Storm): string[] {
  return [
    ...(met.has('internal') ? ['something failed in a way that nobody foresaw'] : []),
    ...(crew.killed === 0 ? ['nobody was killed'] : []),
    ...(met.has('store_unavailable') ? [] : ['the store never failed']),
  ];
}
