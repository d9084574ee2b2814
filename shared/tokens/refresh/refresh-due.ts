import { inParallel, type Pace } from '../../concurrency/in-parallel.ts';
import { type AppError, asAppError } from '../../errors.ts';
import { classOf } from '../fleet/failure-class.ts';
import type { Connection } from '../model/connection.ts';
import type { Breaker } from '../model/fleet.ts';
import { confirmRefusals } from './confirm-refusal.ts';
import { type RefreshOutcome, refreshOne } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';

/** How much one run may do; `limit` is how many ids are read at a time. */
export type RefreshRun = Pace & { readonly limit: number; readonly shards: readonly number[] };

/** What a run came to. `left` is due at the next: time was up, or the breaker open. */
export type RefreshSummary = {
  readonly due: number;
  readonly refreshed: number;
  readonly fresh: number;
  readonly busy: number;
  readonly retryLater: number;
  readonly needsReconnect: number;
  readonly left: number;
};

/** What became of one connection of a run, for the log. */
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

/** Is told of each connection, and how the run stands after it. */
export type WatchRefresh = (refreshed: Refreshed, so: RefreshSummary) => void;

/** A run under way. */
type RunState = {
  readonly run: RefreshRun;
  /** As the run found it: while it is open only a few are tried. */
  readonly breaker: Breaker | null;
  readonly watch: WatchRefresh;
  readonly seen: Set<string>;
  readonly counts: Record<(typeof COUNTED)[Refreshed['kind']], number>;
  due: number;
  /** How many Google was asked about. */
  trials: number;
  failedAt: Date | null;
  /** The breaker opened meanwhile. */
  tripped: boolean;
};

/**
 * Refreshes what is due, the longest overdue page first, until nothing is due or time is up. One bad
 * mailbox never stops the run; but when the fleet's breaker opens it ends, and while that is open only a
 * few are tried.
 *
 * @throws AppError `store_unavailable` when not even the list of what is due can be read
 */
export async function refreshDue(
  ports: RefreshPorts,
  run: RefreshRun,
  watch: WatchRefresh = () => {},
): Promise<RefreshSummary> {
  const startedAt = ports.clock.now();
  const breaker = (await ports.fleet.look())?.breaker ?? null;
  const counts = { refreshed: 0, fresh: 0, busy: 0, retryLater: 0, needsReconnect: 0 };
  const began = { due: 0, trials: 0, failedAt: null, tripped: false };
  const round: RunState = { run, breaker, watch, seen: new Set(), counts, ...began };
  let [left, isLast] = [0, false];
  while (!isLast && left === 0) {
    const next = await nextPage(ports, round);
    isLast = next.isLast;
    round.due += next.page.length;
    left = await workThrough(ports, round, next.page);
  }
  await confirmRefusals(ports, { ...round, startedAt, shards: run.shards }).catch(() => null);
  await ports.fleet.share();
  return { due: round.due, ...counts, left };
}

/** Answers how many of a page were left: while the breaker is open, all but a few trials. */
async function workThrough(
  ports: RefreshPorts,
  round: RunState,
  page: readonly string[],
): Promise<number> {
  const { run, breaker } = round;
  const pace = { ...run, clock: ports.clock, stopped: () => round.tripped };
  const work = (id: string): Promise<void> => refreshAndCount(ports, round, id);
  if (!breaker) return inParallel(page, pace, work);
  let [rest, stopped] = [page, 0];
  while (rest.length > 0 && round.trials < breaker.trials && stopped === 0) {
    const some = rest.slice(0, breaker.trials - round.trials);
    stopped = await inParallel(some, pace, work);
    rest = rest.slice(some.length - stopped);
  }
  return rest.length;
}

async function refreshAndCount(ports: RefreshPorts, round: RunState, id: string): Promise<void> {
  const { breaker, counts, due, watch } = round;
  const refreshed = { connectionId: id, ...(await attempt(ports, id)) };
  counts[COUNTED[refreshed.kind]] += 1;
  if (ASKED.has(refreshed.kind)) round.trials += 1;
  if (refreshed.kind === 'retry_later') {
    if (involvesGoogle(refreshed.error)) round.failedAt = ports.clock.now();
    round.tripped ||= !breaker && Boolean((await ports.fleet.look())?.breaker);
  }
  watch(refreshed, { due, ...counts, left: 0 });
}

/** A store of ours that fails says nothing that another mailbox could bear out. */
const involvesGoogle = ({ code, upstream }: AppError): boolean =>
  upstream !== null || classOf(code) === 'grant';

/** Google was asked: what came of it says something of the fleet. */
const ASKED: ReadonlySet<Refreshed['kind']> = new Set([
  'refreshed',
  'retry_later',
  'needs_reconnect',
]);

/**
 * The ids that are due and were not tried yet: one that stays due, being busy, is not tried twice. The
 * last page is one that is not full, or has nothing new.
 */
async function nextPage(
  { store, clock, ids: { random } }: RefreshPorts,
  { run: { limit, shards, concurrency }, seen }: RunState,
): Promise<{ readonly page: readonly string[]; readonly isLast: boolean }> {
  const ids = await store.dueConnections({ before: clock.now(), limit, shards });
  const fresh = ids.filter((id) => !seen.has(id));
  for (const id of fresh) seen.add(id);
  const begin = fresh.length > concurrency ? Math.floor(random() * fresh.length) : 0;
  return { page: rotate(fresh, begin), isLast: ids.length < limit || fresh.length === 0 };
}

/** Several that share a backlog begin at different places of it, or each would follow in the other's steps. */
const rotate = <T>(items: readonly T[], by: number): readonly T[] => [
  ...items.slice(by),
  ...items.slice(0, by),
];

async function attempt(ports: RefreshPorts, id: string) {
  try {
    return await refreshOne(ports, id, { acceptStored: notDue, trigger: 'schedule' });
  } catch (thrown) {
    return { kind: 'failed' as const, error: asAppError(thrown) };
  }
}

/** A token is fresh when somebody refreshed it after this run read its list. */
const notDue = ({ refreshDueAt, accessToken }: Connection, now: Date) =>
  refreshDueAt && refreshDueAt > now ? accessToken : null;
