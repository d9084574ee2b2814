import { AppError, asAppError } from '../../errors.ts';
import { conversationOf } from '../../mail/model/thread-index.ts';
import type { CaseQuery, FoundCase } from '../../mail/ports.ts';
import { fieldIn } from '../../network/json.ts';
import { listIn, textIn } from './answer-fields.ts';
import { describeObject } from './describe.ts';
import { isMovedKey, KEY_FIELD } from './mail-records.ts';
import { casesOfRefs } from './ref-id.ts';
import type { OrgSession } from './session.ts';
import { queryRows, quoted, relatedField } from './soql.ts';
import { survivorOf } from './survivor.ts';

/** The invocable Apex class of this connector's Salesforce project. It alone can read threading tokens. */
const FINDER = 'GmailCaseFinder';
const REMEMBERED_MS = 60 * 60 * 1000;

/**
 * Finds the case of a mail: by the Apex class where it is deployed, else by the Message-IDs that the mail names and by
 * Outlook's Thread-Index; then by the references that Email-to-Case once put into its mails.
 *
 * @throws AppError what `OrgSession.call` throws
 */
export async function findCase(session: OrgSession, query: CaseQuery): Promise<FoundCase> {
  const found = (await askFinder(session, query)) ?? (await findWithoutApex(session, query));
  const match = found.match ?? (await findByRef(session, query));
  if (match === null || query.sentId === undefined) return { ...found, match };
  return { ...found, match: { ...match, hasSent: await hasSent(session, match, query) } };
}

/** Has the case that mail as one that was sent? A bounce of what a customer sent to us is forged. */
async function hasSent(
  session: OrgSession,
  { caseId }: NonNullable<FoundCase['match']>,
  { sentId = '', sentKey }: CaseQuery,
): Promise<boolean> {
  const { fields } = await describeObject(session, 'EmailMessage');
  const columns = fields.has(KEY_FIELD) ? `Id, ${KEY_FIELD}` : 'Id';
  const ids = `${quoted(`<${sentId}>`)}, ${quoted(sentId)}`;
  const rows = await queryRows(
    session,
    `SELECT ${columns} FROM EmailMessage WHERE ParentId = ${quoted(caseId)} AND Incoming = false AND MessageIdentifier IN (${ids}) LIMIT 2`,
  );
  return rows.some((row) => sentKey === undefined || textIn(row, KEY_FIELD) !== sentKey);
}

/** Null: the Apex class is not deployed, or the user may not call it. */
async function askFinder(session: OrgSession, query: CaseQuery): Promise<FoundCase | null> {
  if (!(await hasFinder(session))) return null;
  try {
    return await findByApex(session, query);
  } catch (thrown) {
    const { code, upstream } = asAppError(thrown);
    // What the class fails with for one mail says nothing of the org, and must not pause it.
    if (code === 'org_refused' && upstream?.status === 400)
      throw new AppError('record_trigger_failed', { upstream });
    // It was removed, or withdrawn from the user, since it was seen.
    if (upstream?.error !== 'NOT_FOUND') throw thrown;
    session.forget(FINDER);
    return null;
  }
}

/** Apex has 6 MB of memory, and a text stands there several times. The token is in the newest mail that is quoted. */
const LONGEST_TEXT = 256 * 1024;

const beginningOf = (text: string): string => text.slice(0, LONGEST_TEXT).toWellFormed();

/**
 * The address of the sender if a contact can have it: an e-mail field holds 80 characters. What else a sender writes
 * would be read as a search of its own.
 */
function searchable({ from }: CaseQuery): string | null {
  const address = from?.address ?? '';
  const isPlain = /^[A-Za-z0-9._%+'/=#$-]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$/.test(address);
  return isPlain && address.length <= 80 ? address : null;
}

async function findWithoutApex(session: OrgSession, query: CaseQuery): Promise<FoundCase> {
  const named =
    (await findByHeaders(session, query)) ?? (await findByThreadIndex(session, query.threadIndex));
  const isKnown = named?.participants.includes(query.from?.address.toLowerCase() ?? '');
  // The mails that are named tell most often enough. Somebody may have been added by another one.
  const participants = named && !isKnown ? await participantsOf(session, named.caseId) : [];
  const match = named && {
    ...named,
    participants: [...new Set([...named.participants, ...participants])],
  };
  const address = searchable(query);
  return { match, contactId: address === null ? null : await findContact(session, address) };
}

/** May the user call the Apex class? Remembered for an hour. */
export const hasFinder = (session: OrgSession): Promise<boolean> =>
  session.remember(FINDER, REMEMBERED_MS, async () => {
    const path = 'actions/custom/apex';
    const body = await session.call({ method: 'GET', path, kind: 'read' });
    return listIn(body, 'actions').some((action) => textIn(action, 'name') === FINDER);
  });

/** `hasFinder` asks the org again at its next use. */
export const forgetFinder = ({ forget }: OrgSession): void => forget(FINDER);

async function findByApex({ call }: OrgSession, query: CaseQuery): Promise<FoundCase> {
  const input = {
    subject: beginningOf(query.subject),
    textBody: beginningOf(query.text),
    htmlBody: beginningOf(query.html ?? ''),
    headers: headersOf(query),
    fromAddress: searchable(query) ?? '',
  };
  const body = await call({
    method: 'POST',
    path: `actions/custom/apex/${FINDER}`,
    body: JSON.stringify({ inputs: [input] }),
    kind: 'read',
  });
  const [result] = Array.isArray(body) ? body : [];
  const output = fieldIn(result, 'outputValues');
  if (fieldIn(result, 'isSuccess') !== true) throw new AppError('org_unavailable');
  const caseId = textIn(output, 'caseId');
  const by = textIn(output, 'matchedBy') === 'token' ? 'token' : 'headers';
  const participants = addressesIn(listIn(output, 'participants'));
  const match = caseId === null ? null : ({ caseId, by, participants } as const);
  return { match, contactId: textIn(output, 'contactId') };
}

/** The headers by which Apex finds a case, as they would stand in the mail. */
const headersOf = ({ inReplyTo, references, threadIndex }: CaseQuery): string =>
  [
    ['In-Reply-To', inBrackets(inReplyTo)],
    ['References', inBrackets(references)],
    ['Thread-Index', threadIndex],
  ]
    .flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
    .join('\r\n');

const inBrackets = (ids: readonly string[]): string => ids.map((id) => `<${id}>`).join(' ');

/** Salesforce refuses a URL of more than 16,384 bytes. */
const MAX_ENCODED = 12_000;

async function findByHeaders(session: OrgSession, query: CaseQuery): Promise<FoundCase['match']> {
  const ids = nearest(query);
  if (ids.length === 0) return null;
  const literals = ids.flatMap((id) => [quoted(`<${id}>`), quoted(id)]).join(', ');
  // The sender writes the date and the Message-ID of a mail. So the order is that of arrival: a mail that repeats a
  // known Message-ID must not come before the mail that had it first, even if it has an earlier date.
  const rows = await queryMails(
    session,
    'MessageIdentifier',
    `ParentId != null AND MessageIdentifier IN (${literals})`,
  );
  return matchIn(rows, caseOf(rows, ids));
}

/** What is read of a mail, to learn who takes part in its case. */
const OF_MAIL =
  'Id, ParentId, FromAddress, ToAddress, CcAddress, Parent.SuppliedEmail, Parent.ContactEmail';

/** The first 200 mails that were not moved away: those that were have left a marked row behind. */
async function queryMails(
  session: OrgSession,
  column: string,
  where: string,
): Promise<readonly unknown[]> {
  const { fields } = await describeObject(session, 'EmailMessage');
  const columns = [OF_MAIL, column, ...(fields.has(KEY_FIELD) ? [KEY_FIELD] : [])];
  const soql = `SELECT ${columns.join(', ')} FROM EmailMessage WHERE ${where} ORDER BY CreatedDate LIMIT 200`;
  const rows = await queryRows(session, soql);
  return rows.filter((row) => !isMovedKey(textIn(row, KEY_FIELD)));
}

function matchIn(rows: readonly unknown[], caseId: string | null): FoundCase['match'] {
  if (caseId === null) return null;
  const own = rows.filter((row) => textIn(row, 'ParentId') === caseId);
  return { caseId, by: 'headers', participants: addressesIn(own.flatMap(participantsIn)) };
}

/** Outlook and Exchange name the conversation in each of its mails, also where a gateway took the other headers away. */
async function findByThreadIndex(
  session: OrgSession,
  threadIndex: string | null,
): Promise<FoundCase['match']> {
  if (threadIndex === null) return null;
  const conversation = conversationOf(threadIndex);
  const rows = await queryMails(
    session,
    'ClientThreadIdentifier',
    `ParentId != null AND ClientThreadIdentifier = ${quoted(conversation)}`,
  );
  // Salesforce compares without regard to case.
  const same = rows.filter((row) => textIn(row, 'ClientThreadIdentifier') === conversation);
  return matchIn(same, textIn(same[0], 'ParentId'));
}

async function findByRef(session: OrgSession, query: CaseQuery): Promise<FoundCase['match']> {
  const texts = `${query.subject}\n${query.text}\n${query.html ?? ''}`;
  for (const named of casesOfRefs(texts, session.org.organizationId)) {
    const caseId = await survivorOf(session, named);
    if (caseId === null) continue;
    return { caseId, by: 'headers', participants: await participantsOf(session, caseId) };
  }
  return null;
}

/** Everybody who takes part in a case, by its first 200 mails. */
async function participantsOf(session: OrgSession, caseId: string): Promise<readonly string[]> {
  const about = `SELECT SuppliedEmail, ContactEmail FROM Case WHERE Id = ${quoted(caseId)}`;
  const [[row], rows] = await Promise.all([
    queryRows(session, about),
    queryMails(session, 'Status', `ParentId = ${quoted(caseId)}`),
  ]);
  const people = [textIn(row, 'SuppliedEmail'), textIn(row, 'ContactEmail')];
  return addressesIn([...people, ...rows.flatMap(participantsIn)]);
}

/** The Message-IDs that a mail names, the mail that it answers first, as many as one URL holds. */
function nearest({ inReplyTo, references }: CaseQuery): readonly string[] {
  let room = MAX_ENCODED;
  return [...new Set([...inReplyTo, ...references.toReversed()])].filter((id) => {
    room -= 2 * encodeURIComponent(quoted(id)).length + 20;
    return room > 0;
  });
}

/** The case of the nearest mail that the org has. */
function caseOf(rows: readonly unknown[], ids: readonly string[]): string | null {
  for (const id of ids) {
    const row = rows.find((each) => bare(textIn(each, 'MessageIdentifier')) === id);
    if (row !== undefined) return textIn(row, 'ParentId');
  }
  // Salesforce compares without regard to case.
  return textIn(rows[0], 'ParentId');
}

const bare = (id: string | null): string | null => id?.replace(/^<|>$/g, '') ?? null;

const participantsIn = (row: unknown): readonly unknown[] =>
  ['FromAddress', 'ToAddress', 'CcAddress', 'Parent.SuppliedEmail', 'Parent.ContactEmail'].map(
    (path) => relatedField(row, path),
  );

/** The addresses of fields with one or several of them, in lower case. */
function addressesIn(values: readonly unknown[]): readonly string[] {
  const texts = values.filter((value): value is string => typeof value === 'string');
  const found = texts.flatMap((text) => text.toLowerCase().match(/[^\s;,<>"]+@[^\s;,<>"]+/g) ?? []);
  return [...new Set(found)];
}

/**
 * The one Contact that has the address in any of its e-mail fields, as Email-to-Case finds it. A search finds an
 * address within longer ones too, so the fields are compared. Null: none, several, or the user may not see contacts.
 */
async function findContact(session: OrgSession, address: string): Promise<string | null> {
  const fields = await contactFields(session);
  if (fields.length === 0) return null;
  const body = await session.call({
    method: 'POST',
    path: 'parameterizedSearch',
    body: JSON.stringify({
      q: address,
      in: 'EMAIL',
      sobjects: [{ name: 'Contact', fields: ['Id', ...fields], limit: 200 }],
    }),
    kind: 'read',
  });
  const wanted = address.toLowerCase();
  const hits = listIn(body, 'searchRecords').filter((row) =>
    fields.some((name) => textIn(row, name)?.toLowerCase() === wanted),
  );
  return hits.length === 1 ? textIn(hits[0], 'Id') : null;
}

async function contactFields(session: OrgSession): Promise<readonly string[]> {
  try {
    const { fields } = await describeObject(session, 'Contact');
    return [...fields].flatMap(([name, { type }]) => (type === 'email' ? [name] : []));
  } catch (thrown) {
    if (asAppError(thrown).upstream?.status === 404) return [];
    throw thrown;
  }
}
