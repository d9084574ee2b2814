import { AppError } from '../../errors.ts';
import type { CaseFiling, StoredEmail } from '../../mail/ports.ts';
import { textIn } from './answer-fields.ts';
import { callComposite, creation, type Subrequest, SubrequestRefused } from './composite.ts';
import { type DescribedObject, describeObject, forgetDescribed } from './describe.ts';
import { caseRecord, emailRecord, KEY_FIELD, type SalesforceRecord } from './mail-records.ts';
import { orgRefusal } from './report.ts';
import type { OrgSession } from './session.ts';
import { queryRows, quoted } from './soql.ts';

/**
 * Files a mail in one composite call, all or none: the Case, if it is new, and the EmailMessage. A mail that the org
 * has already is found by its unique key. An org without that key is asked first; there, a lost answer of an
 * earlier attempt is only found because the caller holds the mailbox's lease.
 *
 * @throws AppError what CaseStore lists
 */
export async function fileMail(session: OrgSession, filing: CaseFiling): Promise<StoredEmail> {
  const described = await describeForFiling(session);
  const { isKeyed } = described;
  const twin = isKeyed ? null : await twinByMessageId(session, filing);
  if (twin) return twin;
  try {
    return await writeMail(session, filing, { described });
  } catch (thrown) {
    const refused = thrown instanceof SubrequestRefused ? thrown : null;
    if (refused === null) throw thrown;
    if (refused.errorCode === 'DUPLICATE_VALUE' && isKeyed) {
      return duplicateOf(session, filing, { refused, described });
    }
    throw refusalOf(session, filing, refused);
  }
}

/** The EmailMessage that is answered in place of this one; null: there is none, and it would be written. */
export async function twinOf(
  session: OrgSession,
  filing: Pick<CaseFiling, 'key' | 'email'>,
): Promise<StoredEmail | null> {
  const { isKeyed } = await describeForFiling(session);
  return isKeyed ? twinByKey(session, filing.key) : twinByMessageId(session, filing);
}

export type DescribedForFiling = {
  readonly case: DescribedObject;
  readonly email: DescribedObject;
  /** Can a mail be in the org only once? */
  readonly isKeyed: boolean;
};

export async function describeForFiling(session: OrgSession): Promise<DescribedForFiling> {
  const [ofCase, email] = await Promise.all([
    describeObject(session, 'Case'),
    describeObject(session, 'EmailMessage'),
  ]);
  const key = email.fields.get(KEY_FIELD);
  return { case: ofCase, email, isKeyed: key?.isCreateable === true && key.isUnique };
}

type Writing = {
  readonly described: DescribedForFiling;
  /** The key of a new case; left out: that of the mail. */
  readonly caseKey?: string;
  /** What is changed in the same call, before the mail is written. */
  readonly changes?: readonly Subrequest[];
};

/**
 * Writes the mail, with its case if that is new.
 *
 * @throws SubrequestRefused
 */
export async function writeMail(
  session: OrgSession,
  filing: CaseFiling,
  { described, caseKey = filing.key, changes = [] }: Writing,
): Promise<StoredEmail> {
  const { target } = filing;
  const isNewCase = target.kind === 'new_case';
  const parentId = isNewCase ? '@{newCase.id}' : target.caseId;
  const record = withoutReferences(emailRecord(filing, described.email, parentId));
  const email = creation('EmailMessage', { ...record, ParentId: parentId });
  const opened = { ...filing, key: caseKey };
  const created = isNewCase
    ? [creation('Case', newCase(opened, target, described.case), isAssigned(filing)), email]
    : [email];
  // Only a unique key makes it harmless that the org receives it twice.
  const kind = described.isKeyed ? 'write' : 'write_once';
  const idOf = await callComposite(session, [...changes, ...created], kind);
  const emailMessageId = idOf('newEmail');
  const caseId = isNewCase ? idOf('newCase') : target.caseId;
  if (emailMessageId === null || caseId === null)
    throw orgRefusal({ status: 200, body: undefined });
  return { caseId, emailMessageId, isNew: true };
}

const newCase = (...of: Parameters<typeof caseRecord>): SalesforceRecord =>
  withoutReferences(caseRecord(...of));

/**
 * In a composite call Salesforce reads `@{name.field}` as a reference in every text (REST API, "Composite"), and knows
 * no way to write it as a text. A mail that has one must neither fail nor be given a value of another record, so that
 * the two characters are kept apart: by an entity in HTML, else by a space of no width.
 */
const withoutReferences = (record: SalesforceRecord): SalesforceRecord =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('@{', SEPARATED[name] ?? '@\u200b{') : value,
    ]),
  );

const SEPARATED: Readonly<Record<string, string>> = { HtmlBody: '&#64;{' };

const isAssigned = ({ target }: CaseFiling): boolean =>
  target.kind === 'new_case' && target.routing.owner.kind === 'assignment_rules';

/** Refusals that a reference to the case itself explains. */
const OF_THE_PARENT: ReadonlySet<string> = new Set(['INVALID_CROSS_REFERENCE_KEY', 'MALFORMED_ID']);

/** What a refused subrequest means for the mail. */
export function refusalOf(
  session: OrgSession,
  { target }: CaseFiling,
  refused: SubrequestRefused,
): AppError {
  const error = orgRefusal(refused.answer, 'record');
  // What the user may write has changed since it was remembered.
  if (error.code === 'org_fields_missing') forgetDescribed(session);
  const isParent =
    target.kind === 'case' &&
    OF_THE_PARENT.has(refused.errorCode ?? '') &&
    [null, 'ParentId', 'RelatedToId'].includes(error.upstream?.subtype ?? null);
  return isParent ? caseGone(error) : error;
}

const caseGone = ({ upstream }: AppError): AppError => new AppError('case_gone', { upstream });

/** The mail that has the key; else the case that has it, whose mail was deleted, is given the mail again. */
async function duplicateOf(
  session: OrgSession,
  filing: CaseFiling,
  { refused, described }: { refused: SubrequestRefused; described: DescribedForFiling },
): Promise<StoredEmail> {
  const twin = await twinByKey(session, filing.key);
  if (twin) return twin;
  // A unique field of the org's own names a case that this mail has nothing to do with.
  const isOfKey = refused.said.includes(KEY_FIELD);
  const [caseId] = /\b500[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?\b/.exec(refused.said) ?? [];
  if (refused.object !== 'Case' || !isOfKey || caseId === undefined)
    throw refusalOf(session, filing, refused);
  const again: CaseFiling = { ...filing, target: { kind: 'case', caseId } };
  try {
    return await writeMail(session, again, { described });
  } catch (thrown) {
    throw thrown instanceof SubrequestRefused ? refusalOf(session, again, thrown) : thrown;
  }
}

/** The mail of the org that has a key. */
export const twinByKey = async (session: OrgSession, key: string): Promise<StoredEmail | null> =>
  twinIn(
    await queryRows(
      session,
      `SELECT Id, ParentId FROM EmailMessage WHERE ${KEY_FIELD} = ${quoted(key)}`,
    ),
  );

async function twinByMessageId(
  session: OrgSession,
  { email: { messageId } }: Pick<CaseFiling, 'email'>,
): Promise<StoredEmail | null> {
  if (messageId === null) return null;
  const soql = `SELECT Id, ParentId FROM EmailMessage WHERE MessageIdentifier = ${quoted(`<${messageId}>`)} AND ParentId != null`;
  return twinIn(await queryRows(session, soql));
}

function twinIn([row]: readonly unknown[]): StoredEmail | null {
  const [emailMessageId, caseId] = [textIn(row, 'Id'), textIn(row, 'ParentId')];
  return emailMessageId && caseId ? { caseId, emailMessageId, isNew: false } : null;
}
