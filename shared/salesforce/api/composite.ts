import { fieldIn } from '../../network/json.ts';
import { listIn, textIn } from './answer-fields.ts';
import type { KeyedRecord } from './mail-records.ts';
import { errorsIn, type OrgAnswer } from './report.ts';
import { API_VERSION, type OrgSession } from './session.ts';

/** One request of a composite call (REST API, "Composite"). */
export type Subrequest = {
  readonly method: 'POST' | 'PATCH';
  readonly url: string;
  readonly referenceId: string;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly body: KeyedRecord;
};

/** The one of the subrequests that the org refused. The others were halted for it. */
export class SubrequestRefused extends Error {
  readonly answer: OrgAnswer;
  /** `old`: a record that was to be changed. */
  readonly object: 'Case' | 'EmailMessage' | 'old';

  constructor(answer: OrgAnswer, object: SubrequestRefused['object']) {
    super('a subrequest was refused');
    this.answer = answer;
    this.object = object;
  }

  get errorCode(): string | null {
    return errorsIn(this.answer.body)[0]?.errorCode ?? null;
  }

  /** Quotes values: it is read here and never kept. */
  get said(): string {
    return errorsIn(this.answer.body)[0]?.message ?? '';
  }
}

/** Creates a record. */
export const creation = (
  object: 'Case' | 'EmailMessage',
  body: KeyedRecord,
  isAutoAssigned = false,
): Subrequest => ({
  method: 'POST',
  url: `/services/data/${API_VERSION}/sobjects/${object}`,
  referenceId: object === 'Case' ? 'newCase' : 'newEmail',
  httpHeaders: { 'Sforce-Auto-Assign': isAutoAssigned ? 'TRUE' : 'FALSE' },
  body,
});

/** Changes a record. */
export const change = (
  object: 'Case' | 'EmailMessage',
  id: string,
  body: KeyedRecord,
): Subrequest => ({
  method: 'PATCH',
  url: `/services/data/${API_VERSION}/sobjects/${object}/${id}`,
  referenceId: `old${object}`,
  httpHeaders: { 'Sforce-Auto-Assign': 'FALSE' },
  body,
});

/**
 * Makes all of some subrequests, or none.
 *
 * @returns the id of each new record, by its reference
 * @throws SubrequestRefused
 * @throws AppError what `OrgSession.call` throws
 */
export async function callComposite(
  session: OrgSession,
  requests: readonly Subrequest[],
  kind: 'write' | 'write_once',
): Promise<(referenceId: 'newCase' | 'newEmail') => string | null> {
  const body = await session.call({
    method: 'POST',
    path: 'composite',
    body: JSON.stringify({ allOrNone: true, compositeRequest: requests }),
    kind,
  });
  const results = listIn(body, 'compositeResponse');
  refuseFailed(results);
  return (referenceId) => idOf(results, referenceId);
}

function refuseFailed(results: readonly unknown[]): void {
  const failed = results.filter((each) => Number(fieldIn(each, 'httpStatusCode')) >= 300);
  if (failed.length === 0) return;
  const isCulprit = (each: unknown): boolean =>
    errorsIn(fieldIn(each, 'body')).some(({ errorCode }) => errorCode !== 'PROCESSING_HALTED');
  const culprit = failed.find(isCulprit) ?? failed[0];
  const status = Number(fieldIn(culprit, 'httpStatusCode'));
  const object = OBJECTS[textIn(culprit, 'referenceId') ?? ''] ?? 'old';
  throw new SubrequestRefused({ status, body: fieldIn(culprit, 'body') }, object);
}

const OBJECTS: Readonly<Record<string, SubrequestRefused['object']>> = {
  newCase: 'Case',
  newEmail: 'EmailMessage',
};

const idOf = (results: readonly unknown[], referenceId: string): string | null => {
  const found = results.find((each) => textIn(each, 'referenceId') === referenceId);
  return textIn(fieldIn(found, 'body'), 'id');
};
