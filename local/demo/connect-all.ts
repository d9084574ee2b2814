import {
  type AuditEvent,
  type Connection,
  delegatedScopesOf,
  type ScopeProfile,
} from '../../shared/tokens/index.ts';
import type { World } from './world.ts';

/** Concurrent writes; those of one turn of the event loop share a commit. */
const BATCH = 500;

/** What is stored of a connection, with the event that tells of it. */
export type Step = { readonly connection: Connection; readonly event: AuditEvent | null };

type Consents = { readonly addresses: readonly string[]; readonly profile: ScopeProfile };

/**
 * Connects mailboxes whose owners have consented, without a walk through the pages for each: Google gives the refresh
 * tokens, and the product's own vault and store keep them.
 *
 * @param history what is stored of each, one after the other, from what it is when it is new
 */
export async function connectAll(
  { google, ports, runtime, now }: World,
  { addresses, profile }: Consents,
  history: (fresh: Connection) => readonly Step[],
): Promise<void> {
  const scopes = delegatedScopesOf(profile);
  const accounts = google.seedAccounts({ addresses, scopes });
  const connect = async ({ address, sub, refreshToken }: (typeof accounts)[number]) => {
    const id = `mailbox-${sub}`;
    const version = await ports.vault.put(id, { refreshToken, scopes });
    const mailbox = { subject: sub, address, hostedDomain: address.split('@')[1] ?? null };
    const grant = { kind: 'consent', version, digests: null } as const;
    const known = { id, mailbox, profile, scopes, grant, authorizationRequestId: `demo-${sub}` };
    let revision: string | null = null;
    for (const { connection, event } of history({ ...fresh(now()), ...known })) {
      revision = await runtime.store.writeConnection(connection, revision, event);
    }
  };
  for (let from = 0; from < accounts.length; from += BATCH) {
    await Promise.all(accounts.slice(from, from + BATCH).map(connect));
  }
}

type Unknown = Omit<
  Connection,
  'id' | 'mailbox' | 'profile' | 'scopes' | 'grant' | 'authorizationRequestId'
>;

/** A connection that was just made: its first refresh and check are due. */
const fresh = (now: Date): Unknown => ({
  status: 'active',
  generation: 1,
  fallback: null,
  grantEnd: null,
  grantsMinted: 1,
  accessToken: null,
  lease: null,
  usedAt: now,
  refreshDueAt: now,
  probeDueAt: now,
  consentedAt: now,
  disconnectedAt: null,
  refreshedAt: null,
  failure: null,
  probe: null,
  probeHistory: [],
  imap: null,
});
