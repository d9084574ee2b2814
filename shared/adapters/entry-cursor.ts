import type { LedgerEntry } from '../mail/model/ledger.ts';

/** Where a page of ledger entries ended: entries of the same message are ordered by their mailboxes. */
export type EntryPlace = Pick<LedgerEntry, 'connectionId' | 'messageId'>;

const CURSOR = /^([\w-]{1,64})~([\w-]{1,128})$/;

export const entryCursorOf = ({ connectionId, messageId }: EntryPlace): string =>
  `${messageId}~${connectionId}`;

/** The place that a cursor names; null for none, and for a text that is no cursor: then the first page is shown. */
export function entryPlaceIn(cursor: string | null): EntryPlace | null {
  const [, messageId, connectionId] = CURSOR.exec(cursor ?? '') ?? [];
  return messageId !== undefined && connectionId !== undefined ? { messageId, connectionId } : null;
}
