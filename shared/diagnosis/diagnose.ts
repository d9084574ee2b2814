import type { ErrorCode, UpstreamReport } from '../errors.ts';
import { CAUSES_BY_CODE, EXPLAINED_BY_ANSWER } from './causes-by-code.ts';
import { type Cause, type Diagnosis, diagnosisOf } from './diagnosis.ts';
import { inContext } from './in-context.ts';
import { ORG_RULES } from './org-rules.ts';
import { matches, type Refusal } from './rule.ts';
import { GOOGLE_RULES } from './rules.ts';
import type { Circumstances } from './why-it-ended.ts';

/** The part of an AppError that a diagnosis needs. A stored failure has the same shape. */
export type Failure = { readonly code: ErrorCode; readonly upstream: UpstreamReport | null };

/**
 * Says why something failed, who acts and what they click. Takes any failure and its known circumstances,
 * always returns a diagnosis and never throws. Google's error texts follow RFC 6749 §5.2 and the Gmail
 * API's "Resolve errors" page.
 */
export function diagnose(failure: Failure, circumstances: Circumstances = {}): Diagnosis {
  const { code, upstream } = failure;
  const method = circumstances.method ?? upstream?.method ?? 'consent';
  const cause =
    upstream !== null && (EXPLAINED_BY_ANSWER.has(code) || upstream.network !== undefined)
      ? recognise({ code, upstream, method })
      : CAUSES_BY_CODE[code];
  const found = inContext(cause, { ...circumstances, method });
  const isOfOrg = upstream?.service === 'salesforce';
  // The steps of each name other hosts that a firewall has to let through.
  return diagnosisOf(
    isOfOrg && found === 'network_connection_failed' ? 'org_network_blocked' : found,
  );
}

/** An HTML error page of a proxy or of Google, whose text is no answer to our request. */
const isHtmlPage = ({ description }: UpstreamReport): boolean =>
  /^\s*<(!doctype|html)/i.test(description ?? '');

/** A page whose text was not kept: every refusal from Google has at least a code. */
const isEmptyReport = ({ error, subtype, description }: UpstreamReport): boolean =>
  error === null && subtype === null && description === null;

function isTransient(upstream: UpstreamReport): boolean {
  // A refusal on the redirect has no status, but it is an answer.
  if (upstream.endpoint === 'authorization') return false;
  if (upstream.status === null || isEmptyReport(upstream)) return true;
  return upstream.status === 429 || upstream.status >= 500;
}

/**
 * The cause of a refusal. Always returns one. If no rule knows the answer, it is `google_unrecognised`, or of a
 * Salesforce organization the cause of our code, which is made from the same answer.
 */
export function recognise(refusal: Refusal): Cause {
  const { code, upstream } = refusal;
  const isOfOrg = upstream.service === 'salesforce';
  const unavailable = isOfOrg ? 'salesforce_unavailable' : 'google_unavailable';
  if (isHtmlPage(upstream)) return unavailable;
  const rules = isOfOrg ? ORG_RULES : GOOGLE_RULES;
  const rule = rules.find((candidate) => matches(candidate, refusal));
  if (rule) return rule.cause;
  if (isTransient(upstream)) return unavailable;
  return isOfOrg ? CAUSES_BY_CODE[code] : 'google_unrecognised';
}
