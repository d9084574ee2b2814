import type { Circumstances } from '../diagnosis/index.ts';
import { fieldIn } from '../network/json.ts';
import { domainOf, isGmailDomain } from '../tokens/index.ts';
import type { Given, Place } from './given.ts';

const HOUR_MS = 3600 * 1000;

/** The names by which people call what is known; spelling and separators do not count. */
const NAMES = {
  method: ['method', 'authmethod', 'granttype'],
  hours: ['hourssinceconsent', 'hourssincegrant'],
  siblings: ['siblingsfailing', 'siblingsfailingtoo', 'othersfailing', 'wholedomain'],
  worked: ['earliersuccess', 'workedbefore', 'previouslyworked', 'succeededbefore'],
  subject: ['subjectset', 'hassubject'],
  account: ['accountkind', 'accounttype', 'account'],
  address: ['email', 'mailbox', 'address', 'subject', 'user'],
  renewed: ['retried', 'aftertokenrefresh', 'afterrelogin', 'freshtoken', 'persistent'],
} as const;

/** People write yes in several ways: a word, how many, or since when. */
const isYes = (value: unknown): boolean =>
  value === true ||
  (typeof value === 'number' && value > 0) ||
  (typeof value === 'string' && /^(?:true|yes|\d{4}-\d\d)/i.test(value));

const isNo = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && /^(?:false|no)$/i.test(value));

type Known = (name: keyof typeof NAMES) => unknown;

function knownIn(context: Given['context']): Known {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');
  const entries = new Map(
    Object.entries(context ?? {}).map(([name, value]) => [plain(name), value]),
  );
  return (name) =>
    NAMES[name].map((each) => entries.get(each)).find((value) => value !== undefined);
}

/**
 * What is known beside the answer that somebody brought.
 *
 * @param place where the answer came from; null: from a screen or a log
 */
export function circumstancesOf(given: Given, place: Place | null): Circumstances {
  const known = knownIn(given.context);
  const text = typeof given.body === 'string' ? given.body.slice(0, MOST_CHARACTERS) : '';
  const accountKind = kindOf(known) ?? kindIn(text, place);
  const isOfServiceAccount =
    isDelegated(known, place) || tellsServiceAccount(text, { known, place });
  return {
    ...(isOfServiceAccount && { method: 'delegation' }),
    ...timesOf(known('hours')),
    ...(isYes(known('siblings')) && { wholeDomain: true }),
    ...(isYes(known('subject')) && { subjectSet: true }),
    ...(isYes(known('worked')) && { workedBefore: true }),
    ...(isNo(known('worked')) && { workedBefore: false }),
    ...(accountKind && { accountKind }),
    isRenewed: isYes(known('renewed')),
  };
}

function isDelegated(known: Known, place: Place | null): boolean {
  const method = known('method');
  if (typeof method === 'string' && /delegat|dwd|service|jwt/i.test(method)) return true;
  if (place === 'token_service_account' || isNo(known('subject'))) return true;
  // Only a service account names a subject.
  return isYes(known('subject')) && !(typeof method === 'string' && /consent|user/i.test(method));
}

function timesOf(given: unknown): Pick<Circumstances, 'consentedAt' | 'failedAt'> {
  const hours = given === undefined || given === null ? Number.NaN : Number(given);
  if (!Number.isFinite(hours)) return {};
  const failedAt = new Date();
  return { consentedAt: new Date(failedAt.getTime() - hours * HOUR_MS), failedAt };
}

function kindOf(known: Known): Circumstances['accountKind'] {
  const kind = known('account');
  const address = known('address');
  if (typeof kind === 'string' && /personal|consumer|private|^gmail/i.test(kind)) return 'personal';
  if (typeof kind === 'string' && /workspace|business|managed|edu/i.test(kind)) return 'workspace';
  const isPersonal = typeof address === 'string' && isGmailDomain(domainOf(address.trim()));
  return isPersonal ? 'personal' : undefined;
}

/** People describe what they did at the beginning. */
const MOST_CHARACTERS = 4000;

const PERSONAL_WORDS =
  /personal (?:google |gmail )?account|private gmail|consumer (?:google |gmail )?account|(?:normal|regular|free|plain) gmail|not a (?:g[- ]?suite|google workspace|workspace) account|個人の ?(?:google|gmail)|個人アカウント|個人用アカウント|privates? (?:google|gmail)-?konto|compte (?:google |gmail )?personnel|cuenta personal/i;

/** A page of Google’s shows the account on a line of its own. The address of the app’s developer stands in a sentence. */
const PERSONAL_LINE = /^[ \t]*[\w.+-]{1,64}@(?:gmail|googlemail)\.com[ \t]*$/m;
const PERSONAL_ADDRESS = /[\w.+-]{1,64}@(?:gmail|googlemail)\.com\b/;

/** Whether a text tells that the account is personal; undefined: it does not. */
function kindIn(text: string, place: Place | null): Circumstances['accountKind'] {
  const isScreen = place === null || place === 'consent_screen';
  const address = isScreen ? PERSONAL_LINE : PERSONAL_ADDRESS;
  const isTold = isScreen || place === 'token_service_account';
  return isTold && (PERSONAL_WORDS.test(text) || address.test(text)) ? 'personal' : undefined;
}

const SERVICE_ACCOUNT = /service[ -]account|サービス ?アカウント|serviceaccount/i;
const NO_SERVICE_ACCOUNT =
  /(?:\bno|\bnot?|n't|without|instead of)\b[^.\n]{0,20} service[ -]account|サービス ?アカウントは?(?:使わ|使って(?:い)?な|使用し(?:て(?:い)?)?な|なし)/i;

/** Whether a text about Gmail’s API tells that a service account asked. */
const tellsServiceAccount = (
  text: string,
  { known, place }: { readonly known: Known; readonly place: Place | null },
): boolean =>
  place === 'gmail_api' &&
  known('method') === undefined &&
  SERVICE_ACCOUNT.test(text) &&
  !NO_SERVICE_ACCOUNT.test(text);

/** Whether the context says that a one-time code was exchanged. */
export const isCodeExchange = ({ context }: Given): boolean =>
  Object.values(context ?? {}).includes('authorization_code') ||
  fieldIn(context, 'exchange') === true;
