import { whereKnown } from '../diagnosis/index.ts';
import { fieldIn } from '../network/json.ts';

/** The body of what somebody brought: the ends of its text, and the value of its JSON; undefined: it is a text only. */
export type Brought = { readonly text: string; readonly value: unknown };

/** What the reports keep of a message. */
const KEPT = 280;
/** Enough for the reports, which cut out long words before they cut the rest. */
const LONGEST = 3 * KEPT;
/** A log begins or ends with what matters. */
const END = 8 * 1024;

/** The beginning and the end of a longer text. */
export const endsOf = (text: string): string =>
  text.length > 2 * END ? `${text.slice(0, END)} ${text.slice(-END)}` : text;

/** The telling part of a long text, such as of the trace of an error: it begins shortly before words that we know. */
export function excerptOf(text: string): string {
  if (text.length <= KEPT) return text;
  const start = Math.max(0, whereKnown(text) - 20);
  return text.slice(start, start + LONGEST);
}

/** What programs say of a page where they expected JSON, and what libraries put before it. */
const NOT_JSON =
  /not valid json|unexpected token|invalid json|jsondecodeerror|json\.parse|expecting value|could not parse|failed to parse|malformed json|error refreshing the oauth2 token, message/i;

/** The page itself, where a program complains that it got one; else what was brought. */
export function pageWithin(brought: Brought): Brought {
  const { text } = brought;
  const start = text.search(/<(?:!doctype html|html|head|title)\b/i);
  const isPageInstead = start > 0 && NOT_JSON.test(text.slice(0, start));
  return isPageInstead ? { text: text.slice(start), value: undefined } : brought;
}

const SPOKEN =
  /\b(?:http(?:\/[\d.]+)?|httperror|status(?:[ _]?code)?|responded with|error|code)\b[\s:="'(]{0,3}([1-5]\d\d)\b|<title>\s*([45]\d\d)\b|\b(5\d\d|429)\b[ :-]{1,3}(?:service|bad gateway|gateway|internal server|too many)/i;

/** Names of statuses, as .NET and gRPC have them. */
const NAMED: readonly (readonly [status: number, names: RegExp])[] = [
  [503, /\bServiceUnavailable\b|StatusCode\.UNAVAILABLE|\b14 UNAVAILABLE\b/],
  [502, /\bBadGateway\b/],
  [504, /\bGatewayTimeout\b|StatusCode\.DEADLINE_EXCEEDED/],
  [500, /\bInternalServerError\b|StatusCode\.INTERNAL\b/],
  [429, /\bTooManyRequests\b/],
];

/** The HTTP status that an answer or a text names itself; null: it names none. */
export function statusIn({ text, value }: Brought): number | null {
  const error = fieldIn(value, 'error');
  const said = fieldIn(error, 'code') ?? fieldIn(value, 'status') ?? fieldIn(value, 'statusCode');
  if (typeof said === 'number' && said >= 100 && said < 600) return said;
  if (value !== undefined) return null;
  const [, spoken, ofTitle, withWords] = SPOKEN.exec(text) ?? [];
  const status = Number(spoken ?? ofTitle ?? withWords);
  // Numbers from 540 on are mostly replies of SMTP (550 to 554), and no status of HTTP.
  if (status >= 400 && status < 540) return status;
  return NAMED.find(([, names]) => names.test(text))?.[0] ?? null;
}

/** The parameters of an address, from the one that names the error; empty: there is none. */
export function queryIn(text: string): URLSearchParams {
  const at = text.search(/(?<=^|[?#&\s"'])error=(?=[A-Za-z_]+(?:&|$))/);
  return new URLSearchParams(at < 0 ? '' : text.slice(at, at + LONGEST));
}

/** What was answered: its status, null where nobody said it, and its JSON. */
export type Answer = { readonly status: number | null; readonly body: unknown };
