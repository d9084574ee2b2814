import type { MailSearch } from '../ports.ts';
import type { Absence, MailboxLook, OrgMail } from './trace.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Gmail deletes spam and trash after so many days. */
const KEPT_DAYS = 30;
/** A new mail is found by a search within this time. */
const FRESH_MS = 5 * 60_000;

/** Their owners have no administrator: what happens to their mail is set in the mailbox. */
const CONSUMER = new Set(['gmail.com', 'googlemail.com']);

type Looked = {
  readonly wanted: MailSearch;
  readonly looks: readonly MailboxLook[];
  readonly beyond: number;
  /** Has Gmail more that fits than was read? */
  readonly hasMore: boolean;
  readonly inOrgs: readonly OrgMail[];
  /** How many mails of the time were deleted for ever before they could be read. */
  readonly deletedUnread: number;
  /** Is it known that a recipient is none of our mailboxes? Such addresses. */
  readonly foreign: readonly string[];
};

/** Why a mail may be in none of the mailboxes, the likeliest first. */
export function absencesOf(looked: Looked, now: Date): readonly Absence[] {
  const { wanted, looks, beyond, hasMore, inOrgs, deletedUnread, foreign } = looked;
  const { span } = wanted;
  const isUnsearched = beyond > 0 || hasMore || looks.some(({ outcome }) => outcome !== 'searched');
  const isOld = span !== null && span.until.getTime() < now.getTime() - KEPT_DAYS * DAY_MS;
  const isFresh = span === null || span.until.getTime() > now.getTime() - FRESH_MS;
  const domains = new Set(looks.map(({ address }) => address.slice(address.lastIndexOf('@') + 1)));
  return [
    ...when(inOrgs.length > 0, { kind: 'in_org' }),
    ...when(isUnsearched, { kind: 'unsearched' }),
    ...foreign.map((address) => ({ kind: 'not_ours', address }) as const),
    ...when(deletedUnread > 0, { kind: 'deleted_unread', count: deletedUnread }),
    ...when(isFresh, { kind: 'too_fresh' }),
    ...when(isOld, { kind: 'spam_expired' }),
    ...when(
      [...domains].some((domain) => !CONSUMER.has(domain)),
      { kind: 'workspace' },
    ),
    ...when(looks.length > 0, { kind: 'filters' }),
    ...when(true, { kind: 'sender' }),
  ];
}

const when = (isSo: boolean, absence: Absence): readonly Absence[] => (isSo ? [absence] : []);
