import type fc from 'fast-check';
import { seededRandom } from '../failing-ports.ts';
import { createFakeGoogle } from '../fake-google.ts';
import { SALES, SUPPORT } from '../harness.ts';
import { connectMailbox } from './actions.ts';
import { createHistory } from './history.ts';
import { createHost, type Setup } from './hosts.ts';
import { createMemoryStore, createMemoryVault } from './memory-state.ts';
import type { Script } from './script.ts';
import { createSimulation } from './simulation.ts';
import type { Shared } from './watched-ports.ts';

const MINUTE_MS = 60_000;

/**
 * A refusal is confirmed by the time of another mailbox's success, which another process's clock gave.
 * So the clocks agree in a script in which Google refuses everybody: those of real servers agree to a
 * fraction of a second.
 */
function skewsOf({ skews, faults }: Script): readonly number[] {
  const isOutage = faults.some(({ fault }) => fault === 'Google refuses everybody');
  return isOutage ? skews.map(() => 0) : skews;
}

/** Connects two mailboxes and lets the script's minutes pass. */
export async function createSetup(scheduler: fc.Scheduler, script: Script): Promise<Setup> {
  const random = seededRandom(script.seed);
  const simulation = createSimulation(scheduler, script.fails ? random : () => 1);
  const now = () => new Date(simulation.now());
  const google = createFakeGoogle({ now, sleep: async () => {} });
  const shared: Shared = {
    simulation,
    history: createHistory(),
    store: createMemoryStore(),
    vault: createMemoryVault(now, (version) => version.endsWith('.1')),
    google,
    random,
  };
  const hosts = skewsOf(script).map((skewMs, nth) => createHost(shared, `p${nth}`, skewMs));
  for (const mailbox of [SUPPORT, SALES]) {
    const worker = hosts[0]?.workerFor(mailbox);
    if (worker) await connectMailbox(worker);
  }
  google.rotate(script.rotates);
  simulation.pass(script.minutes * MINUTE_MS);
  return { shared, hosts };
}
