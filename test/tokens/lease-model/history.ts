import type { ConnectionStatus } from '../../../shared/tokens/index.ts';
import type { Process } from './simulation.ts';

/** A lease that a process took. */
export type TakenLease = {
  readonly process: Process;
  readonly connectionId: string;
  readonly generation: number;
  readonly refreshToken: string | null;
  /** By the true time. */
  readonly takenAt: number;
  /** How many calls of its process had failed when it was taken. */
  readonly failedCallsBefore: number;
  /** How far the refresh under this lease came at Google. */
  refresh: 'not sent' | 'sent' | 'granted';
  end: 'released' | 'taken over' | 'superseded' | null;
};

/** What really happened, which no process can see, and the invariants that were broken. */
export type History = {
  readonly violations: string[];
  /** By the lease's owner. */
  readonly leases: Map<string, TakenLease>;
  /** The refresh token of each grant version, including destroyed ones. */
  readonly grants: Map<string, string>;
  /** For each access token: the refresh token or code that Google issued it for, and when. */
  readonly issued: Map<string, { readonly by: string; readonly at: number }>;
  /** By connection: the access tokens and grant versions that were stored and then replaced. */
  readonly retired: Map<string, Set<string>>;
  /** By connection: the status that the audit trail ends with. */
  readonly statusInTrail: Map<string, ConnectionStatus>;
  /** The refresh tokens that Google refused, each with the process that was answered so. */
  readonly refusals: Set<string>;
  /** Accounts whose grants the owner or a disconnect ended at Google, or tried to. */
  readonly ended: Set<string>;
  /** Accounts whose owner revoked the grant at Google. */
  readonly revoked: Set<string>;
  /** Until when no other active mailbox could serve as the canary. */
  noCanaryUntil: number;
  /** Since when Google has refused everybody. */
  outageSince: number | null;
};

export const createHistory = (): History => ({
  violations: [],
  leases: new Map(),
  grants: new Map(),
  issued: new Map(),
  retired: new Map(),
  statusInTrail: new Map(),
  refusals: new Set(),
  ended: new Set(),
  revoked: new Set(),
  noCanaryUntil: 0,
  outageSince: null,
});

/** How far a clock is from the true time, at most. */
export const MAX_SKEW_MS = 10_000;

/** How long a lease lasts by its holder's clock, and at least by any other clock. */
export const LEASE_MS = 45_000;
export const MIN_LEASE_MS = LEASE_MS - 2 * MAX_SKEW_MS;

export const retiredOf = ({ retired }: History, id: string): Set<string> => {
  const known = retired.get(id) ?? new Set();
  retired.set(id, known);
  return known;
};

/** Whether a death, a failed call or a takeover may have kept the holder from storing Google's answer. */
export const mayHaveLostGrant = ({ process, failedCallsBefore, end }: TakenLease): boolean =>
  process.isDead() || process.failedCalls > failedCallsBefore || end === 'taken over';
