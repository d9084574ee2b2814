import { AppError } from '../../errors.ts';
import type { MailSearch, NativeEmail, NativeMail } from '../ports.ts';
import type { OrgMail } from './trace.ts';

export type OrgSearchPorts = { readonly nativeMailOf: (orgId: string) => NativeMail };

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_ROWS = 10;

/**
 * Looks for a mail in the rows of the orgs, deleted ones included: what was deleted from Gmail for ever may be on its case.
 * Salesforce finds a mail by its Message-ID, or by who sent it and when; by nothing else in time.
 *
 * @returns the newest rows that fit; of an org that refuses none
 */
export async function searchOrgs(
  ports: OrgSearchPorts,
  wanted: MailSearch,
  orgIds: readonly string[],
): Promise<readonly OrgMail[]> {
  const rows = await Promise.all(orgIds.map((orgId) => rowsOf(ports, wanted, orgId)));
  return rows
    .flat()
    .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
    .slice(0, MOST_ROWS);
}

async function rowsOf(
  { nativeMailOf }: OrgSearchPorts,
  wanted: MailSearch,
  orgId: string,
): Promise<readonly OrgMail[]> {
  try {
    const rows = await rowsIn(nativeMailOf(orgId), wanted);
    return rows.filter((row) => fits(row, wanted)).map((row) => ({ ...placeOf(row), orgId }));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return [];
  }
}

async function rowsIn(
  org: NativeMail,
  { identifier, parties, span }: MailSearch,
): Promise<readonly NativeEmail[]> {
  if (identifier !== null) return org.withMessageIds([identifier]);
  const senders = parties
    .filter(({ address, as }) => as !== 'recipient' && !address.startsWith('@'))
    .map(({ address }) => address);
  if (senders.length === 0 || span === null) return [];
  // It was sent before it arrived, by a clock of its own.
  const from = new Date(span.from.getTime() - DAY_MS);
  return org.fromSenders(senders, { from, until: span.until });
}

function fits({ subject, recipients }: NativeEmail, wanted: MailSearch): boolean {
  const text = plain(subject);
  const recipient = wanted.parties.find(({ as }) => as === 'recipient');
  return (
    wanted.subjectWords.every((word) => text.includes(plain(word))) &&
    (recipient === undefined || recipients.toLowerCase().includes(recipient.address))
  );
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

const placeOf = (row: NativeEmail) => ({
  caseId: row.caseId,
  emailMessageId: row.emailMessageId,
  isDeleted: row.isDeleted,
  subject: row.subject,
  sender: row.sender,
  sentAt: row.sentAt,
  createdAt: row.createdAt,
});
