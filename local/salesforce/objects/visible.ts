import type { Org } from '../org.ts';
import { type Field, field, type ObjectType } from './field.ts';
import { objectNamed } from './index.ts';
import { KEY_FIELD } from './mail.ts';

/**
 * An object as the integration user sees it: without fields that are not deployed or hidden from it, and
 * with the custom fields that a switch adds.
 *
 * @returns undefined when there is no such object, or the user has no permission to it
 */
export function visibleObject(org: Org, name: string): ObjectType | undefined {
  const object = objectNamed(name);
  if (!object || org.faults.find('no_permissions')) return undefined;
  const fields = object.fields.filter((one) => isVisible(org, name, one));
  return {
    ...object,
    fields: [...fields.map((one) => asSet(org, name, one)), ...added(org, name)],
  };
}

function isVisible({ settings, faults }: Org, object: string, { name }: Field): boolean {
  if (faults.find('field_hidden')?.['field'] === `${object}.${name}`) return false;
  const isMissing = settings.deployment() === 'nothing' || faults.find('key_missing');
  return name !== KEY_FIELD || !isMissing;
}

function asSet({ faults }: Org, object: string, one: Field): Field {
  if (faults.find('field_read_only')?.['field'] === `${object}.${one.name}`) {
    return { ...one, createable: false, updateable: false };
  }
  const isPlain = one.name === KEY_FIELD && faults.find('key_not_unique');
  return isPlain ? { ...one, unique: false } : one;
}

/** The custom field that an administrator made required. */
function added({ faults }: Org, object: string): readonly Field[] {
  const [of, name = ''] = String(faults.find('field_required')?.['field'] ?? '').split('.');
  return of === object ? [field(name, 'string', { required: true })] : [];
}
