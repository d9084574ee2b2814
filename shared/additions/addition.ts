import type { ErrorCode, UpstreamReport } from '../errors.ts';
import { domainOf, type RecordKind } from '../tokens/index.ts';

/** Why a mailbox could not be connected. */
export type AdditionFailure = {
  readonly code: ErrorCode;
  readonly upstream: UpstreamReport | null;
};

/** What became of one line. `again`: the mailbox was connected by this service account before. */
export type LineOutcome =
  | {
      readonly kind: 'connected' | 'switched';
      readonly connectionId: string;
      /** False: the owner's consent could not be revoked at Google. */
      readonly revoked: boolean;
    }
  | { readonly kind: 'again'; readonly connectionId: string }
  | { readonly kind: 'failed'; readonly failure: AdditionFailure };

/** One mailbox of the list. */
export type AdditionLine = {
  /** Its place in the pasted text or the file, from 1. */
  readonly line: number;
  readonly address: string;
  /** Was it connected by its owner's consent when the list was checked? */
  readonly wasConsented: boolean;
  /** Null: not tried yet. */
  readonly outcome: LineOutcome | null;
};

/** Why a part of the list is not tried any more: it would fail in the same way. */
export type AdditionStop = AdditionFailure & {
  /** Null: every line. */
  readonly domain: string | null;
};

/** Is the line not tried any more, because a stop concerns its domain or every line? */
export const isHeldBack = (
  stops: readonly Pick<AdditionStop, 'domain'>[],
  { address }: Pick<AdditionLine, 'address'>,
): boolean => stops.some(({ domain }) => domain === null || domain === domainOf(address));

/**
 * Mailboxes that are being added by one service account. A function cannot work after its answer, so that each
 * request works for some seconds on what is left. The lines are in slices of their own.
 */
export type Addition = {
  readonly id: string;
  readonly delegationId: string;
  readonly serviceAccount: string;
  readonly begunBy: string;
  readonly begunAt: Date;
  readonly lines: number;
  readonly slices: number;
  readonly stops: readonly AdditionStop[];
};

/** A part of the lines, in the order of the list. */
export type AdditionSlice = {
  readonly lines: readonly AdditionLine[];
  /** The request that works on it now, until a moment after which it has crashed. */
  readonly claim: { readonly by: string; readonly until: Date } | null;
};

export const ADDITION_RECORD: RecordKind<Addition> = { name: 'addition' };

/** One record for each slice, by the id of its addition and its place. */
export const ADDITION_SLICE_RECORD: RecordKind<AdditionSlice> = { name: 'addition_slice' };

export const sliceIdOf = (additionId: string, place: number): string => `${additionId}-${place}`;

/** With the longest addresses and answers, a slice stays below 200 KB; Firestore allows 1 MiB. */
export const SLICE_LINES = 200;

/** Long enough to come back to the results after a weekend. */
export const ADDITION_KEPT_MS = 7 * 24 * 60 * 60 * 1000;
