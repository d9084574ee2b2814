import { isProven } from '../fleet/confirm-refusal.ts';
import { classOf } from '../fleet/failure-class.ts';
import type { ListedConnection } from '../model/connection.ts';
import { type CredentialId, credentialOf, methodOf } from '../model/credential.ts';
import { type RefreshOutcome, type RefreshRequest, refreshOne } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';

/**
 * Refreshes one connection on request. A person who waits for the answer gets a confirmed one at once: when
 * the grant is refused, a canary is refreshed and the grant is tried again.
 *
 * @throws AppError what `refreshOne` throws
 */
export async function refreshOnRequest(
  ports: RefreshPorts,
  id: string,
  request: RefreshRequest,
): Promise<RefreshOutcome> {
  const outcome = await refreshOne(ports, id, request);
  if (request.trigger !== 'person') return outcome;
  const refusedBy = await credentialRefused(ports, id, outcome);
  if (refusedBy) await refreshCanary(ports, { credential: refusedBy, since: ports.clock.now() });
  // Other instances should know at once what a person has brought about.
  await ports.fleets.share();
  return refusedBy ? refreshOne(ports, id, request) : outcome;
}

/** The credential of a connection whose refusal is not confirmed yet; null for any other outcome. */
async function credentialRefused(
  { store }: RefreshPorts,
  id: string,
  outcome: RefreshOutcome,
): Promise<CredentialId | null> {
  if (outcome.kind !== 'retry_later') return null;
  const found = await store.readConnection(id);
  const credential = found && credentialOf(found.value);
  return credential && classOf(outcome.error, methodOf(credential)) === 'grant' ? credential : null;
}

/** What one run has seen of one fleet. */
export type FleetSeen = {
  readonly credential: CredentialId;
  readonly shards: readonly number[];
  readonly startedAt: Date;
  /** When a refresh last failed. */
  readonly failedAt: Date | null;
  /** For how many connections the token endpoint was asked. */
  readonly trials: number;
};

/**
 * Refreshes a canary after a failure: it tells a dead grant from an outage, before two dead grants open the
 * breaker of a small fleet. A run that tried nothing while the breaker is open refreshes one canary too: what is
 * due may fail for reasons of its own, or nothing may be due, and only a success closes the breaker.
 *
 * @throws AppError what listing connections throws
 */
export async function confirmRefusals(
  ports: RefreshPorts,
  { credential, shards, startedAt, failedAt, trials }: FleetSeen,
): Promise<void> {
  const breaker = (await ports.fleets.of(credential).look())?.breaker ?? null;
  // Of several jobs that share the connections, one is enough.
  if (breaker && trials === 0 && shards.includes(0)) {
    return refreshCanary(ports, { credential, since: startedAt, most: 1 });
  }
  // A breaker that is not about refusals allows the run's trials and no further request.
  const isHeldBack = breaker !== null && classOf(breaker, methodOf(credential)) !== 'grant';
  if (failedAt && !isHeldBack) await refreshCanary(ports, { credential, since: failedAt });
}

const MOST_CANARIES = 3;

type CanarySearch = {
  readonly credential: CredentialId;
  /** A success after this moment is proof enough, and no canary is needed. */
  readonly since: Date;
  /** How many are refreshed until one succeeds. */
  readonly most?: number;
};

/**
 * Refreshes another mailbox of the fleet whose grant is good as far as we know. If that succeeds, Google and
 * our credential work, and the next refusal is confirmed; if it fails, nothing is. A fleet of one has no
 * canary, which is noted.
 *
 * @throws AppError what listing connections throws; a canary that cannot be refreshed does not hide the next
 */
async function refreshCanary(
  ports: RefreshPorts,
  { credential, since, most = MOST_CANARIES }: CanarySearch,
): Promise<void> {
  const watch = ports.fleets.of(credential);
  const known = await watch.look();
  if (known && isProven(known, since)) return;
  // A mailbox that is connected during the search was not there to be found.
  const searchedAt = ports.clock.now();
  const canaries = await findCanaries(ports, credential, most);
  for (const { id } of canaries) {
    const request = { acceptStored: () => null, trigger: 'schedule' } as const;
    const outcome = await refreshOne(ports, id, request).catch(() => null);
    if (outcome?.kind === 'refreshed') return;
  }
  if (canaries.length === 0 && (await hasNoCanary(ports, credential))) {
    await watch.noteNoCanary(searchedAt);
  }
}

/** Healthy mailboxes; else those that Gmail refuses to read, but whose token may be refreshed. */
async function findCanaries(
  ports: RefreshPorts,
  credential: CredentialId,
  most: number,
): Promise<readonly ListedConnection[]> {
  const healthy = await search(ports, { health: 'well', credential, most });
  if (healthy.found.length > 0) return healthy.found.slice(0, most);
  const failing = await search(ports, { health: 'failing', credential, most: MOST_FAILING });
  return failing.found.filter(({ failure }) => failure === null).slice(0, most);
}

/** Is there provably no mailbox beside the refused one? A record that cannot be read may be one. */
async function hasNoCanary(ports: RefreshPorts, credential: CredentialId): Promise<boolean> {
  const failing = await search(ports, { health: 'failing', credential, most: 2 });
  if (!failing.isComplete || failing.found.length + failing.unreadable > 1) return false;
  // A mailbox that was failing a moment ago, and no longer is, can be a canary now.
  const healthy = await search(ports, { health: 'well', credential, most: 1 });
  return healthy.isComplete && healthy.found.length + healthy.unreadable === 0;
}

/** Where there is one fleet a few are enough; where there are several, they are listed together. */
const [FIRST_PAGE, NEXT_PAGE] = [10, 100];
const MOST_PAGES = 11;
/** How many failing mailboxes are looked through for one whose grant is good. */
const MOST_FAILING = 100;

type FleetSearch = {
  readonly health: 'well' | 'failing';
  readonly credential: CredentialId;
  readonly most: number;
};

type FleetSearched = {
  readonly found: readonly ListedConnection[];
  readonly unreadable: number;
  /** False: there may be more. */
  readonly isComplete: boolean;
};

/** Lists mailboxes of one fleet, page by page, until enough are found. */
async function search(
  { store }: RefreshPorts,
  { health, credential, most }: FleetSearch,
): Promise<FleetSearched> {
  const found: ListedConnection[] = [];
  let [after, unreadable]: [string | null, number] = [null, 0];
  for (let pages = 0; pages < MOST_PAGES && found.length + unreadable < most; pages++) {
    const filter = { health, address: null };
    const limit = pages === 0 ? FIRST_PAGE : NEXT_PAGE;
    const page = await store.listConnections({ after, limit, filter });
    found.push(...page.items.filter((each) => credentialOf(each) === credential));
    unreadable += page.unreadable;
    after = page.next;
    if (after === null) return { found, unreadable, isComplete: true };
  }
  return { found, unreadable, isComplete: found.length + unreadable >= most };
}
