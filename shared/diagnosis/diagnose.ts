import type { ErrorCode, UpstreamReport } from '../errors.ts';
import { CAUSES_BY_CODE, GOOGLE_SAYS_MORE } from './causes-by-code.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';
import { recognise } from './recognise.ts';
import { type Circumstances, whyItEnded } from './why-it-ended.ts';

/** As much of an AppError as a diagnosis needs; a stored failure has this shape too. */
export type Failure = { readonly code: ErrorCode; readonly upstream: UpstreamReport | null };

/**
 * Why it failed, who acts and what they click. In: any failure, and what else is known of it. Out: always a diagnosis, never an exception. Google's error texts follow RFC 6749 §5.2
 * and the Gmail API's "Resolve errors" page.
 */
export function diagnose(failure: Failure, circumstances: Circumstances = {}): Diagnosis {
  const { code, upstream } = failure;
  const cause =
    upstream !== null && GOOGLE_SAYS_MORE.has(code)
      ? recognise(code, upstream)
      : CAUSES_BY_CODE[code];
  return diagnosisOf(cause === 'grant_revoked' ? whyItEnded(circumstances) : cause);
}
