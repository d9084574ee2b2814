import { AppError } from '../../shared/errors.ts';
import type { Erasure } from '../../shared/mail/model/erasure.ts';
import type { Intake } from '../../shared/mail/model/intake.ts';
import {
  ENTRY_DAYS,
  type FilesClaim,
  isOpen,
  type LedgerEntry,
  type ThreadLink,
} from '../../shared/mail/model/ledger.ts';
import type { MailEvent } from '../../shared/mail/model/mail-event.ts';
import type { OrgPause } from '../../shared/mail/model/org-pause.ts';
import { SEND_DAYS, type Send } from '../../shared/mail/model/send.ts';
import type { EntryListing, EntryPage, MailStore, Versioned } from '../../shared/mail/ports.ts';
import { ALL_SHARDS, shardOf } from '../../shared/tokens/index.ts';

export type StoreCall = { readonly operation: keyof MailStore; readonly number: number };

/** Awaited around each call: one that throws before makes a failure, one that throws after a lost answer. */
export type FakeStoreHooks = {
  before?: (call: StoreCall) => Promise<void> | void;
  after?: (call: StoreCall) => Promise<void> | void;
};

export type FakeMailStore = MailStore & {
  readonly calls: StoreCall[];
  readonly hooks: FakeStoreHooks;
  readonly events: MailEvent[];
  /** Everything in the ledger of a mailbox. */
  entriesOf(connectionId: string): readonly LedgerEntry[];
  intakeOf(connectionId: string): Intake;
  /** How often each operation was called since the calls were last cleared. */
  counts(): Readonly<Record<string, number>>;
};

class VersionedMap<T> {
  readonly items = new Map<string, Versioned<T>>();
  #revisions = 0;

  read(key: string): Versioned<T> | null {
    return structuredClone(this.items.get(key) ?? null);
  }

  write(key: string, value: T, revision: string | null): string | null {
    if ((this.items.get(key)?.revision ?? null) !== revision) return null;
    this.#revisions += 1;
    const next = String(this.#revisions);
    this.items.set(key, { value: structuredClone(value), revision: next });
    return next;
  }

  list(): readonly Versioned<T>[] {
    return structuredClone([...this.items.values()]);
  }
}

const keyOf = (connectionId: string, id: string): string => `${connectionId}\n${id}`;

const byId = (one: Versioned<LedgerEntry>, other: Versioned<LedgerEntry>): number =>
  one.value.messageId < other.value.messageId ? -1 : 1;

const ENTRY_MS = ENTRY_DAYS * 24 * 60 * 60 * 1000;

const SEND_MS = SEND_DAYS * 24 * 60 * 60 * 1000;

const isForgettable = ({ value }: Versioned<LedgerEntry>, before: Date): boolean =>
  (value.state === 'filed' || value.state === 'skipped') &&
  value.changedAt.getTime() + ENTRY_MS < before.getTime();

/** What a list is sorted by, and what its cursor names: message, then mailbox. */
const placeOf = ({ messageId, connectionId }: LedgerEntry): string =>
  `${messageId}~${connectionId}`;

const isCursor = (after: string): boolean => /^[\w-]+~[\w-]+$/.test(after);

/** One page of these entries, the newest first. A text that is no cursor begins at the first page. */
function pageOf(
  entries: readonly Versioned<LedgerEntry>[],
  { connectionId, state, after, limit }: EntryListing,
): EntryPage {
  const found = entries
    .map(({ value }) => value)
    .filter((value) => connectionId === null || value.connectionId === connectionId)
    .filter((value) => state === null || value.state === state)
    .filter((value) => after === null || !isCursor(after) || placeOf(value) < after)
    .sort((one, other) => (placeOf(one) > placeOf(other) ? -1 : 1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? placeOf(last) : null };
}

/** The mail store in memory: every write is a compare-and-set, and nobody shares an object with it. */
export function createFakeMailStore(hooks: FakeStoreHooks = {}): FakeMailStore {
  const intakes = new VersionedMap<Intake>();
  const entries = new VersionedMap<LedgerEntry>();
  const links = new VersionedMap<ThreadLink>();
  const claims = new VersionedMap<FilesClaim>();
  const pauses = new VersionedMap<OrgPause>();
  const erasures = new VersionedMap<Erasure>();
  const sends = new VersionedMap<Send>();
  const calls: StoreCall[] = [];
  const events: MailEvent[] = [];
  let number = 0;

  const call = async <T>(operation: keyof MailStore, answer: () => T): Promise<T> => {
    number += 1;
    const made: StoreCall = { operation, number };
    calls.push(made);
    await hooks.before?.(made);
    const answered = answer();
    await hooks.after?.(made);
    return answered;
  };
  const told = (revision: string | null, event: MailEvent | null | undefined): string | null => {
    if (revision !== null && event) events.push(structuredClone(event));
    return revision;
  };
  const entriesIn = (connectionId: string): readonly Versioned<LedgerEntry>[] =>
    entries.list().filter(({ value }) => value.connectionId === connectionId);

  return {
    calls,
    hooks,
    events,
    entriesOf: (connectionId) => entriesIn(connectionId).map(({ value }) => value),
    intakeOf(connectionId) {
      const read = intakes.read(connectionId);
      if (!read) throw new Error('There is no such intake');
      return read.value;
    },
    counts() {
      const counted: Record<string, number> = {};
      for (const { operation } of calls) counted[operation] = (counted[operation] ?? 0) + 1;
      return counted;
    },
    readIntake: (id) => call('readIntake', () => intakes.read(id)),
    findIntake: (address) =>
      call(
        'findIntake',
        () => intakes.list().find(({ value }) => value.isOn && value.address === address) ?? null,
      ),
    writeIntake: (intake, revision, event) =>
      call('writeIntake', () => told(intakes.write(intake.connectionId, intake, revision), event)),
    listIntakes: () =>
      call('listIntakes', () =>
        intakes
          .list()
          .map(({ value }) => value)
          .sort((one, other) => (one.address < other.address ? -1 : 1)),
      ),
    dueIntakes: ({ limit, shards = ALL_SHARDS, ...moment }) =>
      call('dueIntakes', () =>
        intakes
          .list()
          .flatMap(({ value: { connectionId, dueAt } }) => (dueAt ? [{ connectionId, dueAt }] : []))
          .filter(({ dueAt }) =>
            'before' in moment ? dueAt <= moment.before : dueAt > moment.after,
          )
          .filter(({ connectionId }) => shards.includes(shardOf(connectionId)))
          .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
          .slice(0, limit)
          .map(({ connectionId }) => connectionId),
      ),
    addEntries: (added) =>
      call('addEntries', () => {
        if (added.length > 500) throw new Error('Too many entries in one call');
        return added.flatMap((value) => {
          const key = keyOf(value.connectionId, value.messageId);
          const revision = entries.write(key, value, null);
          return revision === null ? [] : [{ value: structuredClone(value), revision }];
        });
      }),
    readEntry: (connectionId, messageId) =>
      call('readEntry', () => entries.read(keyOf(connectionId, messageId))),
    writeEntry: (entry, revision, event) =>
      call('writeEntry', () =>
        told(entries.write(keyOf(entry.connectionId, entry.messageId), entry, revision), event),
      ),
    listOpenEntries: (connectionId, limit) =>
      call('listOpenEntries', () =>
        entriesIn(connectionId)
          .filter(({ value }) => isOpen(value))
          .sort(byId)
          .slice(0, limit),
      ),
    readEntries: (connectionId, ids) =>
      call('readEntries', () => {
        if (ids.length > 500) throw new Error('Too many entries in one call');
        return entriesIn(connectionId).filter(({ value }) => ids.includes(value.messageId));
      }),
    listEntries: (listing) => call('listEntries', () => pageOf(entries.list(), listing)),
    countHeld: (connectionId) =>
      call(
        'countHeld',
        () =>
          entries
            .list()
            .filter(({ value }) => connectionId === null || value.connectionId === connectionId)
            .filter(({ value }) => value.state === 'held').length,
      ),
    countArrived: ({ connectionId, from, until }) =>
      call('countArrived', () => {
        const arrived = entries
          .list()
          .map(({ value }) => value)
          .filter((each) => connectionId === null || each.connectionId === connectionId)
          .filter(({ receivedAt, foundAt }) => {
            const at = receivedAt ?? foundAt;
            return at >= from && at < until;
          });
        const count = (state: string): number =>
          arrived.filter((each) => each.state === state).length;
        return {
          found: count('found'),
          filed: count('filed'),
          skipped: count('skipped'),
          held: count('held'),
        };
      }),
    forgetEntries: (before) =>
      call('forgetEntries', () => {
        const old = entries.list().filter((entry) => isForgettable(entry, before));
        for (const { value } of old)
          entries.items.delete(keyOf(value.connectionId, value.messageId));
        return old.length;
      }),
    readThreadLink: (connectionId, threadId) =>
      call('readThreadLink', () => links.read(keyOf(connectionId, threadId))),
    writeThreadLink: (link, revision) =>
      call('writeThreadLink', () =>
        links.write(keyOf(link.connectionId, link.threadId), link, revision),
      ),
    listThreadLinks: ({ after, limit }) =>
      call('listThreadLinks', () => {
        const idOf = ({ value }: Versioned<ThreadLink>): string =>
          `${value.connectionId}~${value.threadId}`;
        const found = links
          .list()
          .filter((link) => after === null || idOf(link) > after)
          .sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return { items, next: found.length > limit && last ? idOf(last) : null, unreadable: 0 };
      }),
    addErasure: (erasure, event) =>
      call('addErasure', () => told(erasures.write(erasure.id, erasure, null), event)),
    readFilesClaim: ({ orgId, emailMessageId }) =>
      call('readFilesClaim', () => claims.read(keyOf(orgId, emailMessageId))),
    writeFilesClaim: (claim, revision) =>
      call('writeFilesClaim', () =>
        claims.write(keyOf(claim.orgId, claim.emailMessageId), claim, revision),
      ),
    readOrgPause: (orgId) => call('readOrgPause', () => pauses.read(orgId)),
    readSend: (id) => call('readSend', () => sends.read(id)),
    writeSend: (send, revision, event) =>
      call('writeSend', () => told(sends.write(send.id, send, revision), event)),
    dueSends: ({ before, limit, shards = ALL_SHARDS }) =>
      call('dueSends', () =>
        sends
          .list()
          .flatMap(({ value }) => (value.dueAt ? [{ ...value, dueAt: value.dueAt }] : []))
          .filter(({ dueAt }) => dueAt <= before)
          .filter(({ connectionId }) => shards.includes(shardOf(connectionId)))
          .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
          .slice(0, limit)
          .map(({ id }) => id),
      ),
    forgetSends: (before) =>
      call('forgetSends', () => {
        const old = sends
          .list()
          .filter(({ value }) => value.dueAt === null)
          .filter(({ value }) => value.changedAt.getTime() + SEND_MS < before.getTime());
        for (const { value } of old) sends.items.delete(value.id);
        return old.length;
      }),
    writeOrgPause: (pause, revision, event) =>
      call('writeOrgPause', () => told(pauses.write(pause.orgId, pause, revision), event)),
  };
}

/** Fails the nth call of an operation from now on, before or after it was stored. */
export function failStore(store: FakeMailStore, { operation, nth = 1, when }: FailedCall): void {
  let seen = 0;
  store.hooks[when] = (call) => {
    if (call.operation !== operation) return;
    seen += 1;
    if (seen === nth) throw new AppError('store_unavailable');
  };
}

type FailedCall = {
  readonly operation: keyof MailStore;
  readonly nth?: number;
  readonly when: 'before' | 'after';
};
