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

/**
 * What is being done with the grants of an account until a moment: one of them becomes a connection's first, or
 * all of them are revoked. `damaged` stands in for a record that cannot be read: a commit replaces it, and
 * nothing is revoked.
 */
export type AccountUse = {
  readonly kind: 'connecting' | 'revoking' | 'damaged';
  readonly until: Date;
};

/** One record for each account that was refused or connected within a day, by the id of its connection. */
export const ACCOUNT_RECORD: RecordKind<AccountUse> = { name: 'account' };

/** One record for each security event token that was accepted, by its `jti`. */
export const SECURITY_EVENT_RECORD: RecordKind<{ readonly receivedAt: Date }> = {
  name: 'security_event',
};
