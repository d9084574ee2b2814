/** How whoever wants a token refreshed is treated. */
type Treatment = {
  /** Is told of an earlier failure while its back-off lasts. */
  readonly backsOff: boolean;
  /** Heeds the fleet's breaker. A run of `token-refresh` heeds it by how many it tries. */
  readonly heedsBreaker: boolean;
  /** Waits for the token of whoever holds the lease, and does not leave it to them. */
  readonly outwaits: boolean;
  /** Tries a dead grant again. */
  readonly revives: boolean;
};

/**
 * Who wants a token refreshed: somebody who uses it, a probe, the schedule, a person who may just have
 * mended what failed, or Google's own word that the grant was revoked.
 */
export const ASKERS = {
  use: { backsOff: true, heedsBreaker: true, outwaits: true, revives: false },
  probe: { backsOff: true, heedsBreaker: true, outwaits: true, revives: false },
  schedule: { backsOff: true, heedsBreaker: false, outwaits: false, revives: true },
  person: { backsOff: false, heedsBreaker: false, outwaits: true, revives: true },
  google: { backsOff: false, heedsBreaker: false, outwaits: true, revives: true },
} as const satisfies Record<string, Treatment>;

export type Asker = keyof typeof ASKERS;
