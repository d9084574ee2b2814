import type { ErrorCode, UpstreamReport } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import { ENTRY_DAYS, type Filed, type LedgerEntry, type SkipReason } from '../model/ledger.ts';
import type { OrgPause } from '../model/org-pause.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { InOrg } from '../statement/in-org.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The nightly search lists what arrived in so many days. */
const SWEPT_DAYS = 2;

/** A failure that a diagnosis explains. */
export type Explained = { readonly code: ErrorCode; readonly upstream: UpstreamReport | null };

/** Why the ledger does not know a mail that is in the mailbox. */
export type UnseenWhy =
  /** Its mail was never turned into cases, or is not any more. */
  | 'never_on'
  | 'turned_off'
  | 'before_start'
  /** It came before the start, and an administrator has it brought. */
  | 'backfilling'
  /** The mailbox cannot be read. */
  | 'unreadable'
  /** It came after the mailbox was read last. */
  | 'not_yet'
  /** So long ago that the ledger has forgotten what became of it. */
  | 'forgotten'
  /** It came before the mailbox was read last, and was overlooked. The nightly search finds it. */
  | 'overlooked'
  /** The same, and the nightly search does not reach back so far. */
  | 'missed';

/** What became of a mail that is in the mailbox. */
export type Verdict =
  | {
      readonly kind: 'filed';
      readonly as: Filed['as'];
      readonly filed: Filed;
      readonly at: Date;
      /** `unanswered`: the org did not answer in time, or refused. */
      readonly inOrg: InOrg['kind'] | 'unanswered';
      /** The case that has it now, if that is another one; null: none has it, or the same. */
      readonly nowOn: string | null;
    }
  | { readonly kind: 'shadow'; readonly as: Filed['as']; readonly at: Date }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly at: Date }
  | { readonly kind: 'held'; readonly failure: Explained; readonly since: Date }
  | {
      readonly kind: 'waiting';
      /**
       * `thread`: for an earlier mail of its conversation, which is held. `paused`: its org refuses all mail. `retried`: it
       * failed for now.
       */
      readonly why: 'turn' | 'thread' | 'retried' | 'paused' | 'files' | 'corrected' | 'turned_off';
      readonly failure: Explained | null;
      readonly nextAt: Date | null;
    }
  | { readonly kind: 'unseen'; readonly why: UnseenWhy; readonly failure: Explained | null };

/** Who can end it. Null: nobody has to. `failure`: the diagnosis of the failure says who. */
export type Acts =
  | 'administrator'
  | 'mailbox_owner'
  | 'workspace_admin'
  | 'salesforce_admin'
  | 'sender'
  | 'failure'
  | null;

/** What is known of a mail and of its mailbox. */
export type Known = {
  readonly receivedAt: Date;
  readonly entry: LedgerEntry | null;
  readonly intake: Intake | null;
  /** The pause of the mailbox's org; null: it takes mail. */
  readonly pause: OrgPause | null;
  /** Why an earlier mail of its conversation is held; null: none is. */
  readonly threadHeld: Explained | null;
  /** Where the orgs have what the ledger calls filed; null: they did not answer. */
  readonly inOrg: InOrg | null;
};

/** What became of a mail, from what is known of it. */
export function verdictOf(known: Known, now: Date): Verdict {
  const { entry } = known;
  if (entry === null) return { kind: 'unseen', ...unseenIn(known, now) };
  const { state, failure, skipped, filed, changedAt } = entry;
  if (state === 'held' && failure) return { kind: 'held', failure, since: failure.since };
  if (state === 'skipped' && skipped) return { kind: 'skipped', reason: skipped, at: changedAt };
  if (state !== 'filed' || filed === null) return waitingIn(entry, known);
  if (isUnwritten(filed.emailMessageId)) return { kind: 'shadow', as: filed.as, at: changedAt };
  const { inOrg } = known;
  const nowOn = inOrg && 'caseId' in inOrg ? inOrg.caseId : null;
  const place = { inOrg: inOrg?.kind ?? ('unanswered' as const), nowOn };
  return { kind: 'filed', as: filed.as, filed, at: changedAt, ...place };
}

function waitingIn(entry: LedgerEntry, { intake, pause, threadHeld }: Known): Verdict {
  const { failure, filed, correction, dueAt: nextAt } = entry;
  const waiting = { kind: 'waiting', failure, nextAt } as const;
  if (intake?.isOn === false) return { ...waiting, why: 'turned_off', nextAt: null };
  if (threadHeld) return { ...waiting, why: 'thread', failure: threadHeld, nextAt: null };
  if (pause) return { ...waiting, why: 'paused', failure: pause, nextAt: pause.canaryAt };
  if (failure) return { ...waiting, why: 'retried' };
  if (correction) return { ...waiting, why: 'corrected' };
  return { ...waiting, why: filed ? 'files' : 'turn' };
}

type Unseen = { readonly why: UnseenWhy; readonly failure: Explained | null };

function unseenIn({ receivedAt, intake }: Known, now: Date): Unseen {
  const because = (why: UnseenWhy, failure: Explained | null = null): Unseen => ({ why, failure });
  if (intake === null) return because('never_on');
  const { isOn, startsAt, failure, syncedAt, backfill } = intake;
  const isBringing = backfill !== null && backfill.endedAt === null && receivedAt >= backfill.from;
  if (isOn && receivedAt < startsAt) return because(isBringing ? 'backfilling' : 'before_start');
  if (!isOn) return because('turned_off');
  if (failure) return because('unreadable', failure);
  if (syncedAt === null || receivedAt >= syncedAt) return because('not_yet', intake.watchFailure);
  const days = (now.getTime() - receivedAt.getTime()) / DAY_MS;
  if (days > ENTRY_DAYS) return because('forgotten');
  return because(days > SWEPT_DAYS ? 'missed' : 'overlooked');
}

const OF_SKIPPED: Readonly<Record<SkipReason, Acts>> = {
  spam: 'mailbox_owner',
  trash: 'mailbox_owner',
  draft: null,
  chat: null,
  other_label: 'mailbox_owner',
  sent: null,
  sent_in_org: null,
  before_start: 'administrator',
  deleted: 'sender',
  auto_reply: 'administrator',
  bounce: 'administrator',
  delivery_status: 'administrator',
  blocked: 'administrator',
  by_person: 'administrator',
};

const OF_FILED: Readonly<Record<InOrg['kind'] | 'unanswered', Acts>> = {
  there: null,
  merged: null,
  elsewhere: null,
  deleted: 'salesforce_admin',
  missing: 'salesforce_admin',
  unasked: 'administrator',
  unanswered: null,
};

const OF_UNSEEN: Readonly<Record<UnseenWhy, Acts>> = {
  never_on: 'administrator',
  turned_off: 'administrator',
  before_start: 'administrator',
  backfilling: null,
  unreadable: 'failure',
  not_yet: null,
  forgotten: null,
  overlooked: null,
  missed: 'administrator',
};

/** Who can change what became of a mail. */
export function actsOf(verdict: Verdict): Acts {
  if (verdict.kind === 'filed') return OF_FILED[verdict.inOrg];
  if (verdict.kind === 'shadow') return 'administrator';
  if (verdict.kind === 'skipped') return OF_SKIPPED[verdict.reason];
  if (verdict.kind === 'held') return 'failure';
  if (verdict.kind === 'waiting' && verdict.why === 'turned_off') return 'administrator';
  if (verdict.kind === 'waiting') return verdict.failure ? 'failure' : null;
  return OF_UNSEEN[verdict.why];
}
