import type { ErrorCode } from '../../errors.ts';
import type { LedgerEntry, SkipReason } from '../model/ledger.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { Arrived } from './arrived.ts';
import type { InOrg, InOrgs } from './in-org.ts';

/**
 * What the books say of a message, where they agree. `deleted_in_org`: somebody deleted its EmailMessage in Salesforce.
 * `unchecked`: the org where it was filed is no longer connected. `unwritten`: in shadow mode it would have been filed.
 * `as_native`: it was compared since, and native Email-to-Case did the same. `waiting`: it is still to be filed.
 */
export const AGREED = [
  'filed',
  'deleted_in_org',
  'unchecked',
  'unwritten',
  'as_native',
  'skipped',
  'held',
  'waiting',
] as const;

/**
 * Where they do not. `unknown`: Gmail lists it, and the ledger has never heard of it. `not_deleted`: the ledger says
 * that it was deleted for ever, and Gmail lists it. `row_missing`: the ledger calls it filed, and the org has no such
 * EmailMessage. `other_case`: the EmailMessage is on another case than the ledger says, and not by a merge.
 */
export const DIFFERENCES = ['unknown', 'not_deleted', 'row_missing', 'other_case'] as const;

/**
 * What native Email-to-Case did otherwise than the connector would have, in shadow mode: it has no EmailMessage of the
 * mail, it has several, or it has it on a case of another conversation.
 */
export const NATIVE_DIFFERENCES = ['native_missed', 'native_doubled', 'native_other_case'] as const;

export type LineKind = (typeof AGREED)[number] | Difference;

export type Difference = (typeof DIFFERENCES)[number] | (typeof NATIVE_DIFFERENCES)[number];

/** Do the books disagree on a message, ours or those of native Email-to-Case? */
export const isDifference = (kind: LineKind): kind is Difference =>
  [...DIFFERENCES, ...NATIVE_DIFFERENCES].some((each) => each === kind);

/** What became of one message of the day. It holds nothing that the mail says. */
export type StatementLine = {
  readonly messageId: string;
  readonly threadId: string;
  readonly kind: LineKind;
  /** Gmail lists it. It lists neither spam nor trash, nor what was deleted for ever. */
  readonly isListed: boolean;
  /** Gmail's `internalDate`; null: it was never read. */
  readonly receivedAt: Date | null;
  /** When it was filed; null: it is not. */
  readonly filedAt: Date | null;
  /** Why it is skipped, or what it is held or waits for; null: neither, or it waits for its turn. */
  readonly reason: SkipReason | ErrorCode | null;
  /** Where the ledger says that it stands; null: it is not filed. */
  readonly caseId: string | null;
  readonly emailMessageId: string | null;
  /**
   * The case that the org has it on, if that is another one: after a merge, or a difference. What was compared in shadow
   * mode has the case on which native Email-to-Case put it.
   */
  readonly foundOnCaseId: string | null;
  /** The EmailMessages of native Email-to-Case, the oldest first; empty: it was not compared, or has none. */
  readonly nativeIds: readonly string[];
};

/**
 * The line of a message.
 *
 * @param inOrgs where the orgs have what the ledger calls filed
 */
export function lineOf(
  { messageId, threadId, isListed, entry }: Arrived,
  inOrgs: InOrgs,
): StatementLine {
  const place = { messageId, threadId, isListed };
  if (entry === null) return { ...place, ...NOTHING, kind: 'unknown' };
  const { state, receivedAt, skipped, failure } = entry;
  const known = { ...place, ...NOTHING, receivedAt };
  if (state === 'held') return { ...known, kind: 'held', reason: failure?.code ?? null };
  if (state === 'found') return { ...known, kind: 'waiting', reason: failure?.code ?? null };
  if (state === 'filed') return { ...known, ...filedLine(entry, inOrgs) };
  const kind = skipped === 'deleted' && isListed ? 'not_deleted' : 'skipped';
  return { ...known, kind, reason: skipped };
}

const NOTHING = {
  receivedAt: null,
  filedAt: null,
  reason: null,
  caseId: null,
  emailMessageId: null,
  foundOnCaseId: null,
  nativeIds: [],
} as const;

function filedLine({ filed, changedAt }: LedgerEntry, inOrgs: InOrgs) {
  if (filed === null) return { kind: 'row_missing', filedAt: changedAt } as const;
  const { caseId, emailMessageId } = filed;
  const place = { filedAt: changedAt, caseId, emailMessageId };
  if (isUnwritten(emailMessageId)) return { ...place, kind: 'unwritten' } as const;
  const found = inOrgs(filed);
  const foundOnCaseId = 'caseId' in found ? found.caseId : null;
  return { ...place, kind: KINDS[found.kind], foundOnCaseId };
}

const KINDS: Readonly<Record<InOrg['kind'], LineKind>> = {
  there: 'filed',
  merged: 'filed',
  deleted: 'deleted_in_org',
  unasked: 'unchecked',
  elsewhere: 'other_case',
  missing: 'row_missing',
};
