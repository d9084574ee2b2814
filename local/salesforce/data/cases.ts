import type { Value } from '../objects/field.ts';
import type { Org } from '../org.ts';
import type { Row } from '../state/records.ts';
import { salesforceTime } from './values.ts';

/** Stores a new case: with its number, an owner, and the address of its contact. */
export function createCase(org: Org, values: Record<string, Value>, autoAssign: boolean): Row {
  const { records, sequences } = org;
  const contact = records.find('Contact', String(values['ContactId']));
  values['CaseNumber'] = String(1000 + sequences.next('CaseNumber')).padStart(8, '0');
  values['ContactEmail'] = contact?.['Email'] ?? null;
  values['OwnerId'] ??= org.integrationUserId;
  values['RecordTypeId'] ??= records.list('RecordType')[0]?.Id ?? null;
  values['IsClosed'] = values['Status'] === 'Closed';
  if (autoAssign) values['OwnerId'] = assignedOwner(org);
  return records.insert('Case', values);
}

/** The address that a case shows of a contact whom it is given. */
export function contactEmail(
  { records }: Org,
  values: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const id = values['ContactId'];
  if (id === undefined) return {};
  return { ContactEmail: records.find('Contact', String(id))?.['Email'] ?? null };
}

/** Whom the assignment rule names: the first queue; without an active rule the Default Case Owner. */
function assignedOwner({ records, faults, integrationUserId }: Org): string {
  const defaultOwner = records.list('User').find(({ Id }) => Id !== integrationUserId);
  const queue = faults.find('no_assignment_rule') ? undefined : records.list('Group')[0];
  return (queue ?? defaultOwner)?.Id ?? integrationUserId;
}

/** Runs the assignment rule over a case that exists. */
export function reassign(org: Org, caseId: string): void {
  org.records.update(caseId, { OwnerId: assignedOwner(org) });
}

/** What a person may do to a case on its page. False: there is no such case. */
export function closeCase(org: Org, id: string): boolean {
  const found = liveCase(org, id);
  if (found) org.records.update(found.Id, { Status: 'Closed', IsClosed: true, ...changed(org) });
  return found !== undefined;
}

/** Deletes a case with its mails, as Salesforce does. False: there is no such case. */
export function deleteCase(org: Org, id: string): boolean {
  const found = liveCase(org, id);
  if (!found) return false;
  org.transaction(() => {
    const mails = org.records.having('EmailMessage', 'ParentId', [found.Id]);
    for (const row of [found, ...mails]) org.records.update(row.Id, { IsDeleted: true });
  });
  return true;
}

/**
 * Merges a case into another: its mails move, and it is deleted with a note of the survivor. False: one of
 * them is not there, or both are the same.
 */
export function mergeCase(org: Org, id: string, intoId: string): boolean {
  const [merged, survivor] = [liveCase(org, id), liveCase(org, intoId)];
  if (!merged || !survivor || merged.Id === survivor.Id) return false;
  org.transaction(() => {
    for (const mail of org.records.having('EmailMessage', 'ParentId', [merged.Id])) {
      org.records.update(mail.Id, { ParentId: survivor.Id, RelatedToId: survivor.Id });
    }
    org.records.update(merged.Id, { IsDeleted: true, MasterRecordId: survivor.Id });
  });
  return true;
}

function liveCase({ records }: Org, id: string): Row | undefined {
  const found = records.find('Case', id);
  return found?.['IsDeleted'] === false ? found : undefined;
}

const changed = ({ now }: Org) => ({ LastModifiedDate: salesforceTime(now()) });

/** The case itself, or who survived its merges; undefined: it is gone. */
export function survivingCase(org: Org, id: string): Row | undefined {
  const found = org.records.find('Case', id);
  const master = found?.['MasterRecordId'];
  if (typeof master === 'string') return survivingCase(org, master);
  return found?.['IsDeleted'] === false ? found : undefined;
}
