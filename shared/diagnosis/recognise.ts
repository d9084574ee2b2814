import type { ErrorCode, UpstreamReport } from '../errors.ts';
import type { Cause } from './diagnosis.ts';
import { matches } from './rule.ts';
import { RULES } from './rules.ts';

/** A proxy's or Google's own error page: its words are not an answer to what we asked. */
const isPage = ({ description }: UpstreamReport): boolean =>
  /^\s*<(!doctype|html)/i.test(description ?? '');

/** A page again, its text not kept: a refusal of Google's always has at least a code. */
const isWordless = ({ error, subtype, description }: UpstreamReport): boolean =>
  error === null && subtype === null && description === null;

function isTransient(upstream: UpstreamReport): boolean {
  // A refusal that arrives on the redirect has no status, yet is an answer.
  if (upstream.endpoint === 'authorization') return false;
  if (upstream.status === null || isWordless(upstream)) return true;
  return upstream.status === 429 || upstream.status >= 500;
}

/** The cause behind Google's answer. In: our code and the answer. Out: always a cause, honest if unknown. */
export function recognise(code: ErrorCode, upstream: UpstreamReport): Cause {
  if (isPage(upstream)) return 'google_unavailable';
  const rule = RULES.find((candidate) => matches(candidate, code, upstream));
  return rule?.cause ?? (isTransient(upstream) ? 'google_unavailable' : 'google_unrecognised');
}
