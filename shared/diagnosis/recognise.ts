import type { ErrorCode, GoogleReport } from '../errors.ts';
import type { Cause } from './diagnosis.ts';
import { matches } from './rule.ts';
import { RULES } from './rules.ts';

/** A proxy's or Google's own error page: its words are not an answer to what we asked. */
const isPage = ({ description }: GoogleReport): boolean =>
  /^\s*<(!doctype|html)/i.test(description ?? '');

/** A page again, its text not kept: a refusal of Google's always has at least a code. */
const isWordless = ({ error, subtype, description }: GoogleReport): boolean =>
  error === null && subtype === null && description === null;

function isTransient(google: GoogleReport): boolean {
  // A refusal that arrives on the redirect has no status, yet is an answer.
  if (google.endpoint === 'authorization') return false;
  if (google.status === null || isWordless(google)) return true;
  return google.status === 429 || google.status >= 500;
}

/** The cause behind Google's answer. In: our code and the answer. Out: always a cause, honest if unknown. */
export function recognise(code: ErrorCode, google: GoogleReport): Cause {
  if (isPage(google)) return 'google_unavailable';
  const rule = RULES.find((candidate) => matches(candidate, code, google));
  return rule?.cause ?? (isTransient(google) ? 'google_unavailable' : 'google_unrecognised');
}
