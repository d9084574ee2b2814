import { AppError, asAppError, type ErrorCode } from '../../errors.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { EntryListing, EntryPage, MailPorts } from '../ports.ts';
import { findHeld } from './held.ts';
import { makeDue } from './make-due.ts';

type ReleasePorts = Pick<MailPorts, 'store' | 'clock'>;

/** What a person decides: of one message, or of what is held for one cause in a mailbox or in all. */
export type Release = {
  /** Null: all mailboxes, which only a cause may name. */
  readonly connectionId: string | null;
  readonly which: { readonly messageId: string } | { readonly heldFor: ErrorCode };
  /** The administrator. */
  readonly by: string;
};

type Decision = {
  readonly of: ReadonlySet<LedgerEntry['state']>;
  readonly event: 'mail_released' | 'mail_skipped_by_person';
  readonly change: (entry: LedgerEntry, now: Date) => Partial<LedgerEntry>;
};

const HELD: ReadonlySet<LedgerEntry['state']> = new Set(['held']);

const again = (now: Date) =>
  ({ state: 'found', dueAt: now, failure: null, skipped: null }) as const;

const TRY_AGAIN: Decision = {
  of: HELD,
  event: 'mail_released',
  // It would be held again at once.
  change: ({ failure }, now) => ({
    ...again(now),
    ...(failure?.code === 'mail_loop' && { mayRepeat: true }),
  }),
};

const FILE_ANYWAY: Decision = {
  of: new Set(['held', 'skipped']),
  event: 'mail_released',
  change: (_, now) => ({ ...again(now), isForced: true }),
};

const SKIP: Decision = {
  of: HELD,
  event: 'mail_skipped_by_person',
  // One whose EmailMessage is stored is on its case: what is given up is its files, or its correction.
  change: ({ filed }) => ({
    correction: null,
    dueAt: null,
    failure: null,
    ...(filed === null ? { state: 'skipped', skipped: 'by_person' } : { state: 'filed' }),
  }),
};

/** So many messages, and so many milliseconds, are the work of one click: what is left takes another one. */
const MOST_AT_ONCE = 500;
const LONGEST_MS = 20_000;
/** So many messages are one event. */
const MOST_IN_EVENT = 100;

/**
 * Files held mail again, as if it had just been found. Later mail of its thread follows it. Of a cause at most 500
 * messages are decided at once, the newest first.
 *
 * @returns how many messages it was about
 * @throws AppError `intake_unknown`; of one message `mail_unknown`, and `mail_not_waiting`: it is not held any more
 */
export const tryAgain = (ports: ReleasePorts, release: Release): Promise<number> =>
  decide(ports, release, TRY_AGAIN);

/**
 * Files held or skipped mail, and asks neither for its labels nor for the intake's start.
 *
 * @returns how many messages it was about
 * @throws AppError as `tryAgain` does
 */
export const fileAnyway = (ports: ReleasePorts, release: Release): Promise<number> =>
  decide(ports, release, FILE_ANYWAY);

/**
 * Skips held mail. Later mail of its thread is filed without it.
 *
 * @returns how many messages it was about
 * @throws AppError as `tryAgain` does
 */
export const skipMail = (ports: ReleasePorts, release: Release): Promise<number> =>
  decide(ports, release, SKIP);

/** The last messages, and how many are held: of a mailbox, or of all. */
export async function listMail(
  { store }: Pick<MailPorts, 'store'>,
  listing: EntryListing,
): Promise<EntryPage & { readonly held: number }> {
  const [page, held] = await Promise.all([
    store.listEntries(listing),
    store.countHeld(listing.connectionId),
  ]);
  return { ...page, held };
}

async function decide(ports: ReleasePorts, release: Release, decision: Decision): Promise<number> {
  const { connectionId, which, by } = release;
  if ('heldFor' in which) return decideHeld(ports, release, decision);
  const messageIds = [which.messageId];
  const changed = await decideIn(
    ports,
    { connectionId: connectionId ?? '', messageIds, by },
    decision,
  );
  if (changed > 0) return changed;
  const entry = await ports.store.readEntry(connectionId ?? '', which.messageId);
  throw new AppError(entry === null ? 'mail_unknown' : 'mail_not_waiting');
}

async function decideHeld(
  ports: ReleasePorts,
  { connectionId, which, by }: Release,
  decision: Decision,
): Promise<number> {
  const code = 'heldFor' in which ? which.heldFor : 'internal';
  const until = new Date(ports.clock.now().getTime() + LONGEST_MS);
  const asked = { connectionId, code, most: MOST_AT_ONCE, until };
  let changed = 0;
  for (const part of partsOf(await findHeld(ports, asked))) {
    if (ports.clock.now() >= until) return changed;
    changed += await decideIn(ports, { ...part, by }, { ...decision, of: HELD }).catch(
      noneIfUnknown,
    );
  }
  return changed;
}

/** A mailbox that was forgotten keeps the others from nothing. */
function noneIfUnknown(thrown: unknown): number {
  if (asAppError(thrown).code === 'intake_unknown') return 0;
  throw thrown;
}

type Part = { readonly connectionId: string; readonly messageIds: readonly string[] };

/** By mailbox, because each has events of its own. */
function partsOf(entries: readonly LedgerEntry[]): readonly Part[] {
  const parts: Part[] = [];
  for (const [connectionId, own] of Map.groupBy(entries, (entry) => entry.connectionId)) {
    const ids = own.map(({ messageId }) => messageId);
    for (let at = 0; at < ids.length; at += MOST_IN_EVENT)
      parts.push({ connectionId, messageIds: ids.slice(at, at + MOST_IN_EVENT) });
  }
  return parts;
}

async function decideIn(
  ports: ReleasePorts,
  { connectionId, messageIds, by }: Part & Pick<Release, 'by'>,
  decision: Decision,
): Promise<number> {
  // First, so that a crash leaves a mailbox that looks once in vain, and never a mail that nobody looks at.
  const { address } = await makeDue(ports, connectionId);
  const read = await ports.store.readEntries(connectionId, messageIds);
  const entries = read.filter(({ value }) => decision.of.has(value.state));
  const about = { kind: decision.event, connectionId, address, by, failure: null, change: null };
  let changed = 0;
  for (const { value, revision } of entries) {
    const changedAt = ports.clock.now();
    const after = { ...value, ...decision.change(value, changedAt), changedAt };
    const event: MailEvent | null = changed === 0 ? { ...about, count: entries.length } : null;
    if ((await ports.store.writeEntry(after, revision, event)) !== null) changed += 1;
  }
  // A run may have seen between the two writes that nothing was open.
  await makeDue(ports, connectionId);
  return changed;
}
