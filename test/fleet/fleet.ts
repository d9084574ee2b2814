import { type Environment, parseConfig } from '../../shared/config/index.ts';
import { probeDue } from '../../shared/probe/index.ts';
import { gmailOf } from '../../shared/runtime/gmail.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { type Ports, shardsOf } from '../../shared/tokens/index.ts';
import { createMovedClock, type MovedClock } from './moved-clock.ts';
import type { GoogleApart } from './start-google-apart.ts';

/** The product, its clock and Google's moved on together. */
export type Fleet = {
  readonly runtime: Runtime;
  readonly ports: Ports;
  readonly clock: MovedClock;
  /** Moves both clocks on. */
  pass(minutes: number): Promise<void>;
  /** What `token-refresh` does minute after minute, for so many. */
  refresh(minutes: number): Promise<void>;
  /** What `label-probe` does, until nothing is due. */
  probe(): Promise<void>;
};

const SHARDS = 4;
const PACE = { limit: 2000, concurrency: 64 };
const RUN_MS = 90_000;
/** More runs than any fleet of these tests needs: what is due for ever is a defect. */
const MOST_RUNS = 100;

/** @param environment where the state is, as a process would be told */
export async function openFleet(
  environment: Environment,
  google: GoogleApart,
  clock = createMovedClock(),
): Promise<Fleet> {
  const opened: Ports[] = [];
  const config = parseConfig({
    ...environment,
    GOOGLE_EMULATOR_URL: google.url,
    // What happens to ten thousand is looked at in the store.
    LOG_LEVEL: 'error',
  });
  const runtime = await composeRuntime(config, {
    adaptPorts: (given) => {
      const ports = { ...given, clock };
      opened.push(ports);
      return ports;
    },
  });
  const [ports] = opened;
  if (!ports) throw new Error('nothing was composed');
  const pass = async (minutes: number): Promise<void> => {
    clock.moveTo(clock.aheadMs + minutes * 60_000);
    await google.moveTo(clock.aheadMs);
  };
  return {
    runtime,
    ports,
    clock,
    pass,
    refresh: async (minutes) => {
      for (let minute = 0; minute < minutes; minute++) {
        await refreshShares(runtime);
        await pass(1);
      }
    },
    probe: () => probeAll(runtime),
  };
}

const runOf = (shard: number, { clock }: Pick<Runtime, 'clock'>) => ({
  ...PACE,
  shards: shardsOf({ shard, shards: SHARDS }),
  until: new Date(clock.now().getTime() + RUN_MS),
});

async function refreshShares(runtime: Runtime): Promise<void> {
  for (let shard = 0; shard < SHARDS; shard++) {
    await runtime.tokens.refreshDue(runOf(shard, runtime));
  }
}

async function probeAll(runtime: Runtime): Promise<void> {
  const ports = { ...runtime, gmail: gmailOf(runtime) };
  for (let shard = 0; shard < SHARDS; shard++) {
    for (let run = 0; (await probeDue(ports, runOf(shard, runtime))).due > 0; run++) {
      if (run === MOST_RUNS) throw new Error(`probes stay due in share ${shard}`);
    }
  }
}
