import { knownNameIn } from '../diagnosis/index.ts';
import type { AppError } from '../errors.ts';
import { isPage } from '../network/foreign-page.ts';
import { fieldIn } from '../network/json.ts';
import { loginRefusal, orgRefusal } from '../salesforce/api/report.ts';
import { type Answer, excerptOf, queryIn } from './brought.ts';
import { networkCodeOf, pageCodeOf } from './network-words.ts';

/** The status where nobody said it: Salesforce refuses most things with it. */
const REFUSED = 400;

/**
 * Reads an answer of Salesforce's: its API answers a list of errors, its token endpoint an object, and people paste the
 * codes or the words alone.
 */
export function orgFailure(answer: Answer, text: string): AppError {
  const { status, body } = answer;
  const known = status ?? REFUSED;
  const errors = errorsIn(body);
  if (errors) return orgRefusal({ status: known, body: culpritOf(errors) }, 'record');
  if (typeof fieldIn(body, 'error') === 'string') return loginRefusal({ status: known, body });
  if (body === undefined) return readText(answer, text);
  // What a program threw, as JSON.
  const network = status === null ? networkCodeOf(text) : null;
  return orgRefusal({ status, body: network ? undefined : body, ...(network && { network }) });
}

/** A composite holds an answer for each of its requests, and those of a tree are called results. */
const LISTS = [
  'compositeResponse',
  'errors',
  'results',
  'graphs',
  'body',
  'result',
  'graphResponse',
];

/** The errors of a list, of the answer of one record or of several requests, or one error alone. */
function errorsIn(body: unknown, depth = 0): readonly unknown[] | null {
  if (depth > 5) return null;
  if (Array.isArray(body)) {
    const found = body.slice(0, 200).flatMap((each) => errorsIn(each, depth + 1) ?? []);
    return found.length > 0 || depth > 0 ? found : body;
  }
  if ((fieldIn(body, 'errorCode') ?? fieldIn(body, 'statusCode')) !== undefined) return [body];
  for (const name of LISTS) {
    const within = fieldIn(body, name);
    const found = typeof within === 'object' ? errorsIn(within, depth + 1) : null;
    if (found && found.length > 0) return found;
  }
  return null;
}

const codeOf = (error: unknown): unknown =>
  fieldIn(error, 'errorCode') ?? fieldIn(error, 'statusCode');

/** What all others of the same call get when one is refused. */
const NOT_TRIED: ReadonlySet<unknown> = new Set([
  'PROCESSING_HALTED',
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
]);

function culpritOf(errors: readonly unknown[]): readonly unknown[] {
  const culprit = errors.find((error) => !NOT_TRIED.has(codeOf(error))) ?? errors[0];
  return culprit === undefined ? [] : [withField(culprit)];
}

const OF_RECORD_TYPE = /record ?type|レコードタイプ/i;

/** The message about a duplicate names the field, and Salesforce’s list of fields is empty. Without a name it is our key. */
function withField(error: unknown): unknown {
  if (codeOf(error) === 'INVALID_CROSS_REFERENCE_KEY') return withRecordType(error);
  if (codeOf(error) !== 'DUPLICATE_VALUE') return error;
  const message = String(fieldIn(error, 'message') ?? '');
  const field = /duplicate value found: (\w+)/.exec(message)?.[1];
  const isOther = field?.endsWith('__c') && !field.startsWith('Gmail_');
  return { ...(error as object), fields: [isOther ? field : 'Gmail_Message_Key__c'] };
}

/** A message about a record type names it, also where the list of fields is missing. */
function withRecordType(error: unknown): unknown {
  const isOfRecordType = OF_RECORD_TYPE.test(String(fieldIn(error, 'message') ?? ''));
  return isOfRecordType ? { ...(error as object), fields: ['RecordTypeId'] } : error;
}

function readText({ status }: Answer, text: string): AppError {
  const code = knownNameIn(text, 'org');
  if (isPage(text) || (text === '' && code === null)) return ofPage(status, text);
  if (code !== null) {
    const errors = [{ errorCode: code, message: excerptOf(text) }];
    return orgRefusal({ status: status ?? REFUSED, body: culpritOf(errors) }, 'record');
  }
  const network = pageCodeOf(text, status) ?? (status === null ? networkCodeOf(text) : null);
  if (network) return orgRefusal({ status, body: undefined, network });
  if (status !== null && status >= 500) return orgRefusal({ status, body: undefined });
  return loginRefusal({ status: status ?? REFUSED, body: parametersIn(text) });
}

/** Salesforce’s page for a name that belongs to no organization any more. */
const GONE = /url no longer exists|no such organization|domain (?:is )?not found/i;

function ofPage(status: number | null, text: string): AppError {
  const network = GONE.test(text) ? 'ENOTFOUND' : pageCodeOf(text, status);
  return orgRefusal({ status, body: undefined, ...(network && { network }) });
}

function parametersIn(text: string): unknown {
  const query = queryIn(text);
  const error = query.get('error') ?? knownNameIn(text, 'org_login') ?? 'invalid_grant';
  return { error, error_description: query.get('error_description') ?? excerptOf(text) };
}
