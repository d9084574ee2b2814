/** How whoever wants a token refreshed is treated. */
type Treatment = {
  /** Is told of an earlier failure while its back-off lasts. */
  readonly waits: boolean;
  /** Heeds the fleet's breaker. A run of `token-refresh` heeds it by how many it tries. */
  readonly heeds: boolean;
  /** Waits for the token of whoever holds the lease, and does not leave it to them. */
  readonly awaits: boolean;
  /** Tries a dead grant again. */
  readonly revives: boolean;
};

/**
 * Who wants a token refreshed: somebody who uses it, a probe, the schedule, a person who may just have
 * mended what failed, or Google's own word that the grant was revoked.
 */
export const ASKERS = {
  use: { waits: true, heeds: true, awaits: true, revives: false },
  probe: { waits: true, heeds: true, awaits: true, revives: false },
  schedule: { waits: true, heeds: false, awaits: false, revives: true },
  person: { waits: false, heeds: false, awaits: true, revives: true },
  google: { waits: false, heeds: false, awaits: true, revives: true },
} as const satisfies Record<string, Treatment>;

export type Asker = keyof typeof ASKERS;
