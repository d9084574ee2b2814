export type Value = string | number | boolean | null;

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'picklist'
  | 'boolean'
  | 'datetime'
  | 'int'
  | 'reference'
  | 'base64';

export type PicklistValue = { readonly value: string; readonly label: string };

/** A field of an object, by the names that `describe` uses. */
export type Field = {
  readonly name: string;
  readonly type: FieldType;
  /** In characters. */
  readonly length: number;
  readonly createable: boolean;
  readonly updateable: boolean;
  /** It must be given when a record is created. */
  readonly required: boolean;
  readonly defaultValue: Value;
  readonly picklist: readonly PicklistValue[];
  /** The objects that a reference may name. */
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly unique: boolean;
  readonly filterable: boolean;
  /** Queries find records by it without reading them all. */
  readonly indexed: boolean;
};

/** A kind of record. */
export type ObjectType = {
  readonly name: string;
  readonly label: string;
  /** The first three characters of its ids. */
  readonly keyPrefix: string;
  readonly fields: readonly Field[];
};

type Options = Partial<Omit<Field, 'name' | 'type'>>;

const EMPTY: Omit<Field, 'name' | 'type' | 'createable' | 'updateable'> = {
  length: 0,
  required: false,
  defaultValue: null,
  picklist: [],
  referenceTo: [],
  relationshipName: null,
  unique: false,
  filterable: true,
  indexed: false,
};

const OF_TYPE: Record<FieldType, Options> = {
  id: { length: 18 },
  string: { length: 255 },
  textarea: { length: 32_000, filterable: false },
  email: { length: 80 },
  picklist: { length: 255 },
  boolean: { defaultValue: false },
  datetime: {},
  int: {},
  reference: { length: 18, indexed: true },
  base64: { filterable: false },
};

/** A field that may be written, unless the options say otherwise. */
export function field(name: string, type: FieldType, options: Options = {}): Field {
  const isWritable = { createable: true, updateable: true };
  return { name, type, ...EMPTY, ...isWritable, ...OF_TYPE[type], ...options };
}

/** A field that only Salesforce writes. */
export function readOnly(name: string, type: FieldType, options: Options = {}): Field {
  return field(name, type, { createable: false, updateable: false, ...options });
}

/** A reference to records of another object. */
export function reference(name: string, to: readonly string[], options: Options = {}): Field {
  const relationshipName = name.endsWith('Id') ? name.slice(0, -2) : null;
  return field(name, 'reference', { referenceTo: to, relationshipName, ...options });
}

/** A picklist of values that are their own labels. */
export function picklist(name: string, values: readonly string[], options: Options = {}): Field {
  const labelled = values.map((value) => ({ value, label: value }));
  return field(name, 'picklist', { picklist: labelled, ...options });
}

/** The fields that every record has. */
export const SYSTEM_FIELDS: readonly Field[] = [
  readOnly('Id', 'id'),
  readOnly('IsDeleted', 'boolean'),
  readOnly('CreatedDate', 'datetime'),
  readOnly('LastModifiedDate', 'datetime'),
  readOnly('CreatedById', 'reference', { referenceTo: ['User'] }),
];
