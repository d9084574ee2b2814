import type { FilingMode } from '../model/intake.ts';
import type { Filed, ThreadLink } from '../model/ledger.ts';
import type { CaseQuery, FoundCase, ParsedMail } from '../ports.ts';
import type { FilingJob } from './filing-job.ts';
import { type Participants, whyNotJoin } from './may-join.ts';
import { participantsOf } from './thread-link.ts';
import type { UnderstoodMail } from './understand.ts';

/** On which case a mail goes; `contactId` is for a new one. */
export type Finding = {
  /** Null: on a new case. */
  readonly caseId: string | null;
  readonly contactId: string | null;
  readonly notJoined: Filed['notJoined'];
};

/** What the org is asked. A bounce answers the mail that it names. */
export function queryFor({ mail, bounce }: Pick<UnderstoodMail, 'mail' | 'bounce'>): CaseQuery {
  const bounced = bounce?.originalMessageId ?? null;
  return bounced === null
    ? mail
    : { ...mail, inReplyTo: [bounced, ...mail.inReplyTo], sentId: bounced };
}

/**
 * Decides on the case of a mail, by what the org found: by a threading token, which proves that the sender was given a
 * mail of the case; then by its headers and by its thread, for a sender who takes part. Everybody else's mail opens a
 * new case and says why. In shadow mode the thread comes first: its link names the case on which its earlier mail would
 * be, whereas the org has the mail where something else wrote it.
 */
export function decideCase(
  { match, contactId }: FoundCase,
  { mail, sender, bounce }: Pick<UnderstoodMail, 'mail' | 'sender' | 'bounce'>,
  { link, mode }: { readonly link: ThreadLink | null; readonly mode: FilingMode },
): Finding {
  // A person said that mail of the thread is on the wrong case there, and knows more than a header or a token.
  const isLeft = match !== null && link?.leftCaseIds.includes(match.caseId) === true;
  if (match?.by === 'token' && !isLeft) return { caseId: match.caseId, contactId, notJoined: null };
  const ofMatch = match !== null &&
    !isLeft && {
      caseId: match.caseId,
      participants: inOrg(match),
      wasSent: match.hasSent === true,
    };
  const ofLink = link && {
    caseId: link.caseId,
    participants: participantsOf(link),
    wasSent: false,
  };
  const { authentication } = sender;
  const asked = (mode === 'shadow' ? [ofLink, ofMatch] : [ofMatch, ofLink])
    .filter((each) => each !== null && each !== false)
    .map(({ caseId, participants, wasSent }) => {
      const bounced = bounce && { recipients: bounce.recipients, authentication, wasSent };
      return { caseId, refusal: whyNotJoin({ ...mail, bounce: bounced }, participants) };
    });
  const joined = asked.find(({ refusal }) => refusal === null);
  return { caseId: joined?.caseId ?? null, contactId, notJoined: joined ? null : worst(asked) };
}

/** On which case a mail goes that was sent from the mailbox: who may send from it takes part in all of its cases. */
export function caseOfSent(
  { match }: Pick<FoundCase, 'match'>,
  link: ThreadLink | null,
): string | null {
  const isLeft = match !== null && link?.leftCaseIds.includes(match.caseId) === true;
  return (isLeft ? null : match?.caseId) ?? link?.caseId ?? null;
}

const inOrg = ({ participants }: NonNullable<FoundCase['match']>): Participants => {
  const addresses = participants.map((address) => address.toLowerCase());
  return { has: (address) => addresses.includes(address), addresses };
};

/** A sender who takes part and was not authenticated is worth more to know than that another case is a stranger's. */
const worst = (asked: readonly { readonly refusal: Filed['notJoined'] }[]): Filed['notJoined'] =>
  asked.find(({ refusal }) => refusal === 'unauthenticated')?.refusal ?? asked[0]?.refusal ?? null;

/**
 * Where each mailbox has a case of its own, a mail that came to several of ours joins none by its headers: the case that
 * they name may be the other mailbox's.
 */
export async function ofThisMailbox(
  { ports, intake }: FilingJob,
  found: FoundCase,
  { mail, link }: { readonly mail: ParsedMail; readonly link: ThreadLink | null },
): Promise<FoundCase> {
  if (intake.routing.policies.copies === 'one_case' || found.match === null) return found;
  if (link !== null) return { ...found, match: null };
  const ours = (await ports.store.listIntakes())
    .filter(({ isOn, connectionId }) => isOn && connectionId !== intake.connectionId)
    .map(({ address }) => address);
  const isShared = [...mail.to, ...mail.cc].some(({ address }) =>
    ours.includes(address.toLowerCase()),
  );
  return isShared ? { ...found, match: null } : found;
}
