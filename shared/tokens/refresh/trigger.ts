/** How whoever wants a token refreshed is treated. */
type TriggerRules = {
  /** Is told of an earlier failure while its back-off lasts. */
  readonly respectsBackoff: boolean;
  /** Heeds the fleet's breaker. A run of `token-refresh` heeds it by how many it tries. */
  readonly respectsBreaker: boolean;
  /** Waits for the token of whoever holds the lease, and does not leave it to them. */
  readonly waitsForLease: boolean;
  /** Tries a dead grant again. */
  readonly retriesDeadGrant: boolean;
};

/**
 * Who wants a token refreshed: somebody who uses it, a probe, the schedule, a person who may just have
 * mended what failed, or Google's own word that the grant was revoked.
 */
export const REFRESH_TRIGGERS = {
  use: {
    respectsBackoff: true,
    respectsBreaker: true,
    waitsForLease: true,
    retriesDeadGrant: false,
  },
  probe: {
    respectsBackoff: true,
    respectsBreaker: true,
    waitsForLease: true,
    retriesDeadGrant: false,
  },
  schedule: {
    respectsBackoff: true,
    respectsBreaker: false,
    waitsForLease: false,
    retriesDeadGrant: true,
  },
  person: {
    respectsBackoff: false,
    respectsBreaker: false,
    waitsForLease: true,
    retriesDeadGrant: true,
  },
  google: {
    respectsBackoff: false,
    respectsBreaker: false,
    waitsForLease: true,
    retriesDeadGrant: true,
  },
} as const satisfies Record<string, TriggerRules>;

export type RefreshTrigger = keyof typeof REFRESH_TRIGGERS;
