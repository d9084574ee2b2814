import type { Org } from '../org.ts';
import { Refusal, refuseRecord } from '../rest/refusal.ts';
import { runAutomation } from './automation.ts';
import { contactEmail, reassign } from './cases.ts';
import { refuseDuplicates, type Submitted, writableObject } from './create-record.ts';
import { readFields, salesforceTime } from './values.ts';

/**
 * Changes one record as the integration user.
 *
 * @throws Refusal as Salesforce refuses it
 */
export function updateRecord(
  org: Org,
  { id, ...submitted }: Submitted & { readonly id: string },
): void {
  org.transaction(() => {
    const object = writableObject(org, submitted.object);
    const row = org.records.find(object.name, id);
    if (!row)
      throw new Refusal(
        'NOT_FOUND',
        'Provided external ID field does not exist or is not accessible: Id',
      );
    if (row['IsDeleted'] === true) throw refuseRecord('ENTITY_IS_DELETED', 'entity is deleted');
    const values = readFields(org, object, { body: submitted.body, change: 'updateable' });
    const status = values['Status'];
    if (object.name === 'EmailMessage' && status !== undefined && !isRead(row['Status'], status)) {
      const message = 'insufficient access rights on object id';
      throw refuseRecord('INSUFFICIENT_ACCESS_OR_READONLY', message);
    }
    runAutomation(org, { object: object.name, values: { ...row, ...values } });
    refuseDuplicates(org, object, { ...values, Id: row.Id });
    const isClosed = { ...row, ...values }['Status'] === 'Closed';
    const at = { LastModifiedDate: salesforceTime(org.now()) };
    org.records.update(row.Id, {
      ...values,
      ...at,
      ...(object.name === 'Case' && { IsClosed: isClosed, ...contactEmail(org, values) }),
    });
    if (object.name === 'Case' && submitted.autoAssign) reassign(org, row.Id);
  });
}

/** The one change of status that a mail which is no draft allows: from New to Read. */
const isRead = (from: unknown, to: unknown): boolean => from === to || (from === '0' && to === '1');
