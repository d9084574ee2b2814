import { z } from 'zod';
import type { RecordKind, Records } from '../tokens/index.ts';
import { code, date, google, text } from './document-schemas.ts';
import { parseDocument } from './parse-document.ts';

const number = z.number();

const fleet = z.object({
  tallies: z
    .array(z.object({ minute: date, succeeded: number, failed: z.record(text, number) }))
    .readonly(),
  succeededAt: date.nullable(),
  aloneAt: date.nullable(),
  lastFailure: z.object({ code, google }).nullable(),
  breaker: z.object({ alike: text, code, google, since: date, trials: number }).nullable(),
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

/** @throws AppError `record_unreadable` when the document was changed by hand */
export const readRecordDocument = <Kind extends RecordKind>(
  kind: Kind,
  document: string,
): Records[Kind] => parseDocument(SCHEMAS[kind], document);
