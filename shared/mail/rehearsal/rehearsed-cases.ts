import { AppError } from '../../errors.ts';
import type { CaseFiling, CaseQuery, CaseStore, FoundCase, StoredEmail } from '../ports.ts';
import type { OrgAnswers } from './org-answers.ts';
import { namedBy, type OwnRows } from './own-rows.ts';
import { openerOf, rehearsedId } from './rehearsed-id.ts';
import type { RehearsedRows } from './rehearsed-rows.ts';

/** The mail that is filed now. */
export type FiledNow = {
  readonly messageId: string;
  /** The EmailMessage that the org has of it, from another mailbox; null: none. */
  readonly twinOf: (filing: CaseFiling) => Promise<StoredEmail | null>;
};

type Of = {
  readonly org: OrgAnswers;
  readonly own: OwnRows;
  readonly rows: RehearsedRows;
  /** The case on which a message of the rehearsal is; null: it is not filed. */
  readonly caseOfMessage: (messageId: string) => string | null;
};

type Match = NonNullable<FoundCase['match']>;

/**
 * The cases of an org as they would be if the mail of a rehearsal was filed now: what it filed so far is found again, by
 * Message-ID, conversation and key, and for the rest the org is asked. What the mailbox's own runs wrote of the same
 * mail is not seen: a case that such a mail opened is taken for the one on which the mail is in the rehearsal. Nothing is
 * written.
 *
 * The org answers one case for all that a mail names, so that three things of these rows cannot be told apart: who takes
 * part in a case of before only by them, a case of before that is found by their Thread-Index alone, and what people did
 * with the cases since.
 */
export function rehearsedCases(of: Of, now: FiledNow): CaseStore {
  const { org, rows } = of;
  const survivorOf = async (caseId: string): Promise<string | null> =>
    openerOf(caseId) === null ? org.survivorOf(caseId) : caseId;
  const unused = async (): Promise<never> => {
    throw new Error('A rehearsal does not correct mail and reads no rows');
  };
  return {
    find: (query) => find(of, query),
    file: async (filing) => {
      const twin = rows.withKey(filing.key) ?? (await now.twinOf(filing));
      if (twin !== null) return { ...twin, isNew: false };
      const { target } = filing;
      if (target.kind === 'case' && (await survivorOf(target.caseId)) !== target.caseId)
        throw new AppError('case_gone');
      const emailMessageId = rehearsedId(now.messageId);
      const caseId = target.kind === 'case' ? target.caseId : emailMessageId;
      const stored = { caseId, emailMessageId, isNew: true };
      rows.add(filing, stored);
      return stored;
    },
    survivorOf,
    twinOf: unused,
    refile: unused,
    readEmails: unused,
    listFiles: async () => [],
    addFile: async () => {},
  };
}

/** The mails that a mail names, the nearest first, as the org looks for them. */
const nearestFirst = ({ inReplyTo, references }: CaseQuery): readonly string[] => [
  ...new Set([...inReplyTo, ...references.toReversed()]),
];

async function find(of: Of, query: CaseQuery): Promise<FoundCase> {
  const { org, own, rows } = of;
  const ids = nearestFirst(query);
  const at = ids.findIndex((id) => rows.caseOf(id) !== null);
  const isNamed = at >= 0;
  // The org is asked for what is nearer, and by nothing that only the mailbox's own rows would answer.
  const asked = (isNamed ? ids.slice(0, at) : ids).filter((id) => !own.has(id));
  const { contactId, match } = await org.find({
    ...withIds(query, asked),
    threadIndex: isNamed ? null : query.threadIndex,
  });
  const standing = match && inRehearsal(of, match);
  const isNearer = !isNamed || asked.length > 0 || standing?.by === 'token';
  const caseId = isNamed ? rows.caseOf(ids[at] ?? '') : rows.caseOfConversation(query.threadIndex);
  const found = standing && isNearer ? standing : caseId && (await ofCase(of, caseId, query));
  if (!found) return { contactId, match: null };
  return { contactId, match: await withSent(of, found, query) };
}

const withIds = (
  { sentId: _sentId, sentKey: _sentKey, ...query }: CaseQuery,
  ids: readonly string[],
): CaseQuery => ({
  ...query,
  inReplyTo: query.inReplyTo.filter((id) => ids.includes(id)),
  references: query.references.filter((id) => ids.includes(id)),
});

/** A case that the org found, as it is in the rehearsal; null: its first mail is not filed there, so that it is none. */
function inRehearsal({ own, rows, caseOfMessage }: Of, match: Match): Match | null {
  const opener = own.openerOf(match.caseId);
  const caseId = opener === null ? match.caseId : caseOfMessage(opener);
  if (caseId === null) return null;
  const participants = [...match.participants, ...rows.participantsOf(caseId)];
  return { caseId, by: match.by, participants };
}

/** A case by what the rehearsal filed on it. Of one of before the org knows more people, if it finds it by this mail. */
async function ofCase({ org, rows }: Of, caseId: string, query: CaseQuery): Promise<Match> {
  const participants = rows.participantsOf(caseId);
  if (openerOf(caseId) !== null) return { caseId, by: 'headers', participants };
  const { match } = await org.find(withIds(query, nearestFirst(query)));
  const known = match?.caseId === caseId ? match.participants : [];
  return { caseId, by: 'headers', participants: [...participants, ...known] };
}

/** Says whether the case has the mail of `sentId` as one that was sent, in the rehearsal or by Salesforce itself. */
async function withSent(of: Of, match: Match, query: CaseQuery): Promise<Match> {
  const { sentId, sentKey } = query;
  if (sentId === undefined) return match;
  const sent = { sentId, ...(sentKey !== undefined && { sentKey }) };
  if (of.rows.hasSent(match.caseId, sentId, sentKey)) return { ...match, hasSent: true };
  // The org has it as sent because the mailbox's own run wrote it.
  if (of.own.hasSent(sentId)) return { ...match, hasSent: false };
  const { match: standing } = await of.org.find({ ...namedBy(sentId), ...sent });
  const isSame = standing !== null && inRehearsal(of, standing)?.caseId === match.caseId;
  return { ...match, hasSent: isSame && standing.hasSent === true };
}
