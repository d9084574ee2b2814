import type { ErrorCode, UpstreamReport } from '../../errors.ts';
import type { CredentialId } from './credential.ts';

/** What the refreshes of one minute came to. A mailbox that goes on failing is counted once. */
export type Tally = {
  readonly minute: Date;
  readonly succeeded: number;
  /** By what failed, so that failures that are alike can be told from those that are not. */
  readonly failed: Readonly<Record<string, number>>;
};

/** Open while it is the fleet that fails and not its mailboxes. */
export type Breaker = {
  /** What the failures have in common: a key of `Tally.failed`. */
  readonly signature: string;
  readonly code: ErrorCode;
  readonly upstream: UpstreamReport | null;
  readonly since: Date;
  /** How many mailboxes the next run may try. */
  readonly trials: number;
};

/** The refusals of one domain within a day, and how many of its mailboxes were refreshed meanwhile. */
export type DomainRefusals = {
  readonly firstAt: Date;
  readonly refused: number;
  /** The first few of them, so that one mailbox that is refused again and again is not a domain. */
  readonly connectionIds: readonly string[];
  readonly succeeded: number;
};

/** What is known of all connections of one credential together. */
export type Fleet = {
  readonly credential: CredentialId;
  readonly tallies: readonly Tally[];
  /** When a refresh last succeeded: the proof that Google and our client work. */
  readonly succeededAt: Date | null;
  /** When a mailbox's refusal last found no other mailbox that could have been asked. */
  readonly noCanaryAt: Date | null;
  /** The newest failure that was counted: what a breaker says when it opens. */
  readonly lastFailure: Pick<Breaker, 'code' | 'upstream'> | null;
  readonly breaker: Breaker | null;
  readonly domains: Readonly<Record<string, DomainRefusals>>;
};

/** A fleet before its first refresh. */
export const newFleet = (credential: CredentialId): Fleet => ({
  credential,
  tallies: [],
  succeededAt: null,
  noCanaryAt: null,
  lastFailure: null,
  breaker: null,
  domains: {},
});
