import type { Fleet } from './fleet.ts';

/** How a run of a scheduled function goes: its last report while it runs, its result afterwards. */
export type Run = {
  readonly job: 'token-refresh' | 'label-probe';
  readonly startedAt: Date;
  readonly reportedAt: Date;
  readonly endedAt: Date | null;
  /** How many were due when it looked, and how many of them it has seen to. */
  readonly due: number;
  readonly done: number;
  readonly counts: Readonly<Record<string, number>>;
};

/** Small records that are read by their id alone, by kind. */
export type Records = {
  /** One, `current`. */
  readonly fleet: Fleet;
  /** One a job and share, such as `token-refresh-0-of-4`. */
  readonly run: Run;
  /** One a token that was accepted, by its `jti`. */
  readonly security_event: { readonly receivedAt: Date };
};

export type RecordKind = keyof Records;
