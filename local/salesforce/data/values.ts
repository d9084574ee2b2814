import type { Field, ObjectType, Value } from '../objects/field.ts';
import { objectOfId } from '../objects/index.ts';
import type { Org } from '../org.ts';
import { Refusal, refuseRecord } from '../rest/refusal.ts';
import { isId } from '../state/ids.ts';

const ADDRESS = /^[^\s@<>()[\],;:"\\]{1,64}@[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:?\d\d)$/;

/** Turns a submitted value into what is stored, or refuses it with Salesforce's own code. */
export function readValue(org: Org, field: Field, value: unknown): Value {
  if (value === null || value === '') return null;
  if (typeof value !== typeOf(field)) {
    throw new Refusal('JSON_PARSER_ERROR', `Cannot deserialize the value of ${field.name}`);
  }
  if (typeof value !== 'string') return typeof value === 'boolean' ? value : Number(value);
  return READERS[field.type]?.(org, field, value) ?? readText(field, value);
}

const typeOf = ({ type }: Field) =>
  type === 'boolean' ? 'boolean' : type === 'int' ? 'number' : 'string';

type Reader = (org: Org, field: Field, value: string) => Value;

const READERS: Partial<Record<Field['type'], Reader>> = {
  email: (_, field, value) => {
    const text = readText(field, value);
    if (ADDRESS.test(text)) return text;
    const message = `${field.name}: invalid email address: ${value}`;
    throw refuseRecord('INVALID_EMAIL_ADDRESS', message, [field.name]);
  },
  picklist: (_, field, value) => {
    if (field.picklist.some((one) => one.value === value)) return value;
    const message = `${field.name}: bad value for restricted picklist field: ${value}`;
    throw refuseRecord('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
  },
  datetime: (_, field, value) => {
    if (MOMENT.test(value) && !Number.isNaN(Date.parse(value))) {
      return salesforceTime(new Date(value));
    }
    throw new Refusal('JSON_PARSER_ERROR', `Cannot deserialize the datetime of ${field.name}`);
  },
  reference: readReference,
};

function readText({ name, length }: Field, value: string): string {
  if (value.length <= length || length === 0) return value;
  const message = `${name}: data value too large: ${value.slice(0, 80)} (max length=${length})`;
  throw refuseRecord('STRING_TOO_LONG', message, [name]);
}

/** A moment as Salesforce writes it: `2026-11-28T19:20:00.000+0000`. */
export function salesforceTime(moment: Date): string {
  return moment.toISOString().replace('Z', '+0000');
}

function readReference(org: Org, { name, referenceTo }: Field, value: string): Value {
  const object = objectOfId(value);
  if (!isId(value) || !object || !referenceTo.includes(object.name)) {
    throw refuseRecord('MALFORMED_ID', `${name}: id value of incorrect type: ${value}`, [name]);
  }
  const row = org.records.find(object.name, value);
  if (!row) {
    throw refuseRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  }
  if (row['IsDeleted'] === true) throw refuseRecord('ENTITY_IS_DELETED', 'entity is deleted');
  return row.Id;
}

/** The values of a submitted record, each checked against its field. */
export function readFields(
  org: Org,
  object: ObjectType,
  { body, change }: { readonly body: Record<string, unknown>; readonly change: Change },
): Record<string, Value> {
  const entries = Object.entries(body).filter(([name]) => name !== 'attributes');
  const fields = entries.map(([name, value]) => {
    const field = object.fields.find((one) => one.name === name);
    if (field) return { field, value };
    const message = `No such column '${name}' on sobject of type ${object.name}`;
    throw new Refusal('INVALID_FIELD', message);
  });
  const refused = fields.filter(({ field }) => !field[change]).map(({ field }) => field.name);
  if (refused.length > 0) throw refuseFields(refused);
  return Object.fromEntries(
    fields.map(({ field, value }) => [field.name, readValue(org, field, value)]),
  );
}

export type Change = 'createable' | 'updateable';

function refuseFields(names: readonly string[]): Refusal {
  const message =
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of ` +
    'this field and verify that it is read/write for your profile or permission set.';
  return refuseRecord('INVALID_FIELD_FOR_INSERT_UPDATE', message, names);
}
