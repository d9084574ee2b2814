import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { Erasure } from '../../mail/model/erasure.ts';
import { FILING_MODES, type Intake } from '../../mail/model/intake.ts';
import {
  ENTRY_DAYS,
  type FilesClaim,
  FOUND_BY,
  isOpen as isOpenEntry,
  type LedgerEntry,
  SKIP_REASONS,
  type ThreadLink,
} from '../../mail/model/ledger.ts';
import type { OrgPause } from '../../mail/model/org-pause.ts';
import { DEFAULT_POLICIES, POLICY_CHOICES } from '../../mail/model/policies.ts';
import { SEND_DAYS, SEND_STATES, type Send } from '../../mail/model/send.ts';
import { type RecordKind, shardOf } from '../../tokens/index.ts';
import { date, failedAttempts, failedOnce, text, texts } from './document-schemas.ts';
import { parseDocument } from './parse-document.ts';
import { writeDocument } from './write-document.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of mail nothing fails for a whole domain: what other failures store of it is left out. */
const failure = failedAttempts.transform(({ wholeDomain: _, ...rest }) => rest);

const owner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assignment_rules') }),
  z.object({ kind: z.literal('owner'), id: text }),
  z.object({ kind: z.literal('default') }),
]);

const { autoReplies, bounces, sentMail, copies, groups, forwards } = POLICY_CHOICES;
const { loops, knownSpam, images, cards, myNumbers } = POLICY_CHOICES;

const policiesSchema = z.object({
  autoReplies: z.enum(autoReplies),
  bounces: z.enum(bounces),
  sentMail: z.enum(sentMail),
  copies: z.enum(copies),
  groups: z.enum(groups),
  forwards: z.enum(forwards),
  loops: z.enum(loops),
  knownSpam: z.enum(knownSpam),
  // Policies that an earlier release stored lack it.
  images: z.enum(images).default('once'),
  cards: z.enum(cards),
  myNumbers: z.enum(myNumbers),
  blockedSenders: texts,
});

const intakeSchema = z.object({
  connectionId: text,
  address: text,
  isOn: z.boolean(),
  startsAt: date,
  routing: z.object({
    orgId: text,
    labelId: text,
    origin: text.nullable(),
    priority: text.nullable(),
    recordTypeId: text.nullable(),
    owner,
    // An intake that an earlier release stored has neither.
    policies: policiesSchema.default(DEFAULT_POLICIES),
    mode: z.enum(FILING_MODES).default('file'),
  }),
  historyId: text.nullable(),
  syncedAt: date.nullable(),
  pushedHistoryId: text.nullable(),
  pushedAt: date.nullable(),
  watch: z.object({ expiresAt: date, renewedAt: date }).nullable(),
  watchFailure: failure.nullable(),
  pushSilentSince: date.nullable(),
  lease: z.object({ owner: text, expiresAt: date }).nullable(),
  dueAt: date.nullable(),
  pollAt: date,
  renewWatchAt: date,
  sweepAt: date,
  listing: z
    .object({
      kind: z.enum(['resync', 'sweep']),
      from: date,
      pin: text.nullable(),
      pageToken: text.nullable(),
      found: z.int().nonnegative(),
    })
    .nullable(),
  // An intake that an earlier release stored has none.
  backfill: z
    .object({
      from: date,
      to: date,
      listedTo: date,
      found: z.int().nonnegative(),
      endedAt: date.nullable(),
    })
    .nullable()
    .default(null),
  failure: failure.nullable(),
  hasOpenEntries: z.boolean(),
  booksClosedDay: text.nullable().default(null),
  // An intake that an earlier release stored has none.
  recentMails: z
    .array(z.object({ fingerprint: text, messageId: text, receivedAt: date, notedAt: date }))
    .default([]),
});

/** An intake as stored, and the fields that it is searched by. */
export function writeIntakeDocument(intake: Intake) {
  const { connectionId, address, isOn, dueAt } = intake;
  const document = writeDocument(intakeSchema, intake);
  return { document, address, isOn, dueAt, shard: shardOf(connectionId) };
}

/** @throws AppError `record_unreadable` when the document was changed by hand */
export function readIntakeDocument(connectionId: string, document: string): Intake {
  const intake: Intake = parseDocument(intakeSchema, document);
  if (intake.connectionId !== connectionId) throw new AppError('record_unreadable');
  return intake;
}

const filed = z.object({
  orgId: text.optional(),
  caseId: text,
  emailMessageId: text,
  as: z.enum(['new_case', 'reply', 'copy', 'sent']),
  notJoined: z.enum(['stranger', 'unauthenticated', 'case_gone']).nullable(),
  forward: z.enum(['original', 'forwarder']).optional(),
});

const correction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case'), caseId: text, by: text }),
  z.object({ kind: z.enum(['new_case', 'forwarder']), by: text }),
]);

const entrySchema = z.object({
  connectionId: text,
  messageId: text,
  threadId: text,
  state: z.enum(['found', 'filed', 'skipped', 'held']),
  foundAt: date,
  foundBy: z.enum(FOUND_BY),
  arrivalLabelIds: texts,
  receivedAt: date.nullable(),
  changedAt: date,
  dueAt: date.nullable(),
  failure: failure.nullable(),
  skipped: z.enum(SKIP_REASONS).nullable(),
  filed: filed.nullable(),
  // An entry that an earlier release stored has none.
  correction: correction.nullable().default(null),
  isForced: z.boolean(),
  mayRepeat: z.literal(true).optional(),
});

/** A ledger entry as stored, the fields that it is searched by, and when it is deleted. */
export function writeEntryDocument(entry: LedgerEntry) {
  const { connectionId, messageId, state, changedAt } = entry;
  const isOpen = isOpenEntry(entry);
  const document = writeDocument(entrySchema, entry);
  const isKept = isOpen || state === 'held';
  const deleteAt = isKept ? null : new Date(changedAt.getTime() + ENTRY_DAYS * DAY_MS);
  const heldId = state === 'held' ? messageId : null;
  const arrived = quarterOf(entry.receivedAt ?? entry.foundAt);
  return { document, connectionId, messageId, state, isOpen, heldId, arrived, deleteAt };
}

/**
 * The quarter of an hour of a moment, as `2026-11-29T14:15` (UTC). Days begin at one in every time zone; and an index
 * over it spreads what arrives at the same time over all mailboxes, which one over the moment itself would not.
 */
export function quarterOf(at: Date): string {
  const minutes = Math.floor(at.getUTCMinutes() / 15) * 15;
  return `${at.toISOString().slice(0, 14)}${String(minutes).padStart(2, '0')}`;
}

/** @throws AppError `record_unreadable` when the document was changed by hand */
export function readEntryDocument(
  place: Pick<LedgerEntry, 'connectionId' | 'messageId'>,
  document: string,
): LedgerEntry {
  const entry: LedgerEntry = parseDocument(entrySchema, document);
  const isOurs = entry.connectionId === place.connectionId && entry.messageId === place.messageId;
  if (!isOurs) throw new AppError('record_unreadable');
  return entry;
}

const sendSchema = z.object({
  id: text,
  connectionId: text,
  digest: text,
  state: z.enum(SEND_STATES),
  orgId: text.nullable(),
  caseId: text.nullable(),
  historyId: text,
  attempt: z.object({ date, until: date }),
  sent: z.object({ messageId: text, threadId: text }).nullable(),
  identifier: text.nullable(),
  emailMessageId: text.nullable(),
  failure: failure.nullable(),
  lease: z.object({ owner: text, expiresAt: date }).nullable(),
  createdAt: date,
  changedAt: date,
  dueAt: date.nullable(),
});

/** A send as stored, the fields that it is searched by, and when it is deleted. */
export function writeSendDocument(send: Send) {
  const { connectionId, dueAt, changedAt } = send;
  const document = writeDocument(sendSchema, send);
  const deleteAt = dueAt ? null : new Date(changedAt.getTime() + SEND_DAYS * DAY_MS);
  return { document, shard: shardOf(connectionId), dueAt, deleteAt };
}

/** @throws AppError `record_unreadable` when the document was changed by hand */
export function readSendDocument(id: string, document: string): Send {
  const send: Send = parseDocument(sendSchema, document);
  if (send.id !== id) throw new AppError('record_unreadable');
  return send;
}

/** One record for each thread of a mailbox that is on a case, by `connection id~thread id`. */
export const THREAD_LINK_RECORD: RecordKind<ThreadLink> = { name: 'thread_link' };
export const threadLinkSchema = z.object({
  connectionId: text,
  threadId: text,
  caseId: text,
  participants: texts,
  // A link that an earlier release stored has neither.
  leftCaseIds: texts.default([]),
  storedImages: texts.default([]),
  linkedAt: date,
});

/** One record for each time that somebody's address was erased, by a random id. */
export const ERASURE_RECORD: RecordKind<Erasure> = { name: 'erasure' };
export const erasureSchema = z.object({ id: text, at: date, threads: z.int().nonnegative() });

/** One record for each EmailMessage whose files were stored lately, by `organization id~EmailMessage id`. */
export const FILES_CLAIM_RECORD: RecordKind<FilesClaim> = { name: 'files_claim' };
export const filesClaimSchema = z.object({
  orgId: text,
  emailMessageId: text,
  connectionId: text,
  until: date,
});

/** One record for each organization that is or was paused, by its id. */
export const ORG_PAUSE_RECORD: RecordKind<OrgPause> = { name: 'org_pause' };
export const orgPauseSchema = z
  .object({ orgId: text, since: date, canaryAt: date, endedAt: date.nullable() })
  .and(failedOnce);
