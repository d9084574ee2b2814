import { type Diagnosis, diagnose } from '../diagnosis/index.ts';
import type { SkipReason } from '../mail/model/ledger.ts';
import {
  type Absence,
  type Acts,
  actsOf,
  type MailboxLook,
  type TracedMail,
  type Verdict,
} from '../mail/tracing/index.ts';
import { type FixedKey, MESSAGES, say } from './messages.ts';
import type { Language } from './views.ts';
import { whoActs } from './who-acts.ts';

/** What became of a mail, or what may have, in words: for the page and for the command. */
export type Told = {
  readonly title: string;
  /** Sentences, each to be shown on its own. */
  readonly text: readonly string[];
  readonly whoActs: string;
  /** The same for programs: an actor of a diagnosis, `administrator`, `sender` or `nobody`. */
  readonly actor: string;
  /** Why it failed and what to do; null: nothing failed. */
  readonly diagnosis: Diagnosis | null;
};

const ACTS = {
  administrator: 'acts_administrator',
  mailbox_owner: 'actor_mailbox_owner',
  workspace_admin: 'actor_workspace_admin',
  salesforce_admin: 'actor_salesforce_admin',
  sender: 'acts_sender',
} as const satisfies Record<Exclude<Acts, 'failure' | null>, FixedKey>;

/** Who acts. A failure is explained by its diagnosis. */
function actingOf(
  language: Language,
  acts: Acts,
  diagnosis: Diagnosis | null,
): Pick<Told, 'whoActs' | 'actor'> {
  if (acts === 'failure' && diagnosis) {
    return { whoActs: whoActs(language, diagnosis), actor: diagnosis.actor };
  }
  if (acts === null || acts === 'failure')
    return { whoActs: say(language, 'acts_nobody'), actor: 'nobody' };
  return { whoActs: say(language, ACTS[acts]), actor: acts };
}

/** What became of a mail. */
export function tellVerdict(language: Language, { verdict, isIndirect, entry }: TracedMail): Told {
  const failure = 'failure' in verdict ? verdict.failure : null;
  const diagnosis = failure && diagnose(failure);
  const notJoined = entry?.filed?.notJoined;
  const keys: readonly (FixedKey | null | undefined | false)[] = [
    ...textsOf(verdict),
    verdict.kind === 'filed' && notJoined && `notJoined_${notJoined}`,
    isIndirect && 'traceIndirect',
  ];
  return {
    title: say(language, titleOf(verdict)),
    text: keys.filter((key) => !!key).map((key) => say(language, key)),
    ...actingOf(language, actsOf(verdict), diagnosis),
    diagnosis,
  };
}

function titleOf(verdict: Verdict): FixedKey {
  if (verdict.kind === 'filed') return `mail_${verdict.as}`;
  if (verdict.kind === 'shadow') return `shadow_${verdict.as}`;
  if (verdict.kind === 'skipped') return 'mail_skipped';
  if (verdict.kind === 'held') return 'mail_held';
  if (verdict.kind === 'unseen') return `unseen_${verdict.why}`;
  if (verdict.why === 'files') return 'mail_files_left';
  if (verdict.why === 'corrected') return 'mail_corrected';
  return verdict.why === 'retried' ? 'mail_retried' : 'mail_found';
}

function textsOf(verdict: Verdict): readonly (FixedKey | null)[] {
  if (verdict.kind === 'filed') return [inOrgKey(verdict)];
  if (verdict.kind === 'shadow') return ['shadow_advice'];
  if (verdict.kind === 'skipped')
    return [`skipped_${verdict.reason}`, SKIP_ADVICE[verdict.reason] ?? null];
  if (verdict.kind === 'waiting') return [`wait_${verdict.why}`];
  if (verdict.kind === 'held') return [];
  const isUnannounced = verdict.why === 'not_yet' && verdict.failure !== null;
  return [`unseen_${verdict.why}_text`, isUnannounced ? 'unseen_watch_text' : null];
}

function inOrgKey({ inOrg, nowOn }: Extract<Verdict, { kind: 'filed' }>): FixedKey | null {
  if (inOrg === 'there') return null;
  if (inOrg === 'missing') return 'advice_row_missing';
  return inOrg === 'elsewhere' && nowOn === null ? 'inOrg_nowhere' : `inOrg_${inOrg}`;
}

const SKIP_ADVICE: Partial<Record<SkipReason, FixedKey>> = {
  spam: 'skip_advice_spam',
  trash: 'skip_advice_trash',
  other_label: 'skip_advice_other_label',
  before_start: 'skip_advice_before_start',
  deleted: 'skip_advice_deleted',
  auto_reply: 'skip_advice_policy',
  bounce: 'skip_advice_policy',
  delivery_status: 'skip_advice_policy',
  blocked: 'skip_advice_policy',
  by_person: 'skip_advice_policy',
};

/** How a verdict is shown: never by colour alone. */
export function toneOf(verdict: Verdict): 'ok' | 'warn' | 'info' | 'off' {
  if (verdict.kind === 'filed')
    return verdict.inOrg === 'missing' || verdict.inOrg === 'deleted' ? 'warn' : 'ok';
  if (verdict.kind === 'held') return 'warn';
  if (verdict.kind === 'waiting') return verdict.failure ? 'warn' : 'info';
  if (verdict.kind !== 'unseen') return 'off';
  if (verdict.why === 'not_yet' || verdict.why === 'backfilling') return 'info';
  return verdict.why === 'unreadable' || verdict.why === 'missed' ? 'warn' : 'off';
}

const ABSENCE_ACTS: Readonly<Record<Absence['kind'], Acts>> = {
  in_org: null,
  unsearched: 'administrator',
  not_ours: 'administrator',
  deleted_unread: 'sender',
  too_fresh: null,
  spam_expired: 'sender',
  workspace: 'workspace_admin',
  filters: 'mailbox_owner',
  sender: 'sender',
};

/** What may have become of a mail that no mailbox has. */
export function tellAbsence(language: Language, absence: Absence): Told {
  const title =
    absence.kind === 'not_ours'
      ? say(language, 'absence_not_ours', absence.address)
      : say(language, `absence_${absence.kind}`);
  const text =
    absence.kind === 'deleted_unread'
      ? say(language, 'absence_deleted_unread_text', absence.count)
      : say(language, `absence_${absence.kind}_text`);
  const acts = ABSENCE_ACTS[absence.kind];
  return { title, text: [text], ...actingOf(language, acts, null), diagnosis: null };
}

/** The name of a label: of Gmail's own in the language, of others as they are called. */
export function labelName(language: Language, label: string): string {
  const key = `label_${label}`;
  return Object.hasOwn(MESSAGES, key) ? say(language, key as FixedKey) : label;
}

/** Labels that say nothing of where a mail is. */
const SILENT: ReadonlySet<string> = new Set([
  'UNREAD',
  'IMPORTANT',
  'STARRED',
  'CATEGORY_PERSONAL',
]);

/** Where a mail is in Gmail: the names of its labels, or that it is archived. */
export function placesOf(
  language: Language,
  { labels }: Pick<TracedMail, 'labels'>,
): readonly string[] {
  const places = labels.filter((label) => !SILENT.has(label));
  return places.length === 0
    ? [say(language, 'traceArchived')]
    : places.map((label) => labelName(language, label));
}

const LOOK_TEXTS = {
  unfinished: 'look_unfinished_text',
  check_only: 'look_check_only_text',
  disconnected: 'look_disconnected_text',
} as const;

/**
 * Why a mailbox was not searched.
 *
 * @param diagnosis of what failed; null: nothing did
 */
export function tellLook(
  language: Language,
  { outcome }: Pick<MailboxLook, 'outcome'>,
  diagnosis: Diagnosis | null,
): Told {
  const key = outcome in LOOK_TEXTS ? LOOK_TEXTS[outcome as keyof typeof LOOK_TEXTS] : null;
  const acts =
    outcome === 'searched' ? null : key === null && diagnosis ? 'failure' : 'administrator';
  return {
    title: say(language, `look_${outcome}`),
    text: key === null ? [] : [say(language, key)],
    ...actingOf(language, acts, diagnosis),
    diagnosis: acts === 'failure' ? diagnosis : null,
  };
}
