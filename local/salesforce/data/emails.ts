import type { Value } from '../objects/field.ts';
import type { Org } from '../org.ts';
import { refuseRecord } from '../rest/refusal.ts';
import type { Row } from '../state/records.ts';
import { deleteCase, mergeCase } from './cases.ts';
import { salesforceTime } from './values.ts';

/** The rules of EmailMessage at its insert (Object Reference, EmailMessage). */
export function completeEmail(org: Org, values: Record<string, Value>): void {
  values['RelatedToId'] ??= values['ParentId'] ?? null;
  values['MessageDate'] ??= salesforceTime(org.now());
  values['HasAttachment'] = false;
  if (values['RelatedToId'] !== values['ParentId']) {
    const message = 'The RelatedToId of a mail on a case must be its ParentId';
    throw refuseRecord('FIELD_INTEGRITY_EXCEPTION', message, ['RelatedToId']);
  }
  const html = values['HtmlBody'];
  if (values['TextBody'] === null && typeof html === 'string') values['TextBody'] = textOf(html);
}

/** Salesforce derives a text where a mail has none. */
function textOf(html: string): string {
  const withoutTags = html.replace(/<(style|script)\b.*?<\/\1>/gis, '').replace(/<[^>]*>/g, ' ');
  return withoutTags.replace(/\s+/g, ' ').trim();
}

/** The case of a mail that has passed the checks. */
export function findParent(org: Org, values: Readonly<Record<string, Value>>): Row {
  const parent = org.records.find('Case', String(values['ParentId']));
  if (!parent) throw refuseRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return parent;
}

/** The switches by which a case goes between the moment when it was found and the one when a mail is written. */
export function loseParent(org: Org, parentId: unknown): void {
  const id = typeof parentId === 'string' ? parentId : '';
  if (!org.records.find('Case', id)) return;
  if (org.faults.take('case_deleted')) deleteCase(org, id);
  if (!org.faults.find('case_merged')) return;
  const survivor = org.records
    .list('Case')
    .find(({ Id, IsDeleted }) => Id.slice(0, 15) !== id.slice(0, 15) && IsDeleted === false);
  if (survivor && org.faults.take('case_merged')) mergeCase(org, id, survivor.Id);
}
