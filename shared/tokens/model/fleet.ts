import type { ErrorCode, UpstreamReport } from '../../errors.ts';
import type { CredentialId } from './credential.ts';

/** The refreshes of one minute, counted. A mailbox that keeps failing is counted once. */
export type Tally = {
  readonly minute: Date;
  readonly succeeded: number;
  /** By the failure's signature. */
  readonly failed: Readonly<Record<string, number>>;
};

/** Open while the fleet as a whole fails, and not single mailboxes. */
export type Breaker = {
  /** What the failures share: a key of `Tally.failed`. */
  readonly signature: string;
  readonly code: ErrorCode;
  readonly upstream: UpstreamReport | null;
  readonly since: Date;
  /** How many mailboxes the next run may try. */
  readonly trials: number;
};

/** The refusals of one domain within a day, and the successes of its mailboxes since the first. */
export type DomainRefusals = {
  readonly firstAt: Date;
  readonly refused: number;
  /** The first few refused mailboxes: one mailbox that is refused repeatedly is not a domain. */
  readonly connectionIds: readonly string[];
  readonly succeeded: number;
};

/** A fault of the Google Cloud project that probes found: no mailbox of the fleet can be read. */
export type ProbeFault = Pick<Breaker, 'code' | 'upstream' | 'since'>;

/** What is known of all connections of one credential together. */
export type Fleet = {
  readonly credential: CredentialId;
  readonly tallies: readonly Tally[];
  /** When a refresh last succeeded: the proof that Google and our credential work. */
  readonly succeededAt: Date | null;
  /** When a refused mailbox last found no canary. */
  readonly noCanaryAt: Date | null;
  /** The newest failure that was counted: a breaker that opens reports it. */
  readonly lastFailure: Pick<Breaker, 'code' | 'upstream'> | null;
  readonly breaker: Breaker | null;
  readonly probeFault: ProbeFault | null;
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
  probeFault: null,
  domains: {},
});
