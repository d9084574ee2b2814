import { salesforceTime } from './data/values.ts';
import type { Value } from './objects/field.ts';
import { objectNamed } from './objects/index.ts';
import type { Org } from './org.ts';
import type { Row } from './state/records.ts';

/**
 * Stores a record as an administrator of the org would have, without the checks of the API.
 *
 * @throws RangeError when there is no such object or field
 */
export function seedRecord(
  org: Pick<Org, 'records' | 'now' | 'sequences'>,
  object: string,
  values: Readonly<Record<string, Value>>,
): Row {
  const fields = objectNamed(object)?.fields;
  const unknown = Object.keys(values).find((name) => !fields?.some((one) => one.name === name));
  if (!fields || unknown !== undefined) {
    throw new RangeError(`There is no ${unknown === undefined ? object : `${object}.${unknown}`}`);
  }
  const at = salesforceTime(org.now());
  const defaults = Object.fromEntries(fields.map((field) => [field.name, field.defaultValue]));
  const number = object === 'Case' && {
    CaseNumber: String(1000 + org.sequences.next('CaseNumber')).padStart(8, '0'),
  };
  return org.records.insert(object, {
    ...defaults,
    CreatedDate: at,
    LastModifiedDate: at,
    ...number,
    ...values,
  });
}

const CONTACTS = [
  ['Ann', 'Example', 'ann@customer.example'],
  ['Bob', 'Example', 'bob@customer.example'],
  ['花子', '山田', 'hanako@customer.example'],
  // Two contacts share an address: no mail of it can be given one of them.
  ['Reception', 'North', 'reception@shared.example'],
  ['Reception', 'South', 'reception@shared.example'],
] as const;

/** What every emulated org starts with, unless its file has it already. */
export function seedOrg(org: Pick<Org, 'records' | 'now' | 'sequences'>, username: string): void {
  if (org.records.list('User').length > 0) return;
  seedRecord(org, 'User', { Username: username, Name: 'Gmail Integration', IsActive: true });
  const admin = { Username: 'admin@emulated.example', Name: 'Avery Admin', IsActive: true };
  seedRecord(org, 'User', admin);
  for (const Name of ['Support', 'Billing']) {
    const { Id: QueueId } = seedRecord(org, 'Group', { Name, DeveloperName: Name, Type: 'Queue' });
    seedRecord(org, 'QueueSobject', { QueueId, SobjectType: 'Case' });
  }
  for (const Name of ['Support request', 'Complaint']) {
    const DeveloperName = Name.replace(' ', '_');
    seedRecord(org, 'RecordType', { Name, DeveloperName, SobjectType: 'Case' });
  }
  for (const [FirstName, LastName, Email] of CONTACTS) {
    seedRecord(org, 'Contact', { FirstName, LastName, Name: `${FirstName} ${LastName}`, Email });
  }
}
