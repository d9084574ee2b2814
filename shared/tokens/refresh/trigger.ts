/** The rules for one trigger. */
type TriggerRules = {
  /** Gets the earlier failure while its back-off lasts. */
  readonly respectsBackoff: boolean;
  /** Fails fast while the breaker is open. A scheduled run limits its trials instead. */
  readonly respectsBreaker: boolean;
  /** Waits for the token of the lease's holder. A scheduled run does not: the holder is enough. */
  readonly waitsForLease: boolean;
  /** Tries a dead grant again. */
  readonly retriesDeadGrant: boolean;
};

/**
 * Why a refresh happens: a use of the token, a probe, the schedule, a person who may just have mended what
 * failed, or Google's own report that the grant was revoked.
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
