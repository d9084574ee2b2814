import type { KeyObject } from 'node:crypto';

export type SealingKey = { readonly id: string; readonly key: KeyObject };

/** The keys that open what was sealed; the current one seals. Old ones stay until nothing needs them. */
export interface Keyring {
  current(): SealingKey;
  find(id: string): KeyObject | null;
}
