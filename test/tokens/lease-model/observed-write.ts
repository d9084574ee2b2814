import type { AuditEvent, Connection } from '../../../shared/tokens/index.ts';
import type { History } from './history.ts';
import type { Process } from './simulation.ts';

/** One write of a connection that took effect. */
export type ObservedWrite = {
  readonly process: Process;
  /** By the true time. */
  readonly at: number;
  readonly before: Connection | null;
  readonly after: Connection;
  readonly event: AuditEvent | null;
  /** The refresh token of the grant version that the connection now names; null if it names none. */
  readonly refreshToken: string | null;
  /** Whether Google still accepts that refresh token. */
  readonly isAlive: boolean;
  /** Whether the vault holds that grant version. */
  readonly isInVault: boolean;
};

/** Returns what is wrong with a write, or null. */
export type Invariant = (history: History, write: ObservedWrite) => string | null;

export const tokenOf = (connection: Connection | null): string | null =>
  connection?.accessToken?.value ?? null;

/** Whether the write stores the result of another consent. */
export const isNewConsent = ({ before, after }: ObservedWrite): boolean =>
  before?.authorizationRequestId !== after.authorizationRequestId;
