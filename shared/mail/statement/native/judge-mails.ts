import type { NativeEmail } from '../../ports.ts';
import type { LineKind } from '../line.ts';

/** A mail in shadow mode, with the case on which it would be. */
export type Placed = {
  readonly messageId: string;
  /** Made up for a case that the connector would have opened. */
  readonly caseId: string;
  /** The rows that are its own, the oldest first, deleted ones included. */
  readonly rows: readonly NativeEmail[];
};

/** What is known of the cases of native Email-to-Case. */
export type NativeCases = {
  /** The ids of the rows by which cases were opened, by case: several where a person merged others into it. */
  readonly openedBy: ReadonlyMap<string, ReadonlySet<string>>;
  /** By case ids of the org: the one that is left of it. */
  readonly survivors: ReadonlyMap<string, string | null>;
};

export type Verdict = {
  readonly kind: Extract<LineKind, `native_${string}` | 'as_native' | 'deleted_in_org'>;
  readonly nativeIds: readonly string[];
  readonly caseId: string | null;
};

/**
 * Says of mails whether native Email-to-Case did with them what the connector would have. A case of ours is the one
 * that native Email-to-Case opened for the first of its mails that it has: on another case is then what it put on a case
 * that was opened for other mail, and what it took out of its conversation.
 *
 * @param conversations every mail of the cases that are asked about, in the order of arrival
 */
export function judgeMails(
  conversations: readonly Placed[],
  cases: NativeCases,
): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const [caseId, mails] of Map.groupBy(conversations, (mail) => mail.caseId)) {
    const homes = homesOf(caseId, mails, cases);
    for (const mail of mails) verdicts.set(mail.messageId, judge(mail, homes));
  }
  return verdicts;
}

function judge({ rows }: Placed, homes: ReadonlySet<string | null>): Verdict {
  const live = rows.filter(({ isDeleted }) => !isDeleted);
  const nativeIds = live.map(({ emailMessageId }) => emailMessageId);
  const caseId = live[0]?.caseId ?? null;
  const found = { nativeIds, caseId };
  if (live.length === 0)
    return { ...found, kind: rows.length > 0 ? 'deleted_in_org' : 'native_missed' };
  if (live.length > 1) return { ...found, kind: 'native_doubled' };
  const isRight = caseId !== null && homes.has(caseId);
  return { ...found, kind: isRight ? 'as_native' : 'native_other_case' };
}

/** The cases of the org on which the mail of a case of ours is right. A mail that was doubled may have opened two. */
function homesOf(
  caseId: string,
  mails: readonly Placed[],
  { openedBy, survivors }: NativeCases,
): ReadonlySet<string | null> {
  const survivor = survivors.get(caseId);
  if (survivor !== undefined) return new Set([caseId, survivor]);
  const own = new Set(
    mails.flatMap(({ rows }) => rows.map(({ emailMessageId }) => emailMessageId)),
  );
  for (const { rows } of mails) {
    // A case that a person deleted is no home for the mail that came later.
    const opened = rows.flatMap(({ isDeleted, caseId: id }) =>
      !isDeleted && id !== null && isOpenedBy(own, openedBy.get(id)) ? [id] : [],
    );
    if (opened.length > 0) return new Set(opened);
  }
  return new Set();
}

const isOpenedBy = (rows: ReadonlySet<string>, openers: ReadonlySet<string> | undefined): boolean =>
  openers !== undefined && !rows.isDisjointFrom(openers);
