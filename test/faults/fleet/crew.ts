import type { Order } from './messages.ts';
import { pick } from './storm.ts';
import type { Worker } from './workers.ts';

/** When workers are killed in a round: at which calls of the token endpoint, counted from its beginning. */
export type Kills = readonly number[];

/** Several workers over one store. Whoever is killed is replaced, and the other takes up the round. */
export type Crew = {
  /** Has all of them do one round; answers the codes of everything that they met. */
  round(order: Order, kills: Kills): Promise<readonly string[]>;
  readonly killed: number;
};

type Start = (called: () => void) => Promise<Worker>;

/** @param random says who is killed */
export async function gatherCrew(
  size: number,
  { start, now, random }: { start: Start; now: () => number; random: () => number },
): Promise<Crew> {
  let calls = 0;
  let killed = 0;
  let doomed: Kills = [];
  const called = (): void => {
    calls += 1;
    if (!doomed.includes(calls)) return;
    killed += 1;
    void pick(workers, random).kill(now());
  };
  const workers = await Promise.all(Array.from({ length: size }, () => start(called)));

  const work = async (nth: number, order: Order): Promise<readonly string[]> => {
    for (;;) {
      const met = await workers[nth]?.round(order);
      if (met) return met;
      workers[nth] = await start(called);
    }
  };
  return {
    round: async (order, kills) => {
      [calls, doomed] = [0, kills];
      return (await Promise.all(workers.map((_, nth) => work(nth, order)))).flat();
    },
    get killed() {
      return killed;
    },
  };
}
