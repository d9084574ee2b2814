import { pick } from './google-faults.ts';
import type { RoundRequest } from './messages.ts';
import type { Worker } from './start-worker.ts';

/** At which calls of the token endpoint a worker is killed, counted from the beginning of the round. */
export type Kills = readonly number[];

/** Several workers over one store. A killed worker is replaced, and its replacement repeats the round. */
export type Workers = {
  /** All workers do one round. Returns the codes that they ended with. */
  round(request: RoundRequest, kills: Kills): Promise<readonly string[]>;
  readonly killed: number;
};

type Start = (called: () => void) => Promise<Worker>;

/** @param random picks which worker is killed */
export async function startWorkers(
  size: number,
  { start, now, random }: { start: Start; now: () => number; random: () => number },
): Promise<Workers> {
  let calls = 0;
  let killed = 0;
  let killAt: Kills = [];
  const called = (): void => {
    calls += 1;
    if (!killAt.includes(calls)) return;
    killed += 1;
    void pick(workers, random).kill(now());
  };
  const workers = await Promise.all(Array.from({ length: size }, () => start(called)));

  const work = async (nth: number, request: RoundRequest): Promise<readonly string[]> => {
    for (;;) {
      const codes = await workers[nth]?.round(request);
      if (codes) return codes;
      workers[nth] = await start(called);
    }
  };
  return {
    round: async (request, kills) => {
      [calls, killAt] = [0, kills];
      return (await Promise.all(workers.map((_, nth) => work(nth, request)))).flat();
    },
    get killed() {
      return killed;
    },
  };
}
