import type { Intake } from '../model/intake.ts';
import type { LedgerEntry, SkipReason } from '../model/ledger.ts';
import type { RawMessage } from '../ports.ts';
import { isSentMail } from './sent-mail.ts';

export const isSpam = ({ labelIds }: Pick<RawMessage, 'labelIds'>): boolean =>
  labelIds.includes('SPAM');

type Asked = {
  readonly seen: Pick<RawMessage, 'labelIds' | 'receivedAt'>;
  readonly entry: LedgerEntry;
  readonly intake: Intake;
};

/** Answers why a message becomes no case; null: this policy lets it pass. */
type Policy = (asked: Asked) => SkipReason | null;

const ofLabel =
  (labelId: string, reason: SkipReason): Policy =>
  ({ seen }) =>
    seen.labelIds.includes(labelId) ? reason : null;

/** Mail that the organization may know the sender of is asked about once it is read: see `file-message.ts`. */
const ofSpam: Policy = ({ seen, intake }) =>
  isSpam(seen) && intake.routing.policies.knownSpam === 'skip' ? 'spam' : null;

const ofSent: Policy = ({ seen, intake }) =>
  isSentMail(seen) && intake.routing.policies.sentMail === 'skip' ? 'sent' : null;

// A filter or a person may have archived the mail since it arrived. That it arrived there is enough.
const ofOtherLabel: Policy = ({ seen, entry, intake }) =>
  isSentMail(seen) ||
  isSpam(seen) ||
  [...seen.labelIds, ...entry.arrivalLabelIds].includes(intake.routing.labelId)
    ? null
    : 'other_label';

const ofEarlier: Policy = ({ seen, entry, intake }) =>
  seen.receivedAt < intake.startsAt && entry.foundBy !== 'backfill' && !cameBefore(entry, intake)
    ? 'before_start'
    : null;

/**
 * Did it arrive while the intake was on, which was then switched off and on again? It is not of the time between. What
 * a change of labels brought is not meant: it may have arrived long before.
 */
const cameBefore = (
  { foundAt, foundBy, arrivalLabelIds }: LedgerEntry,
  { startsAt }: Intake,
): boolean =>
  foundAt < startsAt && (arrivalLabelIds.length > 0 || foundBy === 'resync' || foundBy === 'sweep');

/** In this order. The first reason is the one that is shown. */
const POLICIES: readonly Policy[] = [
  ofLabel('DRAFT', 'draft'),
  ofLabel('CHAT', 'chat'),
  ofSpam,
  ofLabel('TRASH', 'trash'),
  ofSent,
  ofOtherLabel,
  ofEarlier,
];

/**
 * Why a message becomes no case, by the labels that it has now and the moment of its arrival; null: it becomes
 * one. What a person chose to file is not asked.
 */
export function classify(asked: Asked): SkipReason | null {
  if (asked.entry.isForced) return null;
  for (const policy of POLICIES) {
    const reason = policy(asked);
    if (reason !== null) return reason;
  }
  return null;
}
