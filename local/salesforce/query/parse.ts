import type { Value } from '../objects/field.ts';
import { Refusal } from '../rest/refusal.ts';
import { tokenize } from './tokens.ts';

const ORDERS = ['>=', '<=', '>', '<'] as const;

export type Order = (typeof ORDERS)[number];

export type Condition = { readonly path: string } & (
  | { readonly operator: '=' | '!='; readonly value: Value }
  | { readonly operator: Order; readonly value: string; readonly isMoment: boolean }
  | { readonly operator: 'in'; readonly values: readonly string[] }
  | { readonly operator: 'in query'; readonly query: Query }
);

export type Query = {
  readonly object: string;
  /** Names of fields, with those of references before: `Parent.SuppliedEmail`. */
  readonly select: readonly string[];
  /** All of them hold. */
  readonly where: readonly Condition[];
  readonly orderBy: { readonly path: string; readonly descending: boolean } | null;
  readonly limit: number | null;
};

/**
 * Reads the SOQL that this org answers: SELECT fields FROM object, WHERE conditions (`=`, `!=`, `IN`, and `<`, `<=`,
 * `>`, `>=` of a moment or an id) joined by AND, ORDER BY one field, LIMIT.
 *
 * @throws Refusal `MALFORMED_QUERY` for anything else
 */
export function parseQuery(soql: string): Query {
  const reader = readerOf(tokenize(soql));
  const query = readQuery(reader);
  if (!reader.isAtEnd()) throw malformed(reader.next());
  return query;
}

export function malformed(token: string): Refusal {
  return new Refusal('MALFORMED_QUERY', `unexpected token: '${token.slice(0, 40)}'`);
}

type Reader = {
  isAtEnd(): boolean;
  next(): string;
  /** Takes the keyword if it comes next. */
  takes(keyword: string): boolean;
  /** @throws Refusal when something else comes next */
  expect(keyword: string): void;
  /** The next token, which must look so. */
  match(pattern: RegExp): string;
};

function readerOf(tokens: readonly string[]): Reader {
  let at = 0;
  const peek = () => tokens[at] ?? '<EOF>';
  const next = () => {
    const token = peek();
    at += 1;
    return token;
  };
  const takes = (keyword: string) => {
    const found = peek().toUpperCase() === keyword;
    if (found) at += 1;
    return found;
  };
  return {
    isAtEnd: () => at >= tokens.length,
    next,
    takes,
    expect: (keyword) => {
      if (!takes(keyword)) throw malformed(peek());
    },
    match: (pattern) => {
      if (!pattern.test(peek())) throw malformed(peek());
      return next();
    },
  };
}

const PATH = /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/;

function readQuery(reader: Reader): Query {
  reader.expect('SELECT');
  const select = listOf(reader, () => reader.match(PATH));
  reader.expect('FROM');
  const object = reader.match(/^[A-Za-z]\w*$/);
  const where: Condition[] = [];
  if (reader.takes('WHERE')) {
    do where.push(readCondition(reader));
    while (reader.takes('AND'));
  }
  const orderBy = reader.takes('ORDER') ? readOrder(reader) : null;
  const limit = reader.takes('LIMIT') ? Number(reader.match(/^\d{1,5}$/)) : null;
  return { object, select, where, orderBy, limit };
}

function readOrder(reader: Reader): Query['orderBy'] {
  reader.expect('BY');
  const path = reader.match(PATH);
  const descending = reader.takes('DESC');
  if (!descending) reader.takes('ASC');
  return { path, descending };
}

function listOf<Item>(reader: Reader, read: () => Item): readonly Item[] {
  const items = [read()];
  while (reader.takes(',')) items.push(read());
  return items;
}

function readCondition(reader: Reader): Condition {
  const path = reader.match(PATH);
  const order = ORDERS.find((each) => reader.takes(each));
  if (order) return { path, operator: order, ...readBound(reader) };
  if (!reader.takes('IN')) {
    const operator = reader.takes('!=') ? '!=' : '=';
    if (operator === '=') reader.expect('=');
    return { path, operator, value: readLiteral(reader) };
  }
  reader.expect('(');
  const condition: Condition = reader.takes('SELECT')
    ? { path, operator: 'in query', query: readSubquery(reader) }
    : { path, operator: 'in', values: listOf(reader, () => readText(reader)) };
  reader.expect(')');
  return condition;
}

const MOMENT = /^\d{4}-/;

function readBound(reader: Reader): { readonly value: string; readonly isMoment: boolean } {
  const bound = reader.match(/^'|^\d{4}-/);
  const isMoment = MOMENT.test(bound);
  return { value: isMoment ? bound : bound.slice(1, -1), isMoment };
}

function readSubquery(reader: Reader): Query {
  const select = [reader.match(PATH)];
  reader.expect('FROM');
  const object = reader.match(/^[A-Za-z]\w*$/);
  reader.expect('WHERE');
  return { object, select, where: [readCondition(reader)], orderBy: null, limit: null };
}

function readLiteral(reader: Reader): Value {
  if (reader.takes('NULL')) return null;
  if (reader.takes('TRUE')) return true;
  return reader.takes('FALSE') ? false : readText(reader);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string literal without its quotes and escapes. */
function readText(reader: Reader): string {
  const quoted = reader.match(/^'/);
  return quoted
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter.toLowerCase()] ?? letter);
}
