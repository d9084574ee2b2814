import { createHash } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { conversationOf } from '../../mail/model/thread-index.ts';
import type { CaseFiling } from '../../mail/ports.ts';
import type { DescribedObject } from './describe.ts';

/** The unique key of a mail, on EmailMessage and on the Case that it opened. */
export const KEY_FIELD = 'Gmail_Message_Key__c';

const MOVED = 'moved:';

/** The key of an EmailMessage whose mail was written again elsewhere: unique, and never that of a mail. */
export const movedKey = (key: string, emailMessageId: string): string =>
  `${MOVED}${createHash('sha256').update(`${key}\n${emailMessageId}`).digest('hex')}`.slice(0, 64);

/** Was the mail of this EmailMessage written again elsewhere? */
export const isMovedKey = (key: string | null): boolean => key?.startsWith(MOVED) === true;

/** The body of a create. */
export type SalesforceRecord = Readonly<Record<string, string | boolean>>;

/** The body of a change, or of a create within a composite. */
export type KeyedRecord = Readonly<Record<string, string | boolean | null>>;

type Values = Readonly<Record<string, string | boolean | null>>;

/** Values of EmailMessage.Status. */
const NEW = '0';
const SENT = '3';

/** Without these no mail is on its case, or nobody can read it. */
export const REQUIRED = {
  Case: ['Subject', 'SuppliedEmail'],
  EmailMessage: [
    'ParentId',
    'Incoming',
    'Status',
    'Subject',
    'TextBody',
    'HtmlBody',
    'FromAddress',
    'ToAddress',
    'MessageDate',
    'MessageIdentifier',
  ],
} as const;

/**
 * The EmailMessage of a mail. `MessageIdentifier` has the angle brackets of the header (RFC 5322 §3.6.4), as
 * Email-to-Case stores it, so that native threading finds it. `IsClientManaged` lets files be added after the
 * insert. `ReplyToEmailMessageId` is left to Salesforce.
 *
 * @param parentId the case's id, or the composite's reference to it
 * @throws AppError `org_fields_missing`
 */
export function emailRecord(
  { key, email }: CaseFiling,
  described: DescribedObject,
  parentId: string,
): SalesforceRecord {
  const identifier = email.messageId === null ? null : `<${email.messageId}>`;
  const required = {
    ParentId: parentId,
    Incoming: email.isOutgoing !== true,
    Status: email.isOutgoing ? SENT : NEW,
    Subject: email.subject,
    TextBody: email.text,
    HtmlBody: email.html,
    FromAddress: addressIn(email.fromAddress),
    ToAddress: email.to,
    MessageDate: email.date.toISOString(),
    MessageIdentifier: identifier !== null && identifier.length <= 765 ? identifier : null,
  };
  const optional = {
    CcAddress: email.cc,
    FromName: email.fromName,
    Headers: email.headers,
    ThreadIdentifier: email.threadId,
    ClientThreadIdentifier: email.threadIndex && conversationOf(email.threadIndex),
    IsClientManaged: true,
    [KEY_FIELD]: key,
  };
  return recordOf('EmailMessage', described, { required, optional });
}

/**
 * The Case that a mail opens. Its texts are cut here, since the whole of them is in the EmailMessage.
 *
 * @throws AppError `org_fields_missing`
 */
export function caseRecord(
  { key, email }: CaseFiling,
  { contactId, subject, routing }: Extract<CaseFiling['target'], { kind: 'new_case' }>,
  described: DescribedObject,
): SalesforceRecord {
  const length = (name: string, otherwise: number): number =>
    described.fields.get(name)?.length || otherwise;
  const required = {
    Subject: cut(subject, length('Subject', 255)),
    // A part of an address is another address.
    SuppliedEmail:
      email.fromAddress.length <= length('SuppliedEmail', 80) ? addressIn(email.fromAddress) : null,
    Origin: routing.origin,
    Priority: routing.priority,
    RecordTypeId: routing.recordTypeId,
    OwnerId: routing.owner.kind === 'owner' ? routing.owner.id : null,
  };
  const optional = {
    Description: cut(email.text, length('Description', 32_000)),
    SuppliedName: cut(email.fromName, length('SuppliedName', 80)),
    ContactId: contactId,
    [KEY_FIELD]: key,
  };
  return recordOf('Case', described, { required, optional });
}

/** Salesforce refuses a record for what is no address, such as the `MAILER-DAEMON` of a bounce. */
const addressIn = (text: string): string | null =>
  /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@.<>"(),;:\\]+$/.test(text) ? text : null;

function recordOf(
  object: keyof typeof REQUIRED,
  { fields, isCreateable }: DescribedObject,
  { required, optional }: { readonly required: Values; readonly optional: Values },
): SalesforceRecord {
  const isWritable = ([name]: readonly [string, unknown]): boolean =>
    fields.get(name)?.isCreateable === true;
  const wanted = given(required);
  const missing = wanted.filter((entry) => !isWritable(entry)).map(([name]) => `${object}.${name}`);
  if (!isCreateable) missing.unshift(object);
  if (missing.length > 0) throw new AppError('org_fields_missing', { detail: { missing } });
  return Object.fromEntries([...wanted, ...given(optional).filter(isWritable)]);
}

const given = (values: Values): (readonly [string, string | boolean])[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, value] as const],
  );

/** The beginning of a text, without half of a surrogate pair at its end. */
function cut(text: string, length: number): string {
  const part = text.slice(0, length);
  return text.length > length ? part.replace(/[\uD800-\uDBFF]$/, '') : part;
}
