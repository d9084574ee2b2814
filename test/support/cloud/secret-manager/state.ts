import { randomBytes } from 'node:crypto';

export type VersionState = 'ENABLED' | 'DISABLED' | 'DESTROYED';

/** Plain JSON, so that a dump is the state itself. */
export type StoredVersion = {
  readonly number: number;
  readonly createdAt: number;
  readonly checksumGiven: boolean;
  state: VersionState;
  destroyedAt: number | null;
  /** Base64; null once it is destroyed. */
  payload: string | null;
  etag: string;
};

export type StoredSecret = {
  readonly id: string;
  readonly createdAt: number;
  readonly replication: object;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  etag: string;
  /** Oldest first; a destroyed version keeps its place and its number. */
  readonly versions: StoredVersion[];
};

export type State = {
  readonly projectId: string;
  readonly projectNumber: string;
  /** Oldest first. */
  secrets: StoredSecret[];
  /** By how many versions `latest` is behind: production lets it lag for a while. */
  latestLag: number;
  /** How many of the next payloads are damaged on their way out. */
  corruptions: number;
};

/** A project without secrets. */
export function emptyState(projectId: string): State {
  return { projectId, projectNumber: '123456789012', secrets: [], latestLag: 0, corruptions: 0 };
}

/** In quotes, as in production; a new one for each modification, even without a change. */
export function newEtag(): string {
  return `"${randomBytes(7).toString('hex')}"`;
}

/** A time in protobuf's form. */
export function timestamp(milliseconds: number): { seconds: string; nanos: number } {
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds: String(seconds), nanos: (milliseconds - seconds * 1000) * 1_000_000 };
}
