import { createHash } from 'node:crypto';
import type { FilingMode } from '../model/intake.ts';
import type { LedgerEntry, ThreadLink } from '../model/ledger.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { MailPorts, ParsedMail, Versioned } from '../ports.ts';
import type { Participants } from './may-join.ts';

/** A mail to hundreds must not make the link grow without end. */
const MOST_PARTICIPANTS = 50;

/** A link may be forgotten a year after it was written. One that is in use is written again long before. */
const REWRITTEN_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

/** How a thread link of a mailbox knows an address. */
export const hashOf = (connectionId: string, address: string): string =>
  createHash('sha256')
    .update(`${connectionId}\n${address.toLowerCase()}`)
    .digest('hex')
    .slice(0, 32);

/** Who takes part in a thread, known by hashes only. */
export const participantsOf = ({ connectionId, participants }: ThreadLink): Participants => {
  const hashes = new Set(participants);
  return { has: (address) => hashes.has(hashOf(connectionId, address)), addresses: [] };
};

/**
 * The thread's link to a case; null: none. Nothing is read for a thread's first message that is filed as it came,
 * because no mail of the thread was filed before.
 */
export const readLink = async (
  { store }: Pick<MailPorts, 'store'>,
  entry: LedgerEntry,
): Promise<Versioned<ThreadLink> | null> =>
  isFirstOfThread(entry) ? null : store.readThreadLink(entry.connectionId, entry.threadId);

/** The link as far as it counts: after shadow mode a thread may be linked to a case that was never written. */
export const linkFor = (mode: FilingMode, link: ThreadLink | null): ThreadLink | null =>
  mode === 'file' && link !== null && isUnwritten(link.caseId) ? null : link;

/**
 * A thread has the id of its first message. Later mail of it may be filed all the same when the history did not name
 * that message as it arrived, when it was skipped at first, or when a person decided on it.
 */
const isFirstOfThread = (entry: LedgerEntry): boolean =>
  entry.threadId === entry.messageId &&
  entry.arrivalLabelIds.length > 0 &&
  entry.receivedAt === null &&
  entry.changedAt.getTime() === entry.foundAt.getTime() &&
  !entry.isForced;

type Linking = {
  readonly entry: Pick<LedgerEntry, 'connectionId' | 'threadId'>;
  /** The link as it was read; null: there was none. */
  readonly before: Versioned<ThreadLink> | null;
  readonly caseId: string;
  /** The case from which a person moved the mail; left out: none. */
  readonly leftCaseId?: string;
  /** A person corrected the mail: the row that has its files may be deleted, so that none of them counts as stored. */
  readonly isRefiled?: boolean;
  readonly mail: Pick<ParsedMail, 'from' | 'to' | 'cc' | 'authentication'>;
};

/** Links a thread to a case and adds who takes part in it. Writes nothing when nothing changed. */
export async function linkThread(
  { store, clock }: Pick<MailPorts, 'store' | 'clock'>,
  { entry, before, caseId, mail, leftCaseId, isRefiled = false }: Linking,
): Promise<void> {
  const { connectionId, threadId } = entry;
  let known = before;
  // An earlier attempt may have written the link, although none was read: then it is read after all.
  for (let tries = 0; tries < 3; tries++) {
    const linkedAt = clock.now();
    const mode = isUnwritten(caseId) ? 'shadow' : 'file';
    const valid = linkFor(mode, known?.value ?? null);
    const participants = joined(connectionId, valid, mail);
    const leftCaseIds = leftOf(valid, { caseId, leftCaseId });
    const link: ThreadLink = {
      connectionId,
      threadId,
      caseId,
      participants,
      leftCaseIds,
      storedImages: isRefiled || valid?.caseId !== caseId ? [] : valid.storedImages,
      linkedAt,
    };
    if (known !== null && !isChanged(known.value, link)) return;
    if ((await store.writeThreadLink(link, known?.revision ?? null)) !== null) return;
    known = await store.readThreadLink(connectionId, threadId);
  }
}

const MOST_LEFT = 10;

/** A case to which mail was moved back is none that it left. */
function leftOf(
  before: ThreadLink | null,
  { caseId, leftCaseId }: { readonly caseId: string; readonly leftCaseId: string | undefined },
): readonly string[] {
  const known = before?.leftCaseIds ?? [];
  const all = leftCaseId === undefined ? known : [...known, leftCaseId];
  return [...new Set(all)].filter((id) => id !== caseId).slice(-MOST_LEFT);
}

function joined(
  connectionId: string,
  before: ThreadLink | null,
  { from, to, cc, authentication }: Linking['mail'],
): readonly string[] {
  // Otherwise a forged mail could add its addresses, and the next mail from one of them would join the case.
  const named = authentication === 'fail' ? [] : [...(from ? [from] : []), ...to, ...cc];
  const hashes = named.map(({ address }) => hashOf(connectionId, address));
  return [...new Set([...(before?.participants ?? []), ...hashes])].slice(0, MOST_PARTICIPANTS);
}

const isChanged = (before: ThreadLink, after: ThreadLink): boolean =>
  before.caseId !== after.caseId ||
  before.participants.length !== after.participants.length ||
  before.leftCaseIds.join() !== after.leftCaseIds.join() ||
  before.storedImages.length !== after.storedImages.length ||
  after.linkedAt.getTime() - before.linkedAt.getTime() > REWRITTEN_AFTER_MS;
