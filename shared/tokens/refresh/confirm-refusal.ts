import { isProven } from '../fleet/believe-refusal.ts';
import { classOf } from '../fleet/failure-class.ts';
import type { ListedConnection } from '../model/connection.ts';
import { type RefreshOutcome, type RefreshRequest, refreshOne } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';

/**
 * Refreshes one connection for whoever asks. A person who looks on is given a verdict at once: a refusal
 * is borne out by another mailbox there and then, and asked for once more.
 *
 * @throws AppError what `refreshAccessToken` throws
 */
export async function refreshOnRequest(
  ports: RefreshPorts,
  id: string,
  wanted: RefreshRequest,
): Promise<RefreshOutcome> {
  const outcome = await refreshOne(ports, id, wanted);
  if (wanted.trigger !== 'person') return outcome;
  const doubted = outcome.kind === 'retry_later' && classOf(outcome.error.code) === 'grant';
  if (doubted) await refreshCanary(ports, ports.clock.now());
  // What a person brought about, the others should know at once.
  await ports.fleet.share();
  return doubted ? refreshOne(ports, id, wanted) : outcome;
}

const MOST_CANARIES = 3;
/** Some may be damaged. */
const ENOUGH = 10;
/** Looked through for one whose token is good, where no mailbox is well. */
const LOOKED_THROUGH = 100;

/**
 * Finds out whether a failure is the mailbox's own: refreshes another one, whose token is good as far as
 * we know. If that succeeds, Google and our client work, and the next refusal of the first is believed;
 * if it does not, it is doubted as well. In a fleet of one nobody can be asked.
 *
 * @param doubtedAt what succeeded after this moment is proof enough
 * @param most how many are asked until one succeeds
 * @throws AppError what listing throws; one that cannot be asked does not hide the next
 */
async function refreshCanary(
  ports: RefreshPorts,
  doubtedAt: Date,
  most = MOST_CANARIES,
): Promise<void> {
  const { fleet, clock } = ports;
  const known = await fleet.look();
  if (known && isProven(known, doubtedAt)) return;
  // Whoever connects while we look was not there to be asked.
  const lookedAt = clock.now();
  const witnesses = await findCanaries(ports, most);
  for (const { id } of witnesses) {
    const wanted = { acceptStored: () => null, trigger: 'schedule' } as const;
    const outcome = await refreshOne(ports, id, wanted).catch(() => null);
    if (outcome?.kind === 'refreshed') return;
  }
  if (witnesses.length === 0 && (await hasNoCanary(ports))) await fleet.noteNoCanary(lookedAt);
}

/** Those that are well; else those that cannot be read at Gmail, but may be refreshed all the same. */
async function findCanaries(
  { store }: RefreshPorts,
  most: number,
): Promise<readonly ListedConnection[]> {
  const well = await store.listConnections(of('well', ENOUGH));
  if (well.items.length > 0) return well.items.slice(0, most);
  const failing = await store.listConnections(of('failing', LOOKED_THROUGH));
  return failing.items.filter(({ failure }) => failure === null).slice(0, most);
}

async function hasNoCanary({ store }: RefreshPorts): Promise<boolean> {
  const failing = await store.listConnections(of('failing', 2));
  if (failing.items.length + failing.unreadable > 1) return false;
  // One that was failing a moment ago, and is no longer, can be asked now.
  const well = await store.listConnections(of('well', 1));
  return well.items.length + well.unreadable === 0;
}

const of = (health: 'well' | 'failing', limit: number) => ({
  after: null,
  limit,
  filter: { health, address: null },
});

/** What a run has seen of the fleet. */
type Tried = {
  readonly shards: readonly number[];
  readonly startedAt: Date;
  readonly failedAt: Date | null;
  /** How many Google was asked about. */
  readonly trials: number;
};

/**
 * What failed makes a mailbox be asked that is well: it tells one that ails from a fleet that does, before
 * the breaker opens for two that ail alike. And while it is open somebody is tried in each run: those
 * that are due may fail for reasons of their own, or be none, and only a success closes it.
 *
 * @throws AppError what `askWitness` throws
 */
export async function confirmRefusals(
  ports: RefreshPorts,
  { shards, startedAt, failedAt, trials }: Tried,
): Promise<void> {
  const breaker = (await ports.fleet.look())?.breaker ?? null;
  // One of several jobs is enough.
  if (breaker && trials === 0 && shards.includes(0)) return refreshCanary(ports, startedAt, 1);
  // Of refusals only the verdict waits. Else Google is asked no more than the trials.
  if (failedAt && (!breaker || classOf(breaker.code) === 'grant')) {
    await refreshCanary(ports, failedAt);
  }
}
