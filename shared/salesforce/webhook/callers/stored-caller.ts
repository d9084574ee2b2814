import type { Clock, Ids, RecordKind, RecordStore, SecretVault } from '../../../tokens/index.ts';
import type { Permission } from '../permission.ts';

/**
 * How a caller proves itself. `signature`: HMAC-SHA256 of the body, as a formula of a Named Credential makes it.
 * `timestamped`: the headers of Standard Webhooks, as Apex makes them. `key`: a static bearer key. `outbound`: a static
 * key in the address, because an Outbound Message of Salesforce can prove itself by nothing else.
 */
export const PROOFS = ['signature', 'timestamped', 'key', 'outbound'] as const;

export type Proof = (typeof PROOFS)[number];

/** Where a property of the request comes from: a field of the record, or a text that an administrator entered. */
export type MappedProperty =
  | { readonly property: string; readonly field: string }
  | { readonly property: string; readonly text: string };

/** What becomes of the Outbound Messages of a caller. */
export type OutboundSetup = {
  /** The only organization from which they are accepted: its id of 15 characters. */
  readonly organizationId: string;
  /** The operation that is asked for, once for each notification. */
  readonly operation: string;
  /** How its request is made from the record. */
  readonly mapping: readonly MappedProperty[];
};

/** One live secret of a caller: where it is in the vault, and who made it. */
export type SecretVersion = {
  readonly version: string;
  readonly addedAt: Date;
  readonly addedBy: string;
};

/** Who may call, as an administrator entered it. */
export type StoredCaller = {
  /** 12 hexadecimal digits. A call names it, so that no other caller’s secret has to be tried. */
  readonly id: string;
  readonly name: string;
  readonly proof: Proof;
  readonly permissions: readonly Permission[];
  /** Null: it proves itself in another way than `outbound`. */
  readonly outbound: OutboundSetup | null;
  /** The newest first; a second one is live during a rotation. */
  readonly secrets: readonly SecretVersion[];
  readonly addedAt: Date;
  readonly addedBy: string;
  /** Its record stays for a day after it was removed. Null: it may call. */
  readonly removedAt: Date | null;
};

/** What the vault holds for a caller. */
export type CallerSecret = { readonly secret: string };

/** That an Outbound Message was acknowledged without being done: the record of a notification is deleted. */
export const NO_RECORD = 'no_record';

/** What a caller did last: the operation, and `answered`, `NO_RECORD` or the code of the refusal. */
export type CallerUse = {
  readonly callerId: string;
  readonly at: Date;
  readonly operation: string;
  readonly outcome: string;
};

/** One record for each caller, by its id. */
export const CALLER_RECORD: RecordKind<StoredCaller> = { name: 'caller' };

/** One record for each caller that called, by its id. */
export const CALLER_USE_RECORD: RecordKind<CallerUse> = { name: 'caller_use' };

export const isCallerId = (text: string): boolean => /^[0-9a-f]{12}$/.test(text);

/** What the functions of callers work with. */
export type CallerPorts = {
  readonly store: Pick<RecordStore, 'readRecord' | 'writeRecord' | 'listRecords'>;
  readonly secrets: SecretVault<CallerSecret>;
  readonly clock: Clock;
  readonly ids: Ids;
};
