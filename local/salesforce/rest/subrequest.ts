import { createRecord } from '../data/create-record.ts';
import { updateRecord } from '../data/update-record.ts';
import type { Org } from '../org.ts';
import { answerQuery } from '../query/run.ts';
import { isAutoAssign } from './auto-assign.ts';
import { Refusal } from './refusal.ts';

/** One request of a composite one. */
export type Subrequest = {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body?: Record<string, unknown> | undefined;
  readonly httpHeaders?: Record<string, string> | undefined;
};

export type Answered = {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
};

type Context = { readonly version: string; readonly before: ReadonlyMap<string, Answered> };

/** Serves one subrequest: creating a record, changing one, or a query. */
export function runSubrequest(org: Org, request: Subrequest, context: Context): Answered {
  try {
    return serve(org, resolveReferences(request, context.before), context.version);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { status: thrown.status, body: thrown.body, headers: {} };
  }
}

function serve(org: Org, request: Subrequest, version: string): Answered {
  const { method, url, body = {} } = request;
  const prefix = `/services/data/v${version}/`;
  const path = url.startsWith(prefix) ? url.slice(prefix.length) : '';
  const [, object = '', id] = /^sobjects\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
  const submitted = { object, body, autoAssign: isAutoAssign(autoAssignOf(request)) };
  if (method === 'POST' && object !== '' && id === undefined) {
    const row = createRecord(org, submitted);
    const headers = { Location: `${prefix}sobjects/${object}/${row.Id}` };
    return { status: 201, body: { id: row.Id, success: true, errors: [] }, headers };
  }
  if (method === 'PATCH' && id !== undefined) {
    updateRecord(org, { ...submitted, id });
    return { status: 204, body: null, headers: {} };
  }
  const soql = method === 'GET' && /^query\/?\?q=(.+)$/.exec(path)?.[1];
  if (!soql) throw new Refusal('NOT_FOUND', 'The requested resource does not exist');
  const query = decodeURIComponent(soql.replaceAll('+', ' '));
  return {
    status: 200,
    body: answerQuery(org, query, { version, withDeleted: false }),
    headers: {},
  };
}

/** Headers that the composite request gives all of its subrequests may not be among theirs. */
const FORBIDDEN = ['accept', 'authorization', 'content-type'];

function autoAssignOf({ httpHeaders = {} }: Subrequest): string {
  const headers = Object.entries(httpHeaders).map(([name, value]) => [name.toLowerCase(), value]);
  const forbidden = headers.find(([name = '']) => FORBIDDEN.includes(name));
  if (forbidden) {
    throw new Refusal('INVALID_INPUT', `The header ${forbidden[0]} is not allowed in a subrequest`);
  }
  return headers.find(([name]) => name === 'sforce-auto-assign')?.[1] ?? '';
}

const REFERENCE = /@\{(\w+)((?:\.\w+|\[\d+\])+)\}/g;

/**
 * Replaces each `@{reference.field}` in the URL and the body by what the earlier answer has there. As at
 * Salesforce every text is searched, so that a subject or body that looks like a reference is one.
 */
function resolveReferences(request: Subrequest, before: ReadonlyMap<string, Answered>): Subrequest {
  const inText = (text: string) =>
    text.replace(REFERENCE, (_, reference: string, path: string) =>
      String(referred(before, reference, path)),
    );
  const body = Object.entries(request.body ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? inText(value) : value,
  ]);
  return { ...request, url: inText(request.url), body: Object.fromEntries(body) };
}

function referred(before: ReadonlyMap<string, Answered>, reference: string, path: string): unknown {
  const answer = before.get(reference);
  const names = path.match(/\w+/g) ?? [];
  const value = answer && answer.status < 400 ? names.reduce(at, answer.body) : undefined;
  if (value !== undefined && value !== null) return value;
  const message = `Invalid reference specified. No value for ${reference}${path} found in ${reference}`;
  throw new Refusal('PROCESSING_HALTED', message);
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
