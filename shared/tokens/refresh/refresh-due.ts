import { createCountedWork, type DueRun } from '../../concurrency/counted-work.ts';
import { type AppError, asAppError } from '../../errors.ts';
import { classOf } from '../fleet/failure-class.ts';
import type { Connection } from '../model/connection.ts';
import { methodOf } from '../model/credential.ts';
import { REFRESH_DUE } from '../model/due.ts';
import { confirmRefusals } from './confirm-refusal.ts';
import { type RefreshOutcome, refreshOne } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import {
  areExhausted,
  beginTrial,
  mostAtOnce,
  openRunFleets,
  type RunFleet,
  type RunFleets,
} from './run-fleets.ts';

/** The result of a run. `left` is due at the next one: time was up, or a breaker is open. */
export type RefreshSummary = {
  readonly due: number;
  readonly refreshed: number;
  readonly fresh: number;
  readonly busy: number;
  readonly retryLater: number;
  readonly needsReconnect: number;
  readonly left: number;
};

/** The outcome of one connection in a run, for the log. */
export type Refreshed = { readonly connectionId: string } & (
  | RefreshOutcome
  | { readonly kind: 'failed'; readonly error: AppError }
);

const COUNTED = {
  refreshed: 'refreshed',
  fresh: 'fresh',
  busy: 'busy',
  retry_later: 'retryLater',
  failed: 'retryLater',
  needs_reconnect: 'needsReconnect',
} as const satisfies Record<Refreshed['kind'], keyof RefreshSummary>;

/** Gets each outcome, and the run's summary after it. */
export type WatchRefresh = (refreshed: Refreshed, so: RefreshSummary) => void;

/** A run under way. */
type RunState = {
  readonly run: DueRun;
  readonly fleets: RunFleets;
  readonly seen: Set<string>;
  due: number;
  /** Not tried, because a breaker is open or time was up. */
  left: number;
};

/**
 * Refreshes what is due, the longest overdue page first, until nothing is due or time is up. One bad mailbox
 * never stops the run. While the breaker of a fleet is open only a few of its connections are tried; when it
 * opens during the run, no more are.
 *
 * @throws AppError `store_unavailable` when not even the list of what is due can be read
 */
export async function refreshDue(
  ports: RefreshPorts,
  run: DueRun,
  watch: WatchRefresh = () => {},
): Promise<RefreshSummary> {
  const startedAt = ports.clock.now();
  const fleets = await openRunFleets(ports);
  const state: RunState = { run, fleets, seen: new Set(), due: 0, left: 0 };
  const work = createWork(ports, state, watch);
  let isOver = false;
  // Page after page, unlike a run of probes: a token that waits for the next run may expire before it.
  while (!isOver) {
    const { page, isLast } = await nextPage(ports, state);
    state.due += page.length;
    const untouched = await workThrough(work, state, { page, clock: ports.clock });
    state.left += untouched;
    isOver = isLast || untouched > 0;
  }
  for (const fleet of fleets.values()) {
    const seen = { ...fleet, startedAt, shards: run.shards };
    await confirmRefusals(ports, seen).catch(() => null);
  }
  await ports.fleets.share();
  return { due: state.due, ...work.counts, left: state.left };
}

/** Answers how many of a page were not even looked at: time was up, or no fleet may be asked for more. */
async function workThrough(
  work: Work,
  state: RunState,
  { page, clock }: { readonly page: readonly string[] } & Pick<RefreshPorts, 'clock'>,
): Promise<number> {
  const { run, fleets } = state;
  let rest = page;
  let stopped = 0;
  while (rest.length > 0 && stopped === 0 && !areExhausted(fleets)) {
    const concurrency = mostAtOnce(fleets, run.concurrency);
    const some = concurrency < run.concurrency ? rest.slice(0, concurrency) : rest;
    const pace = { ...run, concurrency, clock, stopped: () => areExhausted(fleets) };
    stopped = await work.run(some, pace);
    rest = rest.slice(some.length - stopped);
  }
  return rest.length;
}

type Work = ReturnType<typeof createWork>;

function createWork(ports: RefreshPorts, state: RunState, watch: WatchRefresh) {
  return createCountedWork<Refreshed, (typeof COUNTED)[Refreshed['kind']]>({
    countedAs: COUNTED,
    doOne: async (connectionId, note) => {
      const { outcome, fleet, deferred } = await attempt(ports, state, connectionId);
      if (fleet && !ASKED.has(outcome.kind)) fleet.trials -= 1;
      if (deferred) {
        state.left += 1;
        return;
      }
      if (fleet && outcome.kind === 'retry_later') await noteFailure(ports, fleet, outcome.error);
      note({ connectionId, ...outcome });
    },
    failed: (connectionId, error) => ({ connectionId, kind: 'failed', error }),
    watch: (refreshed, counts) => watch(refreshed, { due: state.due, ...counts, left: state.left }),
  });
}

/** The token endpoint was asked: the outcome says something of the fleet. */
const ASKED: ReadonlySet<Refreshed['kind']> = new Set([
  'refreshed',
  'retry_later',
  'needs_reconnect',
]);

async function noteFailure(ports: RefreshPorts, fleet: RunFleet, error: AppError): Promise<void> {
  if (involvesGoogle(fleet, error)) fleet.failedAt = ports.clock.now();
  if (fleet.breaker) return;
  fleet.tripped ||= Boolean((await ports.fleets.of(fleet.credential).look())?.breaker);
}

/** A failure of our own store says nothing that a canary could confirm. */
const involvesGoogle = ({ credential }: RunFleet, error: AppError): boolean =>
  error.upstream !== null || classOf(error, methodOf(credential)) === 'grant';

/**
 * The ids that are due and were not tried yet: a busy connection stays due and is not tried twice. The last
 * page is one that is not full, or has nothing new. Deferred connections stay due too: the list is that much
 * longer, so that they never hide those of a fleet that works.
 */
async function nextPage(
  { store, clock, ids: { random } }: RefreshPorts,
  { run: { limit, shards, concurrency }, seen, left }: RunState,
): Promise<{ readonly page: readonly string[]; readonly isLast: boolean }> {
  const most = limit + left;
  const ids = await store.due(REFRESH_DUE, { before: clock.now(), limit: most, shards });
  const fresh = ids.filter((id) => !seen.has(id));
  for (const id of fresh) seen.add(id);
  const begin = fresh.length > concurrency ? Math.floor(random() * fresh.length) : 0;
  return { page: rotate(fresh, begin), isLast: ids.length < most || fresh.length === 0 };
}

/** Runs that share a backlog begin at different places of it, so that they rarely meet. */
const rotate = <T>(items: readonly T[], by: number): readonly T[] => [
  ...items.slice(by),
  ...items.slice(0, by),
];

async function attempt(ports: RefreshPorts, { fleets }: RunState, id: string) {
  let fleet: RunFleet | null = null;
  let deferred = false;
  const admits = (connection: Connection): boolean => {
    fleet = beginTrial(fleets, connection);
    deferred = fleet === null;
    return !deferred;
  };
  const outcome = await refreshOne(ports, id, {
    acceptStored: notDue,
    trigger: 'schedule',
    admits,
  }).catch((thrown: unknown) => ({ kind: 'failed' as const, error: asAppError(thrown) }));
  return { outcome, fleet: fleet as RunFleet | null, deferred };
}

/** A token is fresh when it was refreshed after this run read its list. */
const notDue = ({ refreshDueAt, accessToken }: Connection, now: Date) =>
  refreshDueAt && refreshDueAt > now ? accessToken : null;
