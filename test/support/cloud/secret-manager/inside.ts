import type { State, VersionState } from './state.ts';

/** A secret as a test sees it, without permissions and faults. */
export type SecretInside = {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly versions: readonly {
    readonly number: number;
    readonly state: VersionState;
    /** Null once it is destroyed. */
    readonly payload: Buffer | null;
  }[];
};

/** A copy, which later changes do not affect. */
export function secretsInside(state: State): SecretInside[] {
  return state.secrets.map(({ id, labels, versions }) => ({
    id,
    labels: { ...labels },
    versions: versions.map(({ number, state: stands, payload }) => ({
      number,
      state: stands,
      payload: payload === null ? null : Buffer.from(payload, 'base64'),
    })),
  }));
}
