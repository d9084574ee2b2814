import type { AuditEvent, Connection } from '../../../shared/tokens/index.ts';
import type { Ledger } from './ledger.ts';
import type { Process } from './world.ts';

/** One write of a connection that took effect. */
export type Write = {
  readonly process: Process;
  readonly at: number;
  readonly before: Connection | null;
  readonly after: Connection;
  readonly event: AuditEvent | null;
  /** The refresh token that the connection now names; null: none. */
  readonly refreshToken: string | null;
  /** At Google. */
  readonly isAlive: boolean;
  /** In the vault. */
  readonly isThere: boolean;
};

/** What is wrong with a write; null: nothing that this rule is about. */
export type Rule = (ledger: Ledger, write: Write) => string | null;

export const tokenOf = (connection: Connection | null): string | null =>
  connection?.accessToken?.value ?? null;

/** By another consent. */
export const isAnew = ({ before, after }: Write): boolean =>
  before?.authorizationRequestId !== after.authorizationRequestId;
