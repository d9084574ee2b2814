import type { RecordKind } from './records.ts';
import type { ScopeProfile } from './scopes.ts';

/**
 * What administrators see of a one-time link that they sent. The request itself is sealed and decides; this
 * record only lists it, and holds no secret: the link cannot be derived from the id.
 */
export type PendingLink = {
  /** The id of its authorization request. */
  readonly id: string;
  /** Null: any mailbox. */
  readonly mailbox: string | null;
  /** The connection to reconnect; null for a new one. */
  readonly connectionId: string | null;
  readonly profile: ScopeProfile;
  readonly begunBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  /** When its owner continued to Google; null: not yet. */
  readonly openedAt: Date | null;
  /** When it connected a mailbox or was withdrawn; null: neither. */
  readonly endedAt: Date | null;
};

/** One record for each link, until the link expires. */
export const LINK_RECORD: RecordKind<PendingLink> = { name: 'link' };
