import { cut } from './clean-text.ts';
import { LIMITS } from './limits.ts';

/** The subject of a case: one is required to find it in a list. */
export const caseSubject = (subject: string): string =>
  subject === '' ? '(no subject)' : cut(subject, LIMITS.caseSubject);
