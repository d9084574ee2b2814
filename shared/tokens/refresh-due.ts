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
 * Refreshes what is due, the longest overdue page first, until nothing is due or time is up.
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
  const breaker = (await fleet.look())?.breaker ?? null;
  const counts = { refreshed: 0, fresh: 0, busy: 0, retryLater: 0, needsReconnect: 0 };
  const seen = new Set<string>();
  let [due, left, tripped] = [0, 0, false];
  let refusedAt: Date | null = null;
  const pace = { ...run, clock, stopped: () => tripped };
  const work = async (id: string): Promise<void> => {
    const refreshed = { connectionId: id, ...(await attempt(ports, id)) };
    counts[COUNTED[refreshed.kind]] += 1;
    if (refreshed.kind === 'retry_later') {
      if (classOf(refreshed.error.code) === 'refusal') refusedAt = clock.now();
      tripped ||= !breaker && Boolean((await fleet.look())?.breaker);
    }
    watch(refreshed, { due, ...counts, left: 0 });
  };
  let isLast = false;
  while (!isLast && left === 0) {
    const { page, ...rest } = await nextPage(ports, run, seen);
    isLast = rest.isLast;
    const tried = breaker ? page.slice(0, Math.max(0, breaker.trials - due)) : page;
    due += page.length;
    left = page.length - tried.length + (await inParallel(tried, pace, work));
  }
  if (refusedAt) await askWitness(ports, refusedAt).catch(() => null);
  await fleet.share();
  return { due, ...counts, left };
}

/**
 * The ids that are due and were not tried yet: one that stays due, being busy, is not tried twice. The
 * last page is one that is not full, or has nothing new.
 */
async function nextPage(
  { store, clock, ids: { random } }: RefreshPorts,
  { limit, shards, concurrency }: RefreshRun,
  seen: Set<string>,
): Promise<{ readonly page: readonly string[]; readonly isLast: boolean }> {
  const ids = await store.dueConnections({ before: clock.now(), limit, shards });
  const fresh = ids.filter((id) => !seen.has(id));
  for (const id of fresh) seen.add(id);
  const begin = fresh.length > concurrency ? Math.floor(random() * fresh.length) : 0;
  return { page: turned(fresh, begin), isLast: ids.length < limit || fresh.length === 0 };
}

/** Several that share a backlog begin at different places of it, or each would follow in the other's steps. */
const turned = <T>(items: readonly T[], by: number): readonly T[] => [
  ...items.slice(by),
  ...items.slice(0, by),
];

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
