import { type Environment, parseConfig } from '../../shared/config/index.ts';
import { createServiceAccounts, googleEndpoints } from '../../shared/google/index.ts';
import { probeDue } from '../../shared/probe/index.ts';
import { gmailOf } from '../../shared/runtime/gmail.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { type Ports, shardsOf } from '../../shared/tokens/index.ts';
import { createMovedClock, type MovedClock } from './moved-clock.ts';
import type { GoogleProcess } from './start-google.ts';

/** The product over a process of the emulated Google, with clocks that advance together. */
export type Fleet = {
  readonly runtime: Runtime;
  readonly ports: Ports;
  readonly clock: MovedClock;
  /** Advances both clocks. */
  advance(minutes: number): Promise<void>;
  /** Does what `token-refresh` does once a minute, for so many minutes. */
  refresh(minutes: number): Promise<void>;
  /** Does what `label-probe` does until nothing is due. */
  probe(): Promise<void>;
};

const SHARDS = 4;
const PACE = { limit: 2000, concurrency: 64 };
const RUN_MS = 90_000;
/** More runs than any fleet of these tests needs: a probe that stays due is a defect. */
const MAX_RUNS = 100;

/** @param environment the variables that say where the state is */
export async function openFleet(
  environment: Environment,
  google: GoogleProcess,
  clock = createMovedClock(),
): Promise<Fleet> {
  const opened: Ports[] = [];
  const config = parseConfig({
    ...environment,
    GOOGLE_EMULATOR_URL: google.url,
    // The tests look into the store; a log of ten thousand mailboxes would be too long.
    LOG_LEVEL: 'error',
  });
  const runtime = await composeRuntime(config, {
    adaptPorts: (given) => {
      // An assertion says when it was made, and this Google's clock is ahead.
      const serviceAccounts = createServiceAccounts({
        endpoints: googleEndpoints(google.url),
        clock,
        ownAccessToken: () => Promise.reject(new Error('no test signs without a key here')),
      });
      const ports = { ...given, serviceAccounts, clock };
      opened.push(ports);
      return ports;
    },
  });
  const [ports] = opened;
  if (!ports) throw new Error('nothing was composed');
  const advance = async (minutes: number): Promise<void> => {
    clock.moveTo(clock.aheadMs + minutes * 60_000);
    await google.moveTo(clock.aheadMs);
  };
  return {
    runtime,
    ports,
    clock,
    advance,
    refresh: async (minutes) => {
      for (let minute = 0; minute < minutes; minute++) {
        await refreshShards(runtime);
        await advance(1);
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

async function refreshShards(runtime: Runtime): Promise<void> {
  for (let shard = 0; shard < SHARDS; shard++) {
    await runtime.tokens.refreshDue(runOf(shard, runtime));
  }
}

async function probeAll(runtime: Runtime): Promise<void> {
  const ports = { ...runtime, gmail: gmailOf(runtime) };
  for (let shard = 0; shard < SHARDS; shard++) {
    for (let run = 0; (await probeDue(ports, runOf(shard, runtime))).due > 0; run++) {
      if (run === MAX_RUNS) throw new Error(`probes stay due in shard ${shard}`);
    }
  }
}
