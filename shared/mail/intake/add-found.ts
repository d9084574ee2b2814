import { type FoundBy, LABEL_REASONS, type LedgerEntry, type SkipReason } from '../model/ledger.ts';
import type { MailPorts, NamedMessage, Versioned } from '../ports.ts';

/** As many as the store takes in one call. */
const MOST_AT_ONCE = 500;

/** What a page of messages brought into the ledger. */
export type Found = {
  /** Those that the ledger lacked. */
  readonly added: readonly Versioned<LedgerEntry>[];
  /** Those that were skipped and are looked at again, by their number. */
  readonly reopened: number;
  /** The ledger had some that may wait to be filed: of a run that died, or looked at again. */
  readonly hadOthers: boolean;
};

type Finding = {
  readonly connectionId: string;
  /** The label whose mail becomes cases. */
  readonly labelId: string;
  readonly foundBy: FoundBy;
};

type Ports = Pick<MailPorts, 'store' | 'clock'>;

/**
 * Brings the messages of a page into the ledger, each once. A message that came into the routing's label or the inbox
 * is looked at again if its labels were why it was skipped; one that a resync lists too, for the label's change may be
 * in the history that is lost. So is one that counts as deleted and that a list names: Gmail has it. Drafts stay out:
 * Gmail names a new one with each autosave.
 */
export async function addFound(
  ports: Ports,
  messages: readonly NamedMessage[],
  finding: Finding,
): Promise<Found> {
  const wanted = messages.filter((message) => isWanted(message, finding));
  const first = new Map<string, NamedMessage>();
  for (const message of wanted)
    if (!first.has(message.messageId)) first.set(message.messageId, message);
  const added: Versioned<LedgerEntry>[] = [];
  const entries = [...first.values()].map((message) =>
    entryOf(message, finding, ports.clock.now()),
  );
  for (let at = 0; at < entries.length; at += MOST_AT_ONCE)
    added.push(...(await ports.store.addEntries(entries.slice(at, at + MOST_AT_ONCE))));
  const isNew = new Set(added.map(({ value }) => value.messageId));
  const again = wanted.filter(
    ({ messageId, change }) => !isNew.has(messageId) && mayReopen(change, finding.foundBy),
  );
  const ids = [...new Set(again.map(({ messageId }) => messageId))];
  const reopened = await reopen(ports, ids, finding);
  return { added, reopened, hadOthers: added.length < entries.length };
}

function isWanted({ labelIds, change }: NamedMessage, { labelId }: Finding): boolean {
  if (labelIds.includes('DRAFT')) return false;
  return change === 'message' || labelIds.includes(labelId) || labelIds.includes('INBOX');
}

const LISTS: ReadonlySet<FoundBy> = new Set(['resync', 'sweep', 'backfill']);

const isList = (foundBy: FoundBy): boolean => LISTS.has(foundBy);

const mayReopen = (change: NamedMessage['change'], foundBy: FoundBy): boolean =>
  change === 'label' || isList(foundBy);

/**
 * A resync begins at the start of the intake, which may be earlier than before, and a backfill before it. The sweep asks
 * for no labels again.
 */
function mayCount(reason: SkipReason, foundBy: FoundBy): boolean {
  if (reason === 'deleted') return isList(foundBy);
  if (foundBy === 'sweep') return false;
  return (
    LABEL_REASONS.has(reason) ||
    (foundBy !== 'push' && foundBy !== 'poll' && reason === 'before_start')
  );
}

/** Answers how many are to be filed now. */
async function reopen(
  { store, clock }: Ports,
  messageIds: readonly string[],
  { connectionId, foundBy }: Finding,
): Promise<number> {
  let reopened = 0;
  for (let at = 0; at < messageIds.length; at += MOST_AT_ONCE) {
    const stored = await store.readEntries(connectionId, messageIds.slice(at, at + MOST_AT_ONCE));
    for (const { value, revision } of stored) {
      if (value.skipped === null || !mayCount(value.skipped, foundBy)) continue;
      const now = clock.now();
      const found = {
        state: 'found',
        skipped: null,
        changedAt: now,
        dueAt: now,
        // Else its start would be asked again.
        ...(foundBy === 'backfill' && { foundBy }),
      } as const;
      // Where the revision is another one, a person decided on it.
      if (await store.writeEntry({ ...value, ...found }, revision)) reopened += 1;
    }
  }
  return reopened;
}

const entryOf = (
  { messageId, threadId, labelIds, change }: NamedMessage,
  { connectionId, foundBy }: Finding,
  now: Date,
): LedgerEntry => ({
  connectionId,
  messageId,
  threadId,
  state: 'found',
  foundAt: now,
  foundBy,
  arrivalLabelIds: change === 'message' ? labelIds : [],
  receivedAt: null,
  changedAt: now,
  dueAt: now,
  failure: null,
  skipped: null,
  filed: null,
  correction: null,
  isForced: false,
});
