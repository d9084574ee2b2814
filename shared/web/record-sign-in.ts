import { createHash } from 'node:crypto';
import type { Runtime } from '../runtime/runtime.ts';
import { auditEvent, type Mailbox } from '../tokens/index.ts';
import { REFUSED_SIGN_INS, SIGN_IN_RECORD } from './sign-in-records.ts';

type SignInPorts = Pick<Runtime, 'store' | 'clock' | 'ids'>;

/** Anybody with a Google account can try to sign in, and must not be able to flood the audit trail. */
const MOST_REFUSED_A_DAY = 50;
const KEPT_MS = 2 * 24 * 60 * 60 * 1000;
const ATTEMPTS = 5;

/**
 * Adds an administrator's sign-in to the audit trail. Best effort: a store that fails keeps nobody out, since
 * every page that needs the store says so itself.
 */
export async function recordSignIn(ports: SignInPorts, mailbox: Mailbox): Promise<void> {
  const { store, clock } = ports;
  const at = clock.now();
  const id = digestOf(mailbox);
  const event = auditEvent(ports, 'signed_in', signedInAs(mailbox, 'administrator'));
  const record = { kind: SIGN_IN_RECORD, id, value: { at }, expiresAt: keptUntil(at) };
  await persist(async () => {
    const found = await store.readRecord(SIGN_IN_RECORD, id);
    return (await store.writeRecord(record, found?.revision ?? null, event)) !== null;
  });
}

/**
 * Adds the refused sign-in of an account that Google verified to the audit trail: once per account and day, and
 * for a bounded number of accounts a day. Best effort, as above.
 */
export async function recordRefusedSignIn(ports: SignInPorts, mailbox: Mailbox): Promise<void> {
  const { store, clock } = ports;
  const at = clock.now();
  const id = at.toISOString().slice(0, 10);
  const account = digestOf(mailbox);
  const event = auditEvent(ports, 'sign_in_refused', signedInAs(mailbox, null));
  await persist(async () => {
    const found = await store.readRecord(REFUSED_SIGN_INS, id);
    const accounts = found?.value.accounts ?? [];
    if (accounts.includes(account) || accounts.length >= MOST_REFUSED_A_DAY) return true;
    const value = { accounts: [...accounts, account] };
    const record = { kind: REFUSED_SIGN_INS, id, value, expiresAt: keptUntil(at) };
    return (await store.writeRecord(record, found?.revision ?? null, event)) !== null;
  });
}

const signedInAs = ({ address }: Mailbox, role: 'administrator' | null) => ({
  of: null,
  by: address,
  role,
});

/** The account is known by its `sub`, which an address may leave for another account. */
const digestOf = ({ subject }: Mailbox): string =>
  createHash('sha256').update(subject).digest('base64url');

const keptUntil = (at: Date): Date => new Date(at.getTime() + KEPT_MS);

/** Tries again when another writer was first. */
async function persist(write: () => Promise<boolean>): Promise<void> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) if (await write()) return;
  } catch {
    // The sign-in itself does not depend on it.
  }
}
