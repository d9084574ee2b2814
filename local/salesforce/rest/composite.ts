import { z } from 'zod';
import { loseParent } from '../data/emails.ts';
import type { Org } from '../org.ts';
import { Refusal } from './refusal.ts';
import { type Answered, runSubrequest, type Subrequest } from './subrequest.ts';

const compositeSchema = z.strictObject({
  allOrNone: z.boolean().default(false),
  collateSubrequests: z.boolean().optional(),
  compositeRequest: z
    .array(
      z.strictObject({
        method: z.string(),
        url: z.string(),
        referenceId: z.string().regex(/^[A-Za-z]\w{0,98}$/),
        body: z.record(z.string(), z.unknown()).optional(),
        httpHeaders: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1),
});

const MAX_SUBREQUESTS = 25;
const HALTED =
  'The transaction was rolled back since another operation in the same transaction failed.';

/**
 * `POST composite` (REST API Developer Guide): up to 25 requests, each may refer to the answers of those
 * before it. The answer is 200 even when some of them failed.
 *
 * @throws Refusal when the request itself is wrong
 */
export function answerComposite(org: Org, body: unknown, version: string): unknown {
  const parsed = compositeSchema.safeParse(body);
  if (!parsed.success) {
    throw new Refusal(
      'JSON_PARSER_ERROR',
      parsed.error.issues[0]?.message ?? 'no composite request',
    );
  }
  const { allOrNone, compositeRequest: requests } = parsed.data;
  requireWellFormed(requests);
  for (const { method, url, body: record } of requests) {
    if (method === 'POST' && url.endsWith('/sobjects/EmailMessage')) {
      loseParent(org, record?.['ParentId']);
    }
  }
  const run = (request: Subrequest, before: ReadonlyMap<string, Answered>) =>
    runSubrequest(org, request, { version, before });
  const answers = allOrNone ? runAll(org, requests, run) : runEach(requests, run);
  const compositeResponse = requests.map(({ referenceId }, index) => {
    const { status, body: answer, headers } = answers[index] ?? halted();
    return { body: answer, httpHeaders: headers, httpStatusCode: status, referenceId };
  });
  return { compositeResponse };
}

function requireWellFormed(requests: readonly Subrequest[]): void {
  if (requests.length > MAX_SUBREQUESTS) {
    const message = `Limit exceeded. A composite request has at most ${MAX_SUBREQUESTS} subrequests.`;
    throw new Refusal('LIMIT_EXCEEDED', message);
  }
  const ids = new Set(requests.map(({ referenceId }) => referenceId));
  if (ids.size < requests.length) {
    throw new Refusal('INVALID_INPUT', 'Each referenceId must be unique in a composite request');
  }
}

type Run = (request: Subrequest, before: ReadonlyMap<string, Answered>) => Answered;

function runEach(requests: readonly Subrequest[], run: Run): readonly Answered[] {
  const before = new Map<string, Answered>();
  for (const request of requests) before.set(request.referenceId, run(request, before));
  return [...before.values()];
}

/** Undoes a transaction because one subrequest failed. */
class Halt extends Error {
  readonly index: number;
  readonly answer: Answered;

  constructor(index: number, answer: Answered) {
    super('a subrequest failed');
    this.index = index;
    this.answer = answer;
  }
}

/** Undoes everything when one fails: that one keeps its error. */
function runAll(org: Org, requests: readonly Subrequest[], run: Run): readonly Answered[] {
  const before = new Map<string, Answered>();
  try {
    return org.transaction(() => {
      for (const [index, request] of requests.entries()) {
        const answer = run(request, before);
        if (answer.status >= 400) throw new Halt(index, answer);
        before.set(request.referenceId, answer);
      }
      return [...before.values()];
    });
  } catch (thrown) {
    if (!(thrown instanceof Halt)) throw thrown;
    return requests.map((_, index) => (index === thrown.index ? thrown.answer : halted()));
  }
}

function halted(): Answered {
  const refusal = new Refusal('PROCESSING_HALTED', HALTED);
  return { status: refusal.status, body: refusal.body, headers: {} };
}
