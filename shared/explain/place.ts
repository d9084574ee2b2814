import { knownNameIn, namedCode, saysOrgLogin } from '../diagnosis/index.ts';
import { fieldIn } from '../network/json.ts';
import type { Brought } from './brought.ts';
import type { Given, Place } from './given.ts';
import { networkCodeOf } from './network-words.ts';

const ORG_HOST = /\b[\w-]{1,63}\.(?:my\.salesforce|salesforce|force|lightning\.force)\.com\b/i;

/** Is a host of Salesforce's named? */
export const isOfSalesforceHost = (text: string): boolean => ORG_HOST.test(text);

const isOAuth = ({ value }: Brought): boolean =>
  typeof fieldIn(value, 'error') === 'string' && !Array.isArray(value);

/** Where an answer comes from: as was said, unless the answer itself shows another place; null: it is a text. */
export function placeOf({ where }: Pick<Given, 'where'>, brought: Brought): Place | null {
  if (where === null) return placeByLooks(brought);
  const { text, value } = brought;
  // A library that calls Gmail or IMAP fetches a token first, and fails with the answer to that.
  if ((where === 'gmail_api' || where === 'imap') && isOAuth(brought)) return 'token_user';
  if (where === 'callback' && (isOfSalesforce(text) || saysOrgLogin(text))) return 'salesforce';
  if (where === 'network' && ORG_HOST.test(text)) return 'salesforce';
  const isAnswer = isOAuth(brought) || typeof fieldIn(value, 'error') === 'object';
  return where === 'network' && isAnswer ? (placeByLooks(brought) ?? where) : where;
}

/** The names of Salesforce’s authorization page. Those of OAuth are Google’s as well. */
const isOfSalesforce = (text: string): boolean =>
  /\bOAUTH_[A-Z_]+|invalid_app_access|app_not_found|inactive_(?:user|org)|invalid_client_id\b/i.test(
    text,
  );

const OF_IMAP =
  /\b(?:NO|BAD|OK) \[[A-Z]|\* BYE\b|\[ALERT\]|\[WEBALERT|\[AUTHENTICATIONFAILED\]|\[AUTHORIZATIONFAILED\]|XOAUTH2|OAUTHBEARER/;

const placeByLooks = (brought: Brought): Place | null =>
  placeByValue(brought) ?? (brought.value === undefined ? placeByText(brought.text) : null);

function placeByValue({ text, value }: Brought): Place | null {
  if (isOrgAnswer(value)) return 'salesforce';
  if (fieldIn(value, 'schemes') !== undefined || OF_IMAP.test(text)) return 'imap';
  const error = fieldIn(value, 'error');
  if (typeof error === 'object' && error !== null) {
    return /signjwt|iam\.serviceaccounts/i.test(text) ? 'token_service_account' : 'gmail_api';
  }
  if (typeof error !== 'string') return null;
  const isOfOrg = isOfSalesforce(text) || ORG_HOST.test(text) || saysOrgLogin(text);
  return isOfOrg ? 'salesforce' : tokenPlace(text);
}

/** What servers and proxies say when nothing is wrong with the request. */
const PASSING =
  /upstream connect error|bad gateway|gateway time-?out|service (?:temporarily )?unavailable|service not available|salesforce cdn partner|edgesuite\.net|too many requests|internal server error/i;

function placeByText(text: string): Place | null {
  // Words of the network in somebody’s letter do not count beside the code of Google’s page.
  if (namedCode(text) !== null) return null;
  if (/(?:^|[?&#])error=/.test(text) && !/authError=/.test(text)) {
    return isOfSalesforce(text) ? 'salesforce' : 'callback';
  }
  if (knownNameIn(text, 'org') !== null) return 'salesforce';
  if (saysOrgLogin(text)) return 'salesforce';
  if (networkCodeOf(text) === null && !PASSING.test(text)) return null;
  return ORG_HOST.test(text) || /salesforce cdn partner/i.test(text) ? 'salesforce' : 'network';
}

const isOrgAnswer = (value: unknown): boolean => {
  const first = Array.isArray(value) ? value[0] : value;
  return ['errorCode', 'compositeResponse', 'hasErrors'].some(
    (name) => fieldIn(first, name) !== undefined,
  );
};

/** Words that Google says to service accounts only. */
const tokenPlace = (text: string): Place =>
  /jwt|robot is disabled|impersonation|invalid email or user id|requested client not authorized|using this method/i.test(
    text,
  )
    ? 'token_service_account'
    : 'token_user';
