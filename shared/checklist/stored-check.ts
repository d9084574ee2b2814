import type { Failure } from '../diagnosis/index.ts';
import type { AuditEvent, RecordKind, RecordStore } from '../tokens/index.ts';

/** What is checked on request, or confirmed by a person; everything else is known from what the connector does. */
export const STORED_CHECKS = ['google_client', 'redirect_uri', 'keys'] as const;

export type StoredCheckName = (typeof STORED_CHECKS)[number];

/** The last check of one item. */
export type StoredCheck = {
  readonly name: StoredCheckName;
  readonly at: Date;
  /** The administrator who asked for it, or confirmed it. */
  readonly by: string;
  /** Null: it passed. */
  readonly failure: Failure | null;
};

/** One record for each item, by its name. */
export const SETUP_CHECK_RECORD: RecordKind<StoredCheck> = { name: 'setup_check' };

/** Stores the last check of an item. Where another administrator checked at the same moment, theirs stays. */
export async function storeCheck(
  store: Pick<RecordStore, 'readRecord' | 'writeRecord'>,
  check: StoredCheck,
  event: AuditEvent | null = null,
): Promise<void> {
  const found = await store.readRecord(SETUP_CHECK_RECORD, check.name);
  const record = { kind: SETUP_CHECK_RECORD, id: check.name, value: check, expiresAt: null };
  await store.writeRecord(record, found?.revision ?? null, event);
}
