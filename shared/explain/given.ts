import { z } from 'zod';
import { fieldIn, jsonIn } from '../network/json.ts';

/** Where a failure was seen. */
export const PLACES = [
  'consent_screen',
  'callback',
  'token_user',
  'token_service_account',
  'gmail_api',
  'imap',
  'network',
  'salesforce',
] as const;

export type Place = (typeof PLACES)[number];

/** Takes a value of the wrong kind for a missing one, because people bring failures that they do not understand. */
const orNothing = <T>(schema: z.ZodType<T>) =>
  schema
    .nullish()
    .catch(null)
    .transform((value) => value ?? null);

/**
 * A failure that somebody brings: an answer of Google's or Salesforce's, a text from a screen, or a line of our own log.
 * Everything but the body may be missing, and what cannot be read counts as missing.
 */
export const GIVEN = z.object({
  where: orNothing(z.enum(PLACES)),
  http_status: orNothing(z.coerce.number().int().min(100).max(599)),
  body: z.unknown(),
  context: orNothing(z.record(z.string(), z.unknown())),
  lang: orNothing(z.enum(['en', 'ja'])),
});

export type Given = z.infer<typeof GIVEN>;

/** A longer body is cut: people paste whole pages, and the cause stands at the beginning. */
const MOST_CHARACTERS = 64 * 1024;

/** The body as text, whatever it is. */
export function textOf(body: unknown): string {
  if (typeof body === 'string') return body.slice(0, MOST_CHARACTERS);
  if (body === undefined || body === null) return '';
  try {
    return JSON.stringify(body).slice(0, MOST_CHARACTERS);
  } catch {
    return '';
  }
}

/** The body as a value: JSON in a text is read, also where other text stands around it. Undefined: it is a text only. */
export function parsedFrom(body: unknown): unknown {
  if (typeof body !== 'string') return answerIn(body ?? undefined);
  const text = body.slice(0, MOST_CHARACTERS);
  const starts = new Set([text.search(/[[{]/), text.indexOf('{'), text.indexOf('[{')]);
  for (const start of starts) {
    const end = text.lastIndexOf(text[start] === '[' ? ']' : '}');
    const value = start < 0 ? undefined : jsonIn(text.slice(start, end + 1));
    if (typeof value === 'object' && value !== null) return answerIn(value);
  }
  return undefined;
}

/** Where client libraries keep an answer in what they throw or log. */
const HOLDERS = ['response', 'data', 'body', 'result', 'cause', 'output'] as const;

const DEEPEST = 4;

/** The answer within what a client library wrapped around it; else the value itself. */
function answerIn(value: unknown, depth = 0): unknown {
  if (depth === DEEPEST || isAnswer(value)) return value;
  for (const holder of HOLDERS) {
    const held = fieldIn(value, holder);
    const within = typeof held === 'string' ? jsonIn(held) : held;
    const found = within === undefined ? undefined : answerIn(within, depth + 1);
    if (isAnswer(found)) return found;
  }
  return value;
}

const isAnswer = (value: unknown): boolean =>
  ['error', 'errorCode', 'errors', 'compositeResponse'].some(
    (name) => fieldIn(Array.isArray(value) ? value[0] : value, name) !== undefined,
  );
