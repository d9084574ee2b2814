import { bounceCause, type Cause, calloutCause, knownNameIn } from '../diagnosis/index.ts';
import { fieldIn } from '../network/json.ts';
import { type Brought, statusIn } from './brought.ts';
import type { Given } from './given.ts';
import { isOfSalesforceHost } from './place.ts';

const OF_ANSWERS = ['error', 'errors', 'errorCode', 'compositeResponse'];

/** Is it an answer of Google's or Salesforce's? Administrators write texts into those, which may quote a mail server. */
const isAnswer = ({ value, text }: Brought): boolean => {
  const first = Array.isArray(value) ? value[0] : value;
  const hasField = OF_ANSWERS.some((name) => fieldIn(first, name) !== undefined);
  return hasField || knownNameIn(text, 'org') !== null;
};

/** Why a mail server refused a mail, or why Salesforce could not call the connector; null: neither is reported. */
export function reportedCause({ where }: Given, brought: Brought): Cause | null {
  if (where === 'consent_screen' || where === 'callback') return null;
  if (isAnswer(brought)) return null;
  return calloutCause(brought.text) ?? bounceCause(brought.text);
}

/** What a status alone says: a server that is busy or out of order. Null: the status says nothing of that. */
export function passingCause({ http_status, where }: Given, brought: Brought): Cause | null {
  const status = http_status ?? statusIn(brought);
  if (status === null || (status !== 429 && status < 500)) return null;
  const isOfOrg = where === 'salesforce' || isOfSalesforceHost(brought.text);
  return isOfOrg ? 'salesforce_unavailable' : 'google_unavailable';
}
