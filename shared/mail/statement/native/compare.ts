import type { Intake } from '../../model/intake.ts';
import type { Filed, LedgerEntry } from '../../model/ledger.ts';
import { isUnwritten, messageOfUnwritten } from '../../model/unwritten-id.ts';
import type { NativeEmail, NativeMail } from '../../ports.ts';
import { entriesSince } from '../arrived.ts';
import type { ComparePorts } from '../compare-ports.ts';
import type { Span } from '../day.ts';
import type { StatementLine } from '../line.ts';
import { judgeMails, type NativeCases, type Placed, type Verdict } from './judge-mails.ts';
import { byCreation, matchRows } from './match-rows.ts';
import { readSentMails, type SentMail } from './sent-mail.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So far back a conversation is followed to the mail by which native Email-to-Case opened its case. */
const CONVERSATION_DAYS = 7;

type Of = { readonly lines: readonly StatementLine[]; readonly statement: Span };

/**
 * What native Email-to-Case did of mail that shadow mode left unwritten, by Gmail's ids of the messages. A mail that was
 * deleted in Gmail since has no verdict.
 *
 * @throws AppError what the mailbox's reader and the org throw; `store_unavailable`
 */
export async function verdictsOf(
  ports: ComparePorts,
  intake: Intake,
  { lines, statement }: Of,
): Promise<ReadonlyMap<string, Verdict>> {
  const { connectionId } = intake;
  const { orgId } = intake.routing;
  const entries = await conversationsOf(ports, intake, { lines, statement });
  const reader = ports.readerOf(connectionId);
  const mails = await readSentMails({ reader, clock: ports.clock }, entries);
  const org = ports.nativeMailOf(orgId);
  const rowsOf = matchRows(mails, await rowsFor(org, mails));
  const placed = entries.flatMap(({ messageId, filed }): readonly Placed[] => {
    const rows = rowsOf.get(messageId);
    return rows && filed ? [{ messageId, caseId: filed.caseId, rows }] : [];
  });
  const survivors = await survivorsOf(ports, orgId, placed);
  return judgeMails(placed, { openedBy: await openersOf(org, placed), survivors });
}

/** What shadow mode left of the cases that are asked about, by rising message id, with their first mail. */
async function conversationsOf(
  { store }: Pick<ComparePorts, 'store'>,
  { connectionId, routing: { orgId } }: Intake,
  { lines, statement: { from, until } }: Of,
): Promise<readonly LedgerEntry[]> {
  const since = new Date(from.getTime() - CONVERSATION_DAYS * DAY_MS);
  const caseIds = new Set(lines.map(({ caseId }) => caseId ?? ''));
  const isAsked = (filed: Filed | null): boolean =>
    filed !== null &&
    isUnwritten(filed.emailMessageId) &&
    caseIds.has(filed.caseId) &&
    // Email-to-Case takes what comes in. It cannot miss what the mailbox sent.
    filed.as !== 'sent' &&
    // Another org says nothing of what was noted for the one before.
    (filed.orgId ?? orgId) === orgId;
  const recent = await entriesSince(store, connectionId, since);
  const firsts = [...caseIds].flatMap((id) => messageOfUnwritten(id) ?? []);
  const known = new Map<string, LedgerEntry>();
  for (let at = 0; at < firsts.length; at += MOST_AT_ONCE)
    for (const { value } of await store.readEntries(
      connectionId,
      firsts.slice(at, at + MOST_AT_ONCE),
    ))
      known.set(value.messageId, value);
  for (const entry of recent) known.set(entry.messageId, entry);
  const ids = new Set(lines.map(({ messageId }) => messageId));
  return [...known.values()]
    .filter(({ filed }) => isAsked(filed))
    .filter(({ messageId, receivedAt }) => ids.has(messageId) || (receivedAt ?? until) < until)
    .toSorted((one, other) => arrival(one) - arrival(other));
}

const MOST_AT_ONCE = 500;

const arrival = ({ receivedAt, foundAt }: LedgerEntry): number => (receivedAt ?? foundAt).getTime();

/** Rows that may be of these mails: those with their Message-IDs, and those of their senders around their times. */
async function rowsFor(
  org: NativeMail,
  mails: readonly SentMail[],
): Promise<readonly NativeEmail[]> {
  const ids = mails.flatMap(({ identifier }) => identifier ?? []);
  const senders = mails.map(({ sender }) => sender).filter((sender) => sender !== '');
  const times = mails.flatMap(({ sentAt, receivedAt }) =>
    [sentAt, receivedAt].flatMap((at) => (at ? [at.getTime()] : [])),
  );
  const received = mails.flatMap(({ receivedAt }) => (receivedAt ? [receivedAt.getTime()] : []));
  // A Date that is years off would ask for years of mail.
  const near = times.filter((at) => received.some((each) => Math.abs(each - at) <= DAY_MS));
  const span = { from: new Date(Math.min(...near)), until: new Date(Math.max(...near)) };
  return [
    ...(await org.withMessageIds(ids)),
    ...(near.length === 0 ? [] : await org.fromSenders([...new Set(senders)], around(span))),
  ];
}

const HOUR_MS = 60 * 60 * 1000;

const around = ({ from, until }: { readonly from: Date; readonly until: Date }) => ({
  from: new Date(from.getTime() - HOUR_MS),
  until: new Date(until.getTime() + HOUR_MS),
});

/** By which rows native Email-to-Case opened the cases that it has these mails on. */
async function openersOf(
  org: NativeMail,
  placed: readonly Placed[],
): Promise<NativeCases['openedBy']> {
  const ids = placed.flatMap(({ rows }) => rows.flatMap(({ caseId }) => caseId ?? []));
  const caseIds = [...new Set(ids)];
  const openings = await org.openingsOf(caseIds);
  const rows = Map.groupBy(await org.onCases(caseIds), ({ caseId }) => caseId ?? '');
  const openedBy = new Map<string, Set<string>>();
  for (const { caseId, at } of openings) {
    const opener = openerAt(at, rows.get(caseId) ?? []);
    if (opener) openedBy.set(caseId, (openedBy.get(caseId) ?? new Set()).add(opener));
  }
  return openedBy;
}

/** Email-to-Case creates a case and the mail that opens it at once. */
const AT_ONCE_MS = 10_000;

/** The first row of a case that was created when the case was; undefined: it was opened without a mail. */
const openerAt = (at: Date, rows: readonly NativeEmail[]): string | undefined =>
  rows
    .filter(({ createdAt }) => Math.abs(createdAt.getTime() - at.getTime()) <= AT_ONCE_MS)
    .toSorted(byCreation)[0]?.emailMessageId;

/** Of those of our cases that the org has. */
async function survivorsOf(
  { casesOf }: Pick<ComparePorts, 'casesOf'>,
  orgId: string,
  placed: readonly Placed[],
): Promise<NativeCases['survivors']> {
  const cases = casesOf(orgId);
  const survivors = new Map<string, string | null>();
  for (const { caseId } of placed)
    if (!isUnwritten(caseId) && !survivors.has(caseId))
      survivors.set(caseId, await cases.survivorOf(caseId));
  return survivors;
}
