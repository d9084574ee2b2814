import type { RecordKind } from '../tokens/index.ts';

/** The accounts whose sign-in was refused on one day, as digests; the record's id is the day. */
export const REFUSED_SIGN_INS: RecordKind<RefusedSignIns> = { name: 'refused_sign_ins' };

/** The last sign-in of one administrator; the record's id is a digest of the account. */
export const SIGN_IN_RECORD: RecordKind<{ readonly at: Date }> = { name: 'sign_in' };

type RefusedSignIns = { readonly accounts: readonly string[] };
