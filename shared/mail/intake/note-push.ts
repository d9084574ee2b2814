import { withRetry } from '../../concurrency/retry.ts';
import { AppError } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import type { MailPorts, Versioned } from '../ports.ts';
import { isLater, laterOf } from './history-id.ts';
import { isFree, isLeftBehind, LeasedIntake, withLease } from './lease.ts';

/**
 * What became of a push. `unknown`: no intake of that address is on. `known`: the mailbox was read that far already.
 * `noted`: who holds the lease, or the next retry, reads it. `leased`: the caller holds the lease and runs the mailbox.
 */
export type NotedPush =
  | { readonly kind: 'unknown' | 'known' | 'noted' }
  | { readonly kind: 'leased'; readonly leased: LeasedIntake };

/** So many others may write first, before the push is left to Pub/Sub to deliver again. */
const MOST_ATTEMPTS = 20;
/** How old the note of the last push may be where a push brings nothing new. */
const KNOWN_PUSH_MS = 60 * 60 * 1000;

type Ports = Pick<MailPorts, 'store' | 'clock' | 'ids'>;

/**
 * Notes a push of Gmail's (Gmail API, "Push notifications") and takes the mailbox's lease in one compare-and-set.
 * Only the highest history id is kept: pushes come late, twice and out of order.
 *
 * @param push `address` in any case; `historyId` as `historyIdOf` answers it
 * @throws AppError `store_unavailable`: the push is not noted, and must not be acknowledged
 */
export async function notePush(
  ports: Ports,
  push: { readonly address: string; readonly historyId: string },
): Promise<NotedPush> {
  const owner = ports.ids.unique();
  const address = push.address.toLowerCase();
  return withRetry(ports, async () => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const read = await ports.store.findIntake(address);
      if (!read?.value.isOn) return { kind: 'unknown' };
      const noted = await note(ports, read, { owner, historyId: push.historyId });
      if (noted) return noted;
    }
    throw new AppError('store_unavailable');
  });
}

/** Null: another writer was first. */
async function note(
  ports: Ports,
  read: Versioned<Intake>,
  { owner, historyId }: { readonly owner: string; readonly historyId: string },
): Promise<NotedPush | null> {
  const now = ports.clock.now();
  const before = read.value;
  // It is not known any more whether the lease before was left behind. To take it for that is safe.
  if (before.lease?.owner === owner)
    return { kind: 'leased', leased: new LeasedIntake(ports, { owner, tookOver: true }, read) };
  const isKnown = !isLater(historyId, before.historyId ?? '0');
  if (isKnown && isFresh(before, now)) return { kind: 'known' };
  const noted = withPush(before, historyId, now);
  const takes = !isKnown && isFree(before, now) && !waits(before, now);
  // Nothing to note, and nobody to run it.
  if (!takes && !isKnown && noted === before) return { kind: 'noted' };
  const value = takes ? withLease(noted, owner, now) : noted;
  const revision = await ports.store.writeIntake(value, read.revision);
  if (revision === null) return null;
  const holder = { owner, tookOver: isLeftBehind(before) };
  if (takes)
    return { kind: 'leased', leased: new LeasedIntake(ports, holder, { value, revision }) };
  return { kind: isKnown ? 'known' : 'noted' };
}

const isFresh = ({ pushedAt, pushSilentSince }: Intake, now: Date): boolean =>
  pushSilentSince === null &&
  pushedAt !== null &&
  now.getTime() - pushedAt.getTime() < KNOWN_PUSH_MS;

/** A mailbox that could not be read keeps its back-off: pushes would defeat it. */
const waits = ({ failure, pollAt }: Intake, now: Date): boolean => failure !== null && pollAt > now;

function withPush(intake: Intake, historyId: string, now: Date): Intake {
  const isNew = isLater(historyId, laterOf(intake.pushedHistoryId ?? '0', intake.historyId));
  if (!isNew && isFresh(intake, now)) return intake;
  const pushedHistoryId = laterOf(historyId, intake.pushedHistoryId);
  return { ...intake, pushedHistoryId, pushedAt: now, pushSilentSince: null };
}
