import type { ObjectType, Value } from '../objects/field.ts';
import { visibleObject } from '../objects/visible.ts';
import type { Org } from '../org.ts';
import { Refusal, refuseRecord } from '../rest/refusal.ts';
import type { Row } from '../state/records.ts';
import { runAutomation } from './automation.ts';
import { createCase, reassign } from './cases.ts';
import { completeEmail, findParent } from './emails.ts';
import { storeFile } from './files.ts';
import { readFields, salesforceTime } from './values.ts';

export type Submitted = {
  readonly object: string;
  readonly body: Record<string, unknown>;
  /** `Sforce-Auto-Assign`, which is TRUE when it is not sent. */
  readonly autoAssign: boolean;
};

/** The objects that the integration user may create, as the permission set of the Salesforce project grants. */
export const CREATABLE = ['Case', 'EmailMessage', 'ContentVersion'];

/**
 * Creates one record as the integration user.
 *
 * @throws Refusal as Salesforce refuses it; then nothing is stored
 */
export function createRecord(org: Org, submitted: Submitted): Row {
  return org.transaction(() => {
    const object = writableObject(org, submitted.object);
    const given = readFields(org, object, { body: submitted.body, change: 'createable' });
    const values = complete(org, object, given);
    runAutomation(org, { object: object.name, values });
    refuseDuplicates(org, object, values);
    return store(org, submitted, values);
  });
}

/** The object that a request names. @throws Refusal when it is not there for this user */
export function writableObject(org: Org, name: string): ObjectType {
  const object = visibleObject(org, name);
  if (!object) throw new Refusal('NOT_FOUND', 'The requested resource does not exist');
  if (CREATABLE.includes(name)) return object;
  const message = `entity type cannot be inserted: ${object.label}`;
  throw refuseRecord('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
}

function complete(
  org: Org,
  { name, fields }: ObjectType,
  given: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const values = Object.fromEntries(
    fields.map((field) => [field.name, given[field.name] ?? field.defaultValue]),
  );
  if (name === 'EmailMessage') completeEmail(org, values);
  const missing = fields.filter(({ required, name: one }) => required && values[one] === null);
  if (missing.length > 0) {
    const names = missing.map((field) => field.name);
    const message = `Required fields are missing: [${names.join(', ')}]`;
    throw refuseRecord('REQUIRED_FIELD_MISSING', message, names);
  }
  return values;
}

/** The values of unique fields are compared with regard to case, and deleted records do not count. */
export function refuseDuplicates(
  org: Org,
  { name: object, fields }: ObjectType,
  values: Readonly<Record<string, Value>>,
): void {
  for (const { name } of fields.filter(({ unique }) => unique)) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    const same = org.records
      .having(object, name, [value])
      .find((row) => row[name] === value && row['IsDeleted'] === false && row.Id !== values['Id']);
    if (!same) continue;
    // Salesforce names the record by the id of 15 characters.
    const id = same.Id.slice(0, 15);
    const message = `duplicate value found: ${name} duplicates value on record with id: ${id}`;
    throw refuseRecord('DUPLICATE_VALUE', message);
  }
}

function store(org: Org, { object, autoAssign }: Submitted, values: Record<string, Value>): Row {
  const at = salesforceTime(org.now());
  values['CreatedDate'] = at;
  values['LastModifiedDate'] = at;
  values['CreatedById'] = org.integrationUserId;
  if (object === 'Case') return createCase(org, values, autoAssign);
  if (object === 'ContentVersion') return storeFile(org, values);
  const row = org.records.insert(object, values);
  // The header also counts for cases that triggers update, as the emulated org's triggers do.
  if (object === 'EmailMessage' && autoAssign) reassign(org, findParent(org, values).Id);
  return row;
}
