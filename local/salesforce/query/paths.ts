import type { Field, ObjectType, Value } from '../objects/field.ts';
import { objectOfId } from '../objects/index.ts';
import { visibleObject } from '../objects/visible.ts';
import type { Org } from '../org.ts';
import { Refusal } from '../rest/refusal.ts';
import type { Row } from '../state/records.ts';

/** The object of a query. @throws Refusal when this user cannot see it */
export function queriedObject(org: Org, name: string): ObjectType {
  const object = visibleObject(org, name);
  if (object) return object;
  const message = `sObject type '${name}' is not supported.`;
  throw new Refusal('INVALID_TYPE', message);
}

/** The field that a path ends at. @throws Refusal `INVALID_FIELD` when there is none */
export function fieldAt(org: Org, object: ObjectType, path: string): Field {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const found = object.fields.find((field) => field.name === name);
    if (found) return found;
    const message = `No such column '${name}' on entity '${object.name}'.`;
    throw new Refusal('INVALID_FIELD', message);
  }
  const related = object.fields.find(({ relationshipName }) => relationshipName === name);
  const target = related?.referenceTo[0];
  if (target !== undefined) return fieldAt(org, queriedObject(org, target), rest.join('.'));
  const message = `Didn't understand relationship '${name}' in field path.`;
  throw new Refusal('INVALID_FIELD', message);
}

/** The record that the first name of a path leads to; null: the reference is empty. */
export function follow(
  org: Org,
  object: ObjectType,
  { row, name }: { row: Row; name: string },
): {
  readonly object: ObjectType;
  readonly row: Row;
} | null {
  const field = object.fields.find(({ relationshipName }) => relationshipName === name);
  const id = field && row[field.name];
  const target = typeof id === 'string' ? objectOfId(id) : undefined;
  const found = target && org.records.find(target.name, String(id));
  return target && found ? { object: target, row: found } : null;
}

/** What stands at the end of a path; null where a reference on the way is empty. */
export function valueAt(
  org: Org,
  object: ObjectType,
  { row, path }: { row: Row; path: string },
): Value {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return row[name] ?? null;
  const next = follow(org, object, { row, name });
  return next && valueAt(org, next.object, { row: next.row, path: rest.join('.') });
}
