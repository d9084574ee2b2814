import { z } from 'zod';
import { newFleet, OAUTH_CLIENT, type RecordKind, type Records } from '../../tokens/index.ts';
import { breaker, credential, date, failedOnce, text } from './document-schemas.ts';
import { parseDocument, readable } from './parse-document.ts';

const number = z.number();

const fleetFields = z.object({
  credential: credential.default(OAUTH_CLIENT),
  tallies: z
    .array(z.object({ minute: date, succeeded: number, failed: z.record(text, number) }))
    .readonly(),
  succeededAt: date.nullable(),
  noCanaryAt: date.nullable(),
  lastFailure: failedOnce.nullable(),
  breaker: breaker.nullable(),
  domains: z.record(
    text,
    z.object({
      firstAt: date,
      refused: number,
      connectionIds: z.array(text).readonly(),
      succeeded: number,
    }),
  ),
});

/** Release 0.1 called two of the fields otherwise. */
const fleet = z.preprocess((stored) => {
  if (typeof stored !== 'object' || stored === null || !('aloneAt' in stored)) return stored;
  const { aloneAt: noCanaryAt, ...rest } = stored;
  const breaker = 'breaker' in rest ? (rest.breaker as { alike?: string } | null) : null;
  return { ...rest, noCanaryAt, breaker: breaker && { ...breaker, signature: breaker.alike } };
}, fleetFields);

const run = z.object({
  job: z.enum(['token-refresh', 'label-probe']),
  startedAt: date,
  reportedAt: date,
  endedAt: date.nullable(),
  due: number,
  done: number,
  counts: z.record(text, number),
});

const SCHEMAS: { readonly [Kind in RecordKind]: z.ZodType<Records[Kind]> } = {
  fleet,
  run,
  security_event: z.object({ receivedAt: date }),
};

/** A record as stored: none of a kind that holds a secret. */
export const writeRecordDocument = (value: Records[RecordKind]): string => JSON.stringify(value);

/**
 * What is known of the fleet is of the last hours, and is seen again: damaged, it is as good as none, and
 * the next write mends it. Unreadable, it would keep every mailbox from its token until somebody came.
 *
 * @throws AppError `record_unreadable` when the document of any other kind was changed by hand
 */
export function readRecordDocument<Kind extends RecordKind>(
  kind: Kind,
  document: string,
): Records[Kind] {
  return kind === 'fleet'
    ? (readable(() => parseDocument(SCHEMAS[kind], document))[0] ??
        (newFleet(OAUTH_CLIENT) as Records[Kind]))
    : parseDocument(SCHEMAS[kind], document);
}
