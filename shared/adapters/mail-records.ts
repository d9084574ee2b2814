import type { MailEvent } from '../mail/model/mail-event.ts';
import type { MailStore } from '../mail/ports.ts';
import { type AuditEvent, auditEvent, type RecordStore } from '../tokens/index.ts';
import {
  ERASURE_RECORD,
  FILES_CLAIM_RECORD,
  ORG_PAUSE_RECORD,
  THREAD_LINK_RECORD,
} from './documents/mail-documents.ts';
import type { RecordPages } from './record-pages.ts';
import type { StatePorts } from './state.ts';

/** A conversation of which nothing was heard for so long is hardly answered in the same thread. */
const LINK_DAYS = 366;
/** As long as events are kept, which say the same. */
const ERASURE_DAYS = 400;
const DAY_MS = 24 * 60 * 60 * 1000;

type SmallRecords = Pick<
  MailStore,
  | 'readThreadLink'
  | 'writeThreadLink'
  | 'listThreadLinks'
  | 'addErasure'
  | 'readFilesClaim'
  | 'writeFilesClaim'
  | 'readOrgPause'
  | 'writeOrgPause'
>;

/** The records that the mail is kept in. */
export type MailRecordStore = Pick<RecordStore, 'readRecord' | 'writeRecord'> & RecordPages;

type ClaimPlace = Parameters<MailStore['readFilesClaim']>[0];

/** The parts of the MailStore that are small records, over either store. */
export function createMailRecords(
  { readRecord, writeRecord, pageRecords }: MailRecordStore,
  ports: StatePorts,
): SmallRecords {
  const linkId = (connectionId: string, threadId: string): string => `${connectionId}~${threadId}`;
  const claimId = ({ orgId, emailMessageId }: ClaimPlace): string => `${orgId}~${emailMessageId}`;
  return {
    readThreadLink: (connectionId, threadId) =>
      readRecord(THREAD_LINK_RECORD, linkId(connectionId, threadId)),
    writeThreadLink: (value, revision) => {
      const id = linkId(value.connectionId, value.threadId);
      const expiresAt = new Date(value.linkedAt.getTime() + LINK_DAYS * DAY_MS);
      return writeRecord({ kind: THREAD_LINK_RECORD, id, value, expiresAt }, revision);
    },
    listThreadLinks: async (page) => {
      const { items, next, unreadable } = await pageRecords(THREAD_LINK_RECORD, page);
      // What stands in for a damaged one belongs to no mailbox.
      const links = items.filter(({ value }) => value.connectionId !== '');
      return { items: links, next, unreadable: unreadable + items.length - links.length };
    },
    addErasure: (value, event) => {
      const expiresAt = new Date(value.at.getTime() + ERASURE_DAYS * DAY_MS);
      const record = { kind: ERASURE_RECORD, id: value.id, value, expiresAt };
      return writeRecord(record, null, auditEventOf(ports, event));
    },
    readFilesClaim: (place) => readRecord(FILES_CLAIM_RECORD, claimId(place)),
    writeFilesClaim: (value, revision) => {
      const expiresAt = new Date(value.until.getTime() + DAY_MS);
      return writeRecord(
        { kind: FILES_CLAIM_RECORD, id: claimId(value), value, expiresAt },
        revision,
      );
    },
    readOrgPause: (orgId) => readRecord(ORG_PAUSE_RECORD, orgId),
    writeOrgPause: (value, revision, event) => {
      const record = { kind: ORG_PAUSE_RECORD, id: value.orgId, value, expiresAt: null };
      return writeRecord(record, revision, event && auditEventOf(ports, event));
    },
  };
}

/** An event of the mail as the audit trail stores it. */
export const auditEventOf = (
  ports: StatePorts,
  { kind, connectionId, address, by, failure, change, count, books }: MailEvent,
): AuditEvent =>
  auditEvent(ports, kind, {
    of: null,
    named: { connectionId, address },
    by,
    role: by === null ? null : 'administrator',
    failure: failure && { ...failure, wholeDomain: false },
    change,
    count,
    books: books ?? null,
  });
