import type { Row } from '../../../local/salesforce/state/records.ts';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import type { MailPipeline } from '../../support/mail-pipeline.ts';
import { type Sent, sha256 } from './post.ts';

/** What the organization and the ledger should be like after all mail was filed. */
export type Expected = {
  readonly pipeline: MailPipeline;
  readonly sent: readonly Sent[];
  /** Gmail's ids of the mails, by the mailbox and the mail's number. */
  readonly idOf: (mailbox: string, number: number) => string;
  /** The connection of a mailbox. */
  readonly connectionOf: (mailbox: string) => string;
};

/** Compares mail by mail and file by file. Describes everything that is wrong. */
export async function differences(expected: Expected): Promise<string[]> {
  const { org } = expected.pipeline;
  const emails = Map.groupBy(org.rows('EmailMessage'), (row) => String(row['TextBody']).trim());
  const places = new Places();
  const wrong: string[] = [];
  for (const mail of expected.sent) {
    const rows = emails.get(mail.text) ?? [];
    emails.delete(mail.text);
    const problems = [
      ...countProblems(mail, rows),
      ...rows.flatMap((row) => [...fieldProblems(mail, row), ...fileProblems(org, mail, row)]),
      ...rows.flatMap((row) => places.put(mail.conversation, String(row['ParentId']))),
      ...(await ledgerProblems(expected, mail, rows[0])),
    ];
    wrong.push(...problems.map((problem) => `mail ${mail.number} (${mail.fate}): ${problem}`));
  }
  for (const { Id } of [...emails.values()].flat()) wrong.push(`nobody sent the mail of ${Id}`);
  const empty = org.rows('Case').filter(({ Id, IsDeleted }) => !IsDeleted && !places.has(Id));
  return [...wrong, ...empty.map(({ Id }) => `the case ${Id} has no mail`)];
}

/** A case for each conversation, and a conversation for each case. */
class Places {
  readonly #caseOf = new Map<number, string>();
  readonly #conversationOf = new Map<string, number>();

  has = (caseId: string): boolean => this.#conversationOf.has(caseId);

  put(conversation: number, caseId: string): string[] {
    const known = this.#caseOf.get(conversation) ?? caseId;
    const other = this.#conversationOf.get(caseId) ?? conversation;
    this.#caseOf.set(conversation, known);
    this.#conversationOf.set(caseId, other);
    return [
      ...(known === caseId ? [] : [`on ${caseId}, its conversation ${conversation} on ${known}`]),
      ...(other === conversation ? [] : [`on the case of conversation ${other}`]),
    ];
  }
}

const MOST: Record<Sent['fate'], number> = { filed: 1, rescued: 1, deleted: 1, spam: 0 };
const LEAST: Record<Sent['fate'], number> = { filed: 1, rescued: 1, deleted: 0, spam: 0 };

const countProblems = ({ fate }: Sent, rows: readonly Row[]): string[] =>
  rows.length < LEAST[fate] || rows.length > MOST[fate]
    ? [`${rows.length} EmailMessages: ${rows.map(({ Id }) => Id)}`]
    : [];

function fieldProblems({ subject, from, messageId }: Sent, row: Row): string[] {
  const fields = { Subject: subject, FromAddress: from, MessageIdentifier: messageId ?? undefined };
  return Object.entries(fields)
    .filter(([field, value]) => value !== undefined && !isSame(row[field], value))
    .map(([field, value]) => `${field} is ${row[field]}, not ${value}`);
}

const isSame = (stored: unknown, sent: string): boolean =>
  String(stored).replace(/^<|>$/g, '') === sent.replace(/^<|>$/g, '');

/** A deleted mail may be gone before its files were stored. */
function fileProblems(org: MailPipeline['org'], mail: Sent, { Id }: Row): string[] {
  const documents = new Set(
    org
      .rows('ContentDocumentLink')
      .filter(({ LinkedEntityId }) => LinkedEntityId === Id)
      .map(({ ContentDocumentId }) => ContentDocumentId),
  );
  const stored = org
    .rows('ContentVersion')
    .filter(({ ContentDocumentId }) => documents.has(ContentDocumentId))
    .map((version) => sha256(org.contentOf(version.Id)?.bytes ?? Buffer.alloc(0)))
    .toSorted();
  if (mail.fate === 'deleted' && stored.every((file) => mail.attachments.includes(file))) return [];
  return stored.join() === mail.attachments.join()
    ? []
    : [`${stored.length} files of ${mail.attachments.length}, or other ones`];
}

async function ledgerProblems(
  { pipeline, idOf, connectionOf }: Expected,
  mail: Sent,
  row: Row | undefined,
): Promise<string[]> {
  const problems: string[] = [];
  for (const mailbox of mail.mailboxes) {
    const id = idOf(mailbox, mail.number);
    const entry = await pipeline.runtime.mail.readEntry(connectionOf(mailbox), id);
    const problem = entryProblem(mail, entry?.value ?? null, row);
    if (problem) problems.push(`${mailbox}: ${problem}`);
  }
  return problems;
}

function entryProblem(
  { fate }: Sent,
  entry: LedgerEntry | null,
  row: Row | undefined,
): string | null {
  // A resync lists neither what was deleted before it nor spam.
  if (entry === null)
    return fate === 'deleted' || fate === 'spam' ? null : 'it is not in the ledger';
  if (!row) return entry.state === 'skipped' ? null : `it is ${entry.state}`;
  // It was deleted after it was stored, and before the worker that stored it could note that.
  if (fate === 'deleted' && entry.skipped === 'deleted') return null;
  if (entry.state !== 'filed') return `it is ${entry.state} (${entry.failure?.code})`;
  const { emailMessageId, caseId } = entry.filed ?? {};
  return emailMessageId === row.Id && caseId === row['ParentId']
    ? null
    : `the ledger says ${emailMessageId} on ${caseId}`;
}
