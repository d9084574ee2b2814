import type { ConnectionStatus } from '../../../shared/tokens/index.ts';
import type { Process } from './world.ts';

/** A lease that was taken: by whom, when by the true time, and for which refresh token. */
export type Held = {
  readonly process: Process;
  readonly connectionId: string;
  readonly generation: number;
  readonly refreshToken: string | null;
  readonly takenAt: number;
  /** How much had failed for its process when it was taken. */
  readonly troubles: number;
  /** What Google was asked under it, and said. */
  asked: 'not yet' | 'asked' | 'granted';
  end: 'given back' | 'taken over' | 'overruled' | null;
};

/** What really happened, as nobody in the model can see it, and what should not have. */
export type Ledger = {
  readonly violations: string[];
  /** By owner. */
  readonly leases: Map<string, Held>;
  /** The refresh token of each grant version, destroyed or not. */
  readonly grants: Map<string, string>;
  /** The refresh token, or code, that brought an access token, and when. */
  readonly brought: Map<string, { readonly by: string; readonly at: number }>;
  /** The access tokens and grant versions that were stored, and replaced, of each connection. */
  readonly retired: Map<string, Set<string>>;
  /** What the audit trail tells of each connection. */
  readonly told: Map<string, ConnectionStatus>;
  /** Which process was told by Google that which refresh token is dead. */
  readonly refusals: Set<string>;
  /** The accounts whose grants somebody ended at Google, or tried to. */
  readonly ended: Set<string>;
  /** Those whose owner did, at Google itself. */
  readonly revoked: Set<string>;
  /** Until when there was but one mailbox that anybody could ask about. */
  aloneUntil: number;
  /** Since when Google has been refusing everybody. */
  outageSince: number | null;
};

export const createLedger = (): Ledger => ({
  violations: [],
  leases: new Map(),
  grants: new Map(),
  brought: new Map(),
  retired: new Map(),
  told: new Map(),
  refusals: new Set(),
  ended: new Set(),
  revoked: new Set(),
  aloneUntil: 0,
  outageSince: null,
});

/** No clock is further from the true time. */
export const MOST_SKEW_MS = 10_000;

/** How long a lease lasts by its holder's clock, and at least by anybody else's. */
export const LEASE_MS = 45_000;
export const LEAST_LEASE_MS = LEASE_MS - 2 * MOST_SKEW_MS;

export const retiredOf = ({ retired }: Ledger, id: string): Set<string> => {
  const known = retired.get(id) ?? new Set();
  retired.set(id, known);
  return known;
};

/** Did something keep the holder from storing what Google granted it? */
export const isExcused = ({ process, troubles, end }: Held): boolean =>
  process.isDead() || process.troubles > troubles || end === 'taken over';
