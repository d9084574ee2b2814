import { field, type ObjectType, picklist, readOnly, reference, SYSTEM_FIELDS } from './field.ts';
import { CASE, EMAIL_MESSAGE } from './mail.ts';

const object = (name: string, keyPrefix: string, fields: ObjectType['fields']): ObjectType => ({
  name,
  label: name,
  keyPrefix,
  fields: [...SYSTEM_FIELDS, ...fields],
});

const fixed = { updateable: false };

/** Every object of the org, with all of its fields. */
export const OBJECTS: readonly ObjectType[] = [
  CASE,
  EMAIL_MESSAGE,
  object('Contact', '003', [
    field('FirstName', 'string', { length: 40 }),
    field('LastName', 'string', { length: 80, required: true }),
    readOnly('Name', 'string', { length: 121 }),
    field('Email', 'email', { indexed: true }),
  ]),
  object('ContentVersion', '068', [
    reference('ContentDocumentId', ['ContentDocument'], fixed),
    field('Title', 'string'),
    field('PathOnClient', 'string', { length: 500, required: true, ...fixed }),
    field('VersionData', 'base64'),
    reference('FirstPublishLocationId', ['EmailMessage', 'Case'], fixed),
    picklist('ContentLocation', ['S'], { ...fixed, defaultValue: 'S' }),
    readOnly('ContentSize', 'int'),
    readOnly('Checksum', 'string', { length: 50 }),
    readOnly('FileExtension', 'string', { length: 40 }),
    readOnly('IsLatest', 'boolean'),
  ]),
  object('ContentDocument', '069', [
    readOnly('Title', 'string'),
    readOnly('LatestPublishedVersionId', 'reference', {
      referenceTo: ['ContentVersion'],
      relationshipName: 'LatestPublishedVersion',
    }),
  ]),
  object('ContentDocumentLink', '06A', [
    readOnly('ContentDocumentId', 'reference', {
      referenceTo: ['ContentDocument'],
      relationshipName: 'ContentDocument',
    }),
    readOnly('LinkedEntityId', 'reference', { referenceTo: ['EmailMessage', 'Case', 'User'] }),
    readOnly('ShareType', 'picklist'),
  ]),
  object('Group', '00G', [
    readOnly('Name', 'string'),
    readOnly('DeveloperName', 'string'),
    readOnly('Type', 'picklist'),
  ]),
  object('QueueSobject', '03g', [
    readOnly('QueueId', 'reference', { referenceTo: ['Group'], relationshipName: 'Queue' }),
    readOnly('SobjectType', 'picklist'),
  ]),
  object('RecordType', '012', [
    readOnly('Name', 'string'),
    readOnly('DeveloperName', 'string'),
    readOnly('SobjectType', 'picklist'),
  ]),
  object('User', '005', [
    readOnly('Username', 'string'),
    readOnly('Name', 'string'),
    readOnly('IsActive', 'boolean'),
  ]),
];

/** The object of a name, in Salesforce's own spelling. */
export function objectNamed(name: string): ObjectType | undefined {
  return OBJECTS.find((one) => one.name === name);
}

/** The object that ids with this prefix belong to. */
export function objectOfId(id: string): ObjectType | undefined {
  return OBJECTS.find(({ keyPrefix }) => id.startsWith(keyPrefix));
}
