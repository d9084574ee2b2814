import type { RecordKind } from '../../tokens/index.ts';

/**
 * A call that changes something, or a notification of an Outbound Message, by its caller, operation and event id. While `claimedUntil` lasts, one process works
 * on it; `sealedAnswer` is what it answered.
 */
export type StoredCall = {
  readonly callerId: string;
  readonly operation: string;
  /** By it another request with the same event id is refused. Null: the call was refused, so that any may follow. */
  readonly requestDigest: string | null;
  readonly claimedBy: string;
  /** Null: nobody works on it. */
  readonly claimedUntil: Date | null;
  /** The answer, sealed, since it may hold a one-time link; null: there is none yet. */
  readonly sealedAnswer: string | null;
};

/** One record for each call that changed something, for three days, and for each notification, for ten. */
export const CALL_RECORD: RecordKind<StoredCall> = { name: 'caller_call' };
