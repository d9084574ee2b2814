import { fieldIn } from '../../network/json.ts';
import { listIn } from './answer-fields.ts';
import type { OrgSession } from './session.ts';

/** A text as a SOQL string (SOQL and SOSL Reference, *Quoted String Escape Sequences*). */
export const quoted = (text: string): string =>
  `'${text.replace(/[\\'"\n\r\t\f\b]/g, (character) => ESCAPES[character] ?? '')}'`;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

/** Which records a query reads. `all`: deleted and merged ones too. */
type Scope = 'live' | 'all';

type Caller = Pick<OrgSession, 'call'>;

/** The rows of a query, at most one page of 2,000. */
export const queryRows = async (
  caller: Caller,
  soql: string,
  scope: Scope = 'live',
): Promise<readonly unknown[]> => (await queryPage(caller, soql, scope)).rows;

/** The first page of a query. Of wide rows Salesforce may put fewer than 2,000 into it, and says that it is not done. */
export async function queryPage(
  { call }: Caller,
  soql: string,
  scope: Scope,
): Promise<{ readonly rows: readonly unknown[]; readonly isDone: boolean }> {
  const resource = scope === 'all' ? 'queryAll' : 'query';
  const path = `${resource}?q=${encodeURIComponent(soql)}`;
  const answer = await call({ method: 'GET', path, kind: 'read' });
  return { rows: listIn(answer, 'records'), isDone: fieldIn(answer, 'done') !== false };
}

/** A field of a related record: `Parent.ContactEmail`. */
export const relatedField = (row: unknown, path: string): unknown =>
  path.split('.').reduce(fieldIn, row);
