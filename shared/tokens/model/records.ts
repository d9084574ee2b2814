import type { Fleet } from './fleet.ts';

declare const VALUE: unique symbol;

/**
 * A kind of small record, read by its id alone. The part of the product that owns the records declares
 * it; its documents have a schema in `adapters/documents/record-documents.ts`. `name` is stored with
 * each record.
 */
export type RecordKind<Value> = { readonly name: string; readonly [VALUE]?: Value };

/** One record for each credential. */
export const FLEET_RECORD: RecordKind<Fleet> = { name: 'fleet' };

/** One record for each security event token that was accepted, by its `jti`. */
export const SECURITY_EVENT_RECORD: RecordKind<{ readonly receivedAt: Date }> = {
  name: 'security_event',
};
