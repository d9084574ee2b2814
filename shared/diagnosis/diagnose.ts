import type { ErrorCode, GoogleReport } from '../errors.ts';
import { CAUSES_BY_CODE, GOOGLE_SAYS_MORE } from './causes-by-code.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';
import { recognise } from './recognise.ts';
import { endedAfterTestingWeek, type Timeline } from './testing-week.ts';

/** As much of an AppError as a diagnosis needs; a stored failure has this shape too. */
export type Failure = { readonly code: ErrorCode; readonly google: GoogleReport | null };

/**
 * Why it failed, who acts and what they click. In: any failure, and when the owner consented if that
 * is known. Out: always a diagnosis, never an exception. Google's error texts follow RFC 6749 §5.2
 * and the Gmail API's "Resolve errors" page.
 */
export function diagnose(failure: Failure, timeline: Timeline = {}): Diagnosis {
  const { code, google } = failure;
  const cause =
    google !== null && GOOGLE_SAYS_MORE.has(code) ? recognise(code, google) : CAUSES_BY_CODE[code];
  // Google gives one text for every way in which a grant ends; only the calendar tells this one apart.
  const inferred = cause === 'grant_revoked' && endedAfterTestingWeek(timeline);
  return diagnosisOf(inferred ? 'testing_seven_days' : cause);
}
