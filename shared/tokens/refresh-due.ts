import { type AppError, asAppError } from '../errors.ts';
import { askWitness } from './ask-witness.ts';
import type { Connection } from './connection.ts';
import { classOf } from './failure-class.ts';
import { inParallel, type Pace } from './in-parallel.ts';
import { type RefreshOutcome, refreshAccessToken } from './refresh-access-token.ts';
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

/**
 * Refreshes what is due, the longest overdue first, page after page until nothing is due or time is up.
 * One bad mailbox never stops the run; but when the fleet's breaker opens it ends, and while that is
 * open only a few are tried.
 *
 * @throws AppError `store_unavailable` when not even the list of what is due can be read
 */
export async function refreshDue(
  ports: RefreshPorts,
  run: RefreshRun,
  watch: WatchRefresh = () => {},
): Promise<RefreshSummary> {
  const { clock, fleet } = ports;
  const { breaker } = await fleet.look();
  const counts = { refreshed: 0, fresh: 0, busy: 0, retryLater: 0, needsReconnect: 0 };
  const seen = new Set<string>();
  let [due, left, trials, tripped] = [0, 0, 0, false];
  let failedAt: Date | null = null;
  const startedAt = clock.now();
  const pace = { ...run, clock, stopped: () => tripped };
  const work = async (id: string): Promise<void> => {
    const refreshed = { connectionId: id, ...(await attempt(ports, id)) };
    counts[COUNTED[refreshed.kind]] += 1;
    if (ASKED.has(refreshed.kind)) trials += 1;
    if (refreshed.kind === 'retry_later') {
      failedAt = clock.now();
      tripped ||= !breaker && (await fleet.look()).breaker !== null;
    }
    watch(refreshed, { due, ...counts, left: 0 });
  };
  /** Answers how many of a page were left: while the breaker is open, all but a few trials. */
  const workThrough = async (page: readonly string[]): Promise<number> => {
    if (!breaker) return inParallel(page, pace, work);
    let rest = page;
    let stopped = 0;
    while (rest.length > 0 && trials < breaker.trials && stopped === 0) {
      const some = rest.slice(0, breaker.trials - trials);
      stopped = await inParallel(some, pace, work);
      rest = rest.slice(some.length - stopped);
    }
    return rest.length;
  };
  do {
    const page = await nextPage(ports, run, seen);
    due += page.length;
    left = await workThrough(page);
    if (page.length < run.limit) break;
  } while (left === 0);
  await bearOut(ports, run, { startedAt, failedAt, trials }).catch(() => null);
  await fleet.share();
  return { due, ...counts, left };
}

/** Google was asked: what came of it says something of the fleet. */
const ASKED: ReadonlySet<Refreshed['kind']> = new Set([
  'refreshed',
  'retry_later',
  'needs_reconnect',
]);

type Tried = {
  readonly startedAt: Date;
  readonly failedAt: Date | null;
  /** How many Google was asked about. */
  readonly trials: number;
};

/**
 * What failed makes a mailbox be asked that is well: it tells one that ails from a fleet that does, before
 * the breaker opens for two that ail alike. And while it is open somebody is tried in each run: those
 * that are due may fail for reasons of their own, or be none, and only a success closes it.
 */
async function bearOut(
  ports: RefreshPorts,
  { shards }: RefreshRun,
  { startedAt, failedAt, trials }: Tried,
): Promise<void> {
  const { breaker } = await ports.fleet.look();
  // One of several jobs is enough.
  if (breaker && trials === 0 && shards.includes(0)) return askWitness(ports, startedAt, 1);
  // Of refusals only the verdict waits. Else Google is asked no more than the trials.
  if (failedAt && (!breaker || classOf(breaker.code) === 'refusal')) {
    await askWitness(ports, failedAt);
  }
}

/** The ids that are due and were not tried yet: one that stays due, being busy, is not tried twice. */
async function nextPage(
  { store, clock }: RefreshPorts,
  { limit, shards }: RefreshRun,
  seen: Set<string>,
): Promise<readonly string[]> {
  const ids = await store.dueConnections({ before: clock.now(), limit, shards });
  const fresh = ids.filter((id) => !seen.has(id));
  for (const id of fresh) seen.add(id);
  return fresh;
}

async function attempt(ports: RefreshPorts, id: string) {
  try {
    return await refreshAccessToken(ports, id, { fresh: notDue, asker: 'schedule' });
  } catch (thrown) {
    return { kind: 'failed' as const, error: asAppError(thrown) };
  }
}

/** A token is fresh when somebody refreshed it after this run read its list. */
const notDue = ({ refreshDueAt, accessToken }: Connection, now: Date) =>
  refreshDueAt && refreshDueAt > now ? accessToken : null;
