import { type AppError, asAppError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { inParallel, type Pace } from './in-parallel.ts';
import type { Ports } from './ports.ts';
import { type RefreshOutcome, refreshAccessToken } from './refresh-access-token.ts';

/** How much one run may do; what is left when its time is up is due at the next. */
export type RefreshRun = Pace & { readonly limit: number; readonly shards: readonly number[] };

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

/**
 * Refreshes what is due, the longest overdue first. One bad mailbox never stops the run: what
 * becomes of each is counted and told to `watch`.
 *
 * @throws AppError `store_unavailable` when not even the list of what is due can be read
 */
export async function refreshDue(
  ports: Ports,
  run: RefreshRun,
  watch: (refreshed: Refreshed) => void = () => {},
): Promise<RefreshSummary> {
  const { limit, shards } = run;
  const ids = await ports.store.dueConnections({ before: ports.clock.now(), limit, shards });
  const counts = { refreshed: 0, fresh: 0, busy: 0, retryLater: 0, needsReconnect: 0 };
  const left = await inParallel(ids, { ...run, clock: ports.clock }, async (id) => {
    const refreshed = { connectionId: id, ...(await attempt(ports, id)) };
    counts[COUNTED[refreshed.kind]] += 1;
    watch(refreshed);
  });
  return { due: ids.length, ...counts, left };
}

async function attempt(ports: Ports, id: string) {
  try {
    return await refreshAccessToken(ports, id, { fresh: notDue, impatient: false });
  } catch (thrown) {
    return { kind: 'failed' as const, error: asAppError(thrown) };
  }
}

/** A token is fresh when somebody refreshed it after this run read its list. */
const notDue = ({ refreshDueAt, accessToken }: Connection, now: Date) =>
  refreshDueAt && refreshDueAt > now ? accessToken : null;
