import { AppError, asAppError } from '../../errors.ts';
import type { CaseEmail, CaseMail, OrgFile } from '../../mail/ports.ts';
import { fieldIn } from '../../network/json.ts';
import { listIn, textIn } from './answer-fields.ts';
import { describeObject } from './describe.ts';
import { isMovedKey, KEY_FIELD } from './mail-records.ts';
import type { OrgSession } from './session.ts';
import { queryRows, quoted } from './soql.ts';
import { survivorOf } from './survivor.ts';

/** What a mail about a case of the org that `open` answers needs; it is asked at each call. */
export const createCaseMail = (open: () => Promise<OrgSession>): CaseMail => ({
  conversationOf: async (caseId) => conversationOf(await open(), caseId),
  threadTokenOf: async (caseId) => threadTokenOf(await open(), caseId),
  fileOf: async (fileId) => fileOf(await open(), fileId),
});

const CASE_ID = /^500[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/;

async function conversationOf(session: OrgSession, caseId: string): Promise<readonly CaseEmail[]> {
  if (!CASE_ID.test(caseId)) throw new AppError('case_unknown');
  const emails = await emailsOf(session, caseId);
  if (emails.length > 0) return emails;
  const survivor = await survivorOf(session, caseId);
  if (survivor === null) throw new AppError('case_unknown');
  return survivor.slice(0, 15) === caseId.slice(0, 15) ? [] : emailsOf(session, survivor);
}

async function emailsOf(session: OrgSession, caseId: string): Promise<readonly CaseEmail[]> {
  const { fields } = await describeObject(session, 'EmailMessage');
  const own = fields.has(KEY_FIELD) ? [KEY_FIELD] : [];
  const columns = ['Id', 'MessageIdentifier', 'ThreadIdentifier', 'Subject', 'Incoming', ...own];
  const soql = `SELECT ${columns.join(', ')} FROM EmailMessage WHERE ParentId = ${quoted(caseId)} AND MessageIdentifier != null ORDER BY MessageDate DESC LIMIT 50`;
  const rows = await queryRows(session, soql);
  return rows
    .filter((row) => !isMovedKey(textIn(row, KEY_FIELD)))
    .map(emailIn)
    .toReversed();
}

const emailIn = (row: unknown): CaseEmail => ({
  emailMessageId: textIn(row, 'Id') ?? '',
  identifier: textIn(row, 'MessageIdentifier')?.replace(/^<|>$/g, '') ?? null,
  threadId: textIn(row, 'ThreadIdentifier'),
  subject: textIn(row, 'Subject') ?? '',
  isIncoming: fieldIn(row, 'Incoming') === true,
});

/** The invocable Apex class of this connector's Salesforce project that makes threading tokens. */
const TOKEN_MAKER = 'GmailThreadToken';
const REMEMBERED_MS = 60 * 60 * 1000;

/** Without a token, an answer is found by its headers. */
async function threadTokenOf(session: OrgSession, caseId: string): Promise<string | null> {
  if (!(await hasTokenMaker(session))) return null;
  try {
    const body = await session.call({
      method: 'POST',
      path: `actions/custom/apex/${TOKEN_MAKER}`,
      body: JSON.stringify({ inputs: [{ caseId }] }),
      kind: 'read',
    });
    const [result] = Array.isArray(body) ? body : [];
    return textIn(fieldIn(result, 'outputValues'), 'token');
  } catch (thrown) {
    const { code, upstream } = asAppError(thrown);
    // It was removed or withdrawn since it was seen, or fails for this case.
    if (code !== 'org_refused' && upstream?.error !== 'NOT_FOUND') throw thrown;
    session.forget(TOKEN_MAKER);
    return null;
  }
}

const hasTokenMaker = (session: OrgSession): Promise<boolean> =>
  session.remember(TOKEN_MAKER, REMEMBERED_MS, async () => {
    const path = 'actions/custom/apex';
    const body = await session.call({ method: 'GET', path, kind: 'read' });
    return listIn(body, 'actions').some((action) => textIn(action, 'name') === TOKEN_MAKER);
  });

/** The newest version of a document, or the version that is named. */
async function fileOf(session: OrgSession, fileId: string): Promise<OrgFile> {
  const where = fileId.startsWith('069')
    ? `ContentDocumentId = ${quoted(fileId)} AND IsLatest = true`
    : `Id = ${quoted(fileId)}`;
  const soql = `SELECT Id, Title, PathOnClient, FileExtension, ContentSize FROM ContentVersion WHERE ${where}`;
  const [row] = await orNoRows(queryRows(session, soql));
  const id = textIn(row, 'Id');
  if (id === null) throw new AppError('send_file_unreadable');
  const bytes = Number(fieldIn(row, 'ContentSize') ?? 0);
  const path = `sobjects/ContentVersion/${id}/VersionData`;
  return {
    name: nameIn(row),
    bytes,
    read: (take) => session.download(path, { bytes, take }),
  };
}

/** Where the user may see no file at all, or the id is none, Salesforce refuses the query. */
async function orNoRows(rows: Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  try {
    return await rows;
  } catch (thrown) {
    const { code } = asAppError(thrown);
    if (code === 'org_refused' || code === 'org_fields_missing' || code === 'case_gone') return [];
    throw thrown;
  }
}

/** The name of the uploaded file, which may have the folders of who uploaded it. */
function nameIn(row: unknown): string {
  const uploaded = textIn(row, 'PathOnClient')?.split(/[/\\]/).at(-1);
  if (uploaded) return uploaded;
  const [title, extension] = [textIn(row, 'Title') ?? 'file', textIn(row, 'FileExtension')];
  return extension === null ? title : `${title}.${extension}`;
}
