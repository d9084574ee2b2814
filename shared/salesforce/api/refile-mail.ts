import { createHash } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { CaseFiling, Replaced, StoredEmail } from '../../mail/ports.ts';
import { change, type Subrequest, SubrequestRefused } from './composite.ts';
import {
  type DescribedForFiling,
  describeForFiling,
  refusalOf,
  twinByKey,
  writeMail,
} from './file-mail.ts';
import { KEY_FIELD, movedKey } from './mail-records.ts';
import { readEmails } from './read-emails.ts';
import type { OrgSession } from './session.ts';

/**
 * Writes a mail again in place of an EmailMessage. Salesforce lets nobody change the case, the sender or the
 * Message-ID of one that is no draft (Object Reference, EmailMessage), and the connector's user may delete none. So the
 * old one stays where it is; its key says that it was moved, by which `findCase` passes over it, and portals show it no
 * more. It needs the unique key: without it nobody could tell the old one from the new one.
 *
 * @throws AppError what CaseStore lists; `org_fields_missing`: the org has no key
 */
export async function refileMail(
  session: OrgSession,
  filing: CaseFiling,
  replaced: Replaced,
): Promise<StoredEmail> {
  const described = await describeForFiling(session);
  requireKey(described);
  const old = await oldOf(session, filing, replaced);
  if (old.done) return old.done;
  const caseKey = hashOf(filing.key, replaced.emailMessageId);
  const changes = changesOf(described, { ...replaced, filing, oldId: old.emailMessageId });
  try {
    return await writeMail(session, filing, { described, caseKey, changes });
  } catch (thrown) {
    if (!(thrown instanceof SubrequestRefused)) throw thrown;
    const { done } = await oldOf(session, filing, replaced);
    if (done) return done;
    throw refusalOf(session, filing, thrown);
  }
}

function requireKey({ isKeyed, email }: DescribedForFiling): void {
  if (isKeyed && email.fields.get(KEY_FIELD)?.isUpdateable === true) return;
  const missing = [`EmailMessage.${KEY_FIELD}`];
  throw new AppError('org_fields_missing', { detail: { missing } });
}

type Old = {
  /** What an earlier attempt wrote whose answer was lost; null: none did. */
  readonly done: StoredEmail | null;
  /** The EmailMessage to be replaced; null: somebody deleted it. */
  readonly emailMessageId: string | null;
};

async function oldOf(
  session: OrgSession,
  { key, target }: CaseFiling,
  { emailMessageId }: Replaced,
): Promise<Old> {
  const [twin, [named]] = await Promise.all([
    twinByKey(session, key),
    readEmails(session, [emailMessageId]),
  ]);
  const isOther = twin !== null && twin.emailMessageId !== emailMessageId;
  const isThere = target.kind === 'new_case' || twin?.caseId === target.caseId;
  if (isOther && isThere) return { done: twin, emailMessageId: null };
  return { done: null, emailMessageId: (twin ?? named)?.emailMessageId ?? null };
}

type Changing = Replaced & { readonly filing: CaseFiling; readonly oldId: string | null };

function changesOf(
  { email }: DescribedForFiling,
  { filing: { key, target }, oldId, contactId }: Changing,
): readonly Subrequest[] {
  const hidden = email.fields.get('IsExternallyVisible')?.isUpdateable === true;
  const record = oldId !== null && {
    [KEY_FIELD]: movedKey(key, oldId),
    ...(hidden && { IsExternallyVisible: false }),
  };
  const isCases = contactId !== undefined && target.kind === 'case';
  return [
    ...(record ? [change('EmailMessage', oldId, record)] : []),
    ...(isCases ? [change('Case', target.caseId, { ContactId: contactId })] : []),
  ];
}

/** The key of the case that a moved mail opens: the one that the mail opened at first has the key of the mail. */
const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');
