import type { RecordKind, Versioned } from '../tokens/index.ts';

/** One page of the records of a kind, in the order of the store's own ids. */
export type RecordPage<Value> = {
  readonly items: readonly Versioned<Value>[];
  /** Continues it; null at the end. */
  readonly next: string | null;
  /** How many of this page cannot be read. */
  readonly unreadable: number;
};

/** Walks records of which there are too many for memory. */
export interface RecordPages {
  pageRecords<Value>(
    kind: RecordKind<Value>,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<RecordPage<Value>>;
}
