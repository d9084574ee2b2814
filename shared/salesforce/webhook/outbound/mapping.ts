import { z } from 'zod';
import type { MappedProperty } from '../callers/index.ts';
import type { Operation } from '../operation.ts';
import type { RecordFields } from './read-message.ts';

/** What is wrong with a mapping. */
export type MappingProblem = {
  /** From 1; null: it is about the whole mapping. */
  readonly line: number | null;
  readonly kind:
    | 'no_line'
    | 'no_property'
    | 'twice'
    | 'not_mappable'
    | 'no_value'
    | 'bad_text'
    | 'missing'
    | 'too_long';
  /** The property or the value that it is about; empty: none. */
  readonly about: string;
};

export type ReadMapping = {
  readonly mapping: readonly MappedProperty[];
  /** Empty: the mapping fits its operation. */
  readonly problems: readonly MappingProblem[];
};

/** How a text becomes the value of a property; `none`: no text does. */
type Kind = 'text' | 'number' | 'boolean' | 'texts' | 'none';

type Property = { readonly kind: Kind; readonly isRequired: boolean };

/** More than every property of the largest operation, each with a text of a page. */
const MOST_MAPPING_CHARACTERS = 20_000;

const LINE = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/;
/** A field of the record itself: an Outbound Message contains none of another record. */
const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,254}$/;

type Read = {
  readonly line: number;
  readonly mapped: MappedProperty | null;
  readonly problem: MappingProblem | null;
};

/**
 * Reads a mapping of lines such as `caseId = Id`, a field of the record, or `mailbox = "support@example.com"`, a text in
 * the quotes and with the escapes of JSON. Fields are only known to Salesforce; everything else is checked against the
 * operation.
 */
export function readMapping(operation: Operation, text: string): ReadMapping {
  if (text.length > MOST_MAPPING_CHARACTERS) {
    return { mapping: [], problems: [{ line: null, kind: 'too_long', about: '' }] };
  }
  const properties = propertiesOf(operation);
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ content, line }) => readLine(content, line, properties));
  const mapping = lines.flatMap(({ mapped }) => mapped ?? []);
  const problems = [
    ...lines.flatMap(({ problem }) => problem ?? []),
    ...repeated(lines),
    ...unfitting(operation, lines),
    ...missing(properties, lines),
  ];
  return { mapping, problems: problems.toSorted((one, other) => placeOf(one) - placeOf(other)) };
}

const placeOf = ({ line }: MappingProblem): number => line ?? Number.POSITIVE_INFINITY;

function readLine(content: string, line: number, properties: ReadonlyMap<string, Property>): Read {
  const [, property = '', value = ''] = LINE.exec(content) ?? [];
  const refused = (kind: MappingProblem['kind'], about: string): Read => ({
    line,
    mapped: null,
    problem: { line, kind, about },
  });
  if (property === '') return refused('no_line', '');
  const known = properties.get(property);
  if (!known) return refused('no_property', property);
  if (known.kind === 'none') return refused('not_mappable', property);
  if (FIELD.test(value)) return { line, mapped: { property, field: value }, problem: null };
  const text = textIn(value);
  return text === null
    ? refused('no_value', value)
    : { line, mapped: { property, text }, problem: null };
}

/** The text of a string of JSON; null: it is none. */
function textIn(value: string): string | null {
  try {
    return z.string().parse(JSON.parse(value));
  } catch {
    return null;
  }
}

const repeated = (lines: readonly Read[]): readonly MappingProblem[] =>
  lines.flatMap(({ line, mapped }) => {
    const isLater = lines.some(
      (each) => each.line < line && mapped && each.mapped?.property === mapped.property,
    );
    return mapped && isLater ? [{ line, kind: 'twice', about: mapped.property }] : [];
  });

/** Texts that the operation does not take. Of what comes from the record nothing is known yet. */
function unfitting(operation: Operation, lines: readonly Read[]): readonly MappingProblem[] {
  const texts = lines.filter(({ mapped }) => mapped && 'text' in mapped);
  const mapping = texts.flatMap(({ mapped }) => mapped ?? []);
  const parsed = operation.request.safeParse(requestOf(operation, mapping, new Map()));
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0]));
  return texts.flatMap(({ line, mapped }) =>
    mapped && wrong.has(mapped.property)
      ? [{ line, kind: 'bad_text', about: mapped.property }]
      : [],
  );
}

const missing = (
  properties: ReadonlyMap<string, Property>,
  lines: readonly Read[],
): readonly MappingProblem[] =>
  [...properties]
    .filter(([name, { isRequired }]) => isRequired && !lines.some((each) => isAbout(each, name)))
    .map(([about]) => ({ line: null, kind: 'missing', about }));

/** A line with a problem of its own needs no second one. */
const isAbout = ({ mapped, problem }: Read, name: string): boolean =>
  mapped?.property === name || problem?.about === name;

/** The lines of a mapping, as `readMapping` reads them. */
export const mappingText = (mapping: readonly MappedProperty[]): string =>
  mapping
    .map((each) =>
      'field' in each
        ? `${each.property} = ${each.field}`
        : `${each.property} = ${JSON.stringify(each.text)}`,
    )
    .join('\n');

/** The fields that an Outbound Message has to contain. */
export const fieldsIn = (mapping: readonly MappedProperty[]): readonly string[] => [
  ...new Set(mapping.flatMap((each) => ('field' in each ? [each.field] : []))),
];

/** The request of an operation for a record. A property whose field is empty is left out, and so has its default. */
export function requestOf(
  operation: Operation,
  mapping: readonly MappedProperty[],
  record: RecordFields,
): Readonly<Record<string, unknown>> {
  const properties = propertiesOf(operation);
  const values = mapping.flatMap((each) => {
    const text = 'field' in each ? record.get(each.field) : each.text;
    const kind = properties.get(each.property)?.kind ?? 'none';
    return text === undefined ? [] : [[each.property, VALUES[kind](text)] as const];
  });
  return Object.fromEntries(values);
}

/** The properties of an operation's request that a mapping may fill. */
export const mappableIn = (
  operation: Operation,
): readonly { readonly name: string; readonly isRequired: boolean }[] =>
  [...propertiesOf(operation)].flatMap(([name, { kind, isRequired }]) =>
    kind === 'none' ? [] : [{ name, isRequired }],
  );

/** A text that is no number or boolean stays a text, which the operation then refuses by the property's name. */
const VALUES: Readonly<Record<Kind, (text: string) => unknown>> = {
  text: (text) => text,
  number: (text) => (/^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text),
  boolean: (text) => ({ true: true, false: false })[text.trim()] ?? text,
  texts: (text) => text.split(/[\s,;]+/).filter((each) => each !== ''),
  none: (text) => text,
};

type Schema = {
  readonly properties?: Readonly<
    Record<string, { readonly type?: string; readonly items?: { readonly type?: string } }>
  >;
  readonly required?: readonly string[];
};

const known = new WeakMap<Operation, ReadonlyMap<string, Property>>();

/** The properties of an operation's request, by its schema. */
function propertiesOf(operation: Operation): ReadonlyMap<string, Property> {
  const found = known.get(operation) ?? readProperties(operation);
  known.set(operation, found);
  return found;
}

function readProperties({ request }: Operation): ReadonlyMap<string, Property> {
  const { properties = {}, required = [] } = z.toJSONSchema(request, { io: 'input' }) as Schema;
  const entries = Object.entries(properties).map(([name, { type, items }]) => {
    const ofItems: Kind = items?.type === 'string' ? 'texts' : 'none';
    const kind = type === 'array' ? ofItems : (KINDS[type ?? ''] ?? 'none');
    return [name, { kind, isRequired: required.includes(name) }] as const;
  });
  return new Map(entries);
}

const KINDS: Readonly<Record<string, Kind>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
};
