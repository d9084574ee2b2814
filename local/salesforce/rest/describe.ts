import { CREATABLE } from '../data/create-record.ts';
import type { Field, ObjectType } from '../objects/field.ts';
import type { Org } from '../org.ts';
import { queriedObject } from '../query/paths.ts';
import { Refusal } from './refusal.ts';

const DESCRIBED = ['Case', 'EmailMessage', 'ContentVersion', 'Contact'];

/**
 * `GET sobjects/{object}/describe`: the object and its fields as this user may use them.
 *
 * @throws Refusal `NOT_FOUND`, also when the user has no permission to the object
 */
export function describe(org: Org, name: string, version: string): unknown {
  if (!DESCRIBED.includes(name) || org.faults.find('no_permissions')) {
    throw new Refusal('NOT_FOUND', 'The requested resource does not exist');
  }
  const object = queriedObject(org, name);
  const url = `/services/data/v${version}/sobjects/${name}`;
  const isWritable = CREATABLE.includes(name);
  return {
    name,
    label: object.label,
    labelPlural: `${object.label}s`,
    keyPrefix: object.keyPrefix,
    custom: false,
    createable: isWritable,
    updateable: isWritable,
    deletable: false,
    queryable: true,
    searchable: name !== 'EmailMessage',
    fields: object.fields.map(describeField),
    recordTypeInfos: recordTypesOf(org, object, url),
    childRelationships: [],
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  };
}

const SOAP_TYPES: Partial<Record<Field['type'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  datetime: 'xsd:dateTime',
  int: 'xsd:int',
  base64: 'xsd:base64Binary',
};

function describeField(field: Field): Record<string, unknown> {
  const { name, type, length, picklist, referenceTo, unique, defaultValue } = field;
  const custom = name.endsWith('__c');
  return {
    name,
    label: name,
    type,
    soapType: SOAP_TYPES[type] ?? 'xsd:string',
    length: SOAP_TYPES[type] === undefined || type === 'reference' || type === 'id' ? length : 0,
    createable: field.createable,
    updateable: field.updateable,
    nillable: !field.required && type !== 'boolean' && type !== 'id',
    defaultedOnCreate: type === 'boolean' || type === 'id' || defaultValue !== null,
    defaultValue: type === 'boolean' ? defaultValue : null,
    unique,
    caseSensitive: unique,
    externalId: unique,
    idLookup: unique || type === 'id' || name === 'MessageIdentifier',
    custom,
    filterable: field.filterable,
    sortable: field.filterable,
    restrictedPicklist: type === 'picklist',
    picklistValues: picklist.map(({ value, label }) => ({
      active: true,
      defaultValue: value === defaultValue,
      label,
      validFor: null,
      value,
    })),
    referenceTo,
    relationshipName: field.relationshipName,
  };
}

function recordTypesOf(org: Org, { name }: ObjectType, url: string): readonly unknown[] {
  const types = org.records.list('RecordType').filter((row) => row['SobjectType'] === name);
  const info = (id: string, label: unknown, isDefault: boolean) => ({
    active: true,
    available: true,
    defaultRecordTypeMapping: isDefault,
    developerName: String(label).replaceAll(' ', '_'),
    master: id === MASTER,
    name: label,
    recordTypeId: id,
    urls: { layout: `${url}/describe/layouts/${id}` },
  });
  const own = types.map((row, index) => info(row.Id, row['Name'], index === 0));
  return [...own, info(MASTER, 'Master', types.length === 0)];
}

/** The id of the record type of objects that have no others, in every org. */
const MASTER = '012000000000000AAA';
