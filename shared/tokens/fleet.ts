import type { ErrorCode, GoogleReport } from '../errors.ts';

/** What the refreshes of one minute came to, each mailbox counted when it changes from well to failing. */
export type Tally = {
  readonly minute: Date;
  readonly succeeded: number;
  /** By what failed, so that failures that are alike can be told from those that are not. */
  readonly failed: Readonly<Record<string, number>>;
};

/** Open while it is the fleet that fails and not its mailboxes. */
export type Breaker = {
  /** What the failures have in common: a key of `Tally.failed`. */
  readonly alike: string;
  readonly code: ErrorCode;
  readonly google: GoogleReport | null;
  readonly since: Date;
  /** How many mailboxes the next run may try. */
  readonly trials: number;
};

/** The refusals of one domain within a day, and how many of its mailboxes were refreshed since. */
export type DomainRefusals = {
  readonly firstAt: Date;
  readonly refused: number;
  readonly succeeded: number;
};

/** What is known of all mailboxes together. */
export type Fleet = {
  readonly tallies: readonly Tally[];
  /** When a refresh last succeeded: the proof that Google and our client work. */
  readonly succeededAt: Date | null;
  readonly breaker: Breaker | null;
  readonly domains: Readonly<Record<string, DomainRefusals>>;
};

export const NEW_FLEET: Fleet = { tallies: [], succeededAt: null, breaker: null, domains: {} };
