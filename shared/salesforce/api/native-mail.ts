import type { NativeEmail, NativeMail, Opening } from '../../mail/ports.ts';
import { fieldIn } from '../../network/json.ts';
import { textIn } from './answer-fields.ts';
import type { OrgSession } from './session.ts';
import { queryPage, quoted } from './soql.ts';

const FIELDS =
  'Id, ParentId, MessageIdentifier, FromAddress, ToAddress, CcAddress, Subject, MessageDate, CreatedDate, IsDeleted';
const CASE_FIELDS = 'Id, MasterRecordId, CreatedDate';
/** Salesforce refuses a URL of more than 16,384 bytes (REST API, *Query*). The encoded values may take so much of it. */
const MOST_BYTES = 10_000;
/** As many as one answer holds. */
const PAGE = 2000;

/** The Email Messages of the org to which `open` answers a session, also those that other programs wrote. */
export function createNativeMail(open: () => Promise<OrgSession>): NativeMail {
  const emails = async (
    field: string,
    values: readonly string[],
    more = '',
  ): Promise<readonly NativeEmail[]> => {
    const rows: unknown[] = [];
    for (const some of portionsOf(values)) {
      const where = `${field} IN (${some.map(quoted).join(', ')})${more}`;
      rows.push(...(await allRows(await open(), `SELECT ${FIELDS} FROM EmailMessage`, where)));
    }
    return rows.flatMap(emailIn);
  };
  const openings = async (
    field: 'Id' | 'MasterRecordId',
    caseIds: readonly string[],
  ): Promise<readonly Opening[]> => {
    const rows: unknown[] = [];
    for (const some of portionsOf(caseIds)) {
      const where = `${field} IN (${some.map(quoted).join(', ')})`;
      rows.push(...(await allRows(await open(), `SELECT ${CASE_FIELDS} FROM Case`, where)));
    }
    return rows.flatMap((row) => {
      const [caseId, at] = [textIn(row, field), dateIn(row, 'CreatedDate')];
      return caseId !== null && at !== null ? [{ caseId, at }] : [];
    });
  };
  return {
    withMessageIds: (ids) =>
      emails(
        'MessageIdentifier',
        ids.flatMap((id) => [`<${id}>`, id]),
      ),
    fromSenders: (senders, { from, until }) =>
      emails(
        'FromAddress',
        senders,
        ` AND Incoming = true AND MessageDate >= ${from.toISOString()} AND MessageDate < ${until.toISOString()}`,
      ),
    onCases: (caseIds) => emails('ParentId', caseIds),
    openingsOf: async (caseIds) => [
      ...(await openings('Id', caseIds)),
      ...(await openings('MasterRecordId', caseIds)),
    ],
  };
}

/** Values in portions that fit into one query. */
function portionsOf(values: readonly string[]): readonly (readonly string[])[] {
  const portions: string[][] = [];
  let bytes = MOST_BYTES;
  for (const value of new Set(values)) {
    const size = encodeURIComponent(`${quoted(value)}, `).length;
    if (bytes + size > MOST_BYTES) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)?.push(value);
    bytes += size;
  }
  return portions;
}

/** Every row, deleted ones included, page by page: each begins after the last id of the one before. */
async function allRows(
  session: OrgSession,
  select: string,
  where: string,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (let after = ''; ; ) {
    const beyond = after === '' ? '' : ` AND Id > ${quoted(after)}`;
    const soql = `${select} WHERE ${where}${beyond} ORDER BY Id LIMIT ${PAGE}`;
    const page = await queryPage(session, soql, 'all');
    rows.push(...page.rows);
    const last = textIn(page.rows.at(-1), 'Id');
    if ((page.isDone && page.rows.length < PAGE) || last === null) return rows;
    after = last;
  }
}

function emailIn(row: unknown): readonly NativeEmail[] {
  const [emailMessageId, created] = [textIn(row, 'Id'), dateIn(row, 'CreatedDate')];
  if (emailMessageId === null || created === null) return [];
  return [
    {
      emailMessageId,
      caseId: textIn(row, 'ParentId'),
      messageId: textIn(row, 'MessageIdentifier'),
      sender: textIn(row, 'FromAddress') ?? '',
      recipients: [textIn(row, 'ToAddress'), textIn(row, 'CcAddress')].join(' '),
      subject: textIn(row, 'Subject') ?? '',
      sentAt: dateIn(row, 'MessageDate'),
      createdAt: created,
      isDeleted: fieldIn(row, 'IsDeleted') === true,
    },
  ];
}

/** Salesforce writes `2026-11-27T09:00:00.000+0000`. */
function dateIn(row: unknown, name: string): Date | null {
  const date = new Date(textIn(row, name) ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
}
