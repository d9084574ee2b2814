import type { ErrorCode, UpstreamReport } from '../../errors.ts';

/**
 * An org that refuses every mail for a reason of its own. Nobody's mail is tried while it lasts but one canary a
 * minute; when that is filed, the pause ends.
 */
export type OrgPause = {
  readonly orgId: string;
  readonly code: ErrorCode;
  readonly upstream: UpstreamReport | null;
  readonly since: Date;
  /** When the next canary may be tried. Who moves it by a compare-and-set tries it. */
  readonly canaryAt: Date;
  /** The pause ended then; null: it lasts. */
  readonly endedAt: Date | null;
};
