import { AppError } from '../../errors.ts';
import { isSameMailbox } from '../model/address.ts';
import type { EventActor } from '../model/audit-event.ts';
import type { AuthorizationPurpose, RequestIn } from '../model/authorization-request.ts';
import { type Connection, type Grant, grantVersionOf, type Mailbox } from '../model/connection.ts';
import { destroyUnreferenced, orphansIn } from '../model/destroy-unreferenced.ts';
import { grantDigestsOf } from '../model/grant-digests.ts';
import { dueByAnnouncement, grantEndAfter } from '../model/grant-end.ts';
import { connectionIdOf } from '../model/identifiers.ts';
import { accessTokenIn } from '../model/oauth-provider.ts';
import type { Ports } from '../model/ports.ts';
import { readOrSalvage } from '../model/read-or-salvage.ts';
import { claimAccount } from '../model/revoke-unused.ts';
import { probeSoon, refreshDueAfter } from '../model/schedule.ts';
import type { ScopeProfile } from '../model/scopes.ts';
import type { Versioned } from '../model/store.ts';
import { writeChange } from '../model/write-change.ts';
import { isReusable } from './reusable-grant.ts';

const ATTEMPTS = 5;

/**
 * Stores the grant of a checked answer: new vault version → compare-and-set of the connection that names it →
 * destroy the replaced version. The connection is the commit point: a crash before it leaves an orphan
 * version, a crash after it a stored grant, and no crash loses a grant. A record that cannot be read is
 * replaced, because the id follows from `sub`: the consent is that of its owner.
 *
 * @param grant in the last argument: null keeps the connection's healthy grant
 * @throws AppError `authorization_interrupted` when a revocation may have ended the grant,
 *   `connection_disconnected` when the mailbox was disconnected after Google answered,
 *   `authorization_superseded` when a newer consent is in place, `refresh_token_missing` when there is no
 *   healthy grant to keep; `store_unavailable`, `store_conflict`
 */
export async function commitGrant(
  ports: Ports,
  request: RequestIn<'answered'>,
  { mailbox, grant }: { readonly mailbox: Mailbox; readonly grant: Grant | null },
): Promise<Connection> {
  const id = connectionIdOf(mailbox.subject);
  let version: string | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await readRenamed(ports, request, mailbox);
    const existing = found?.value ?? null;
    if (existing?.authorizationRequestId === request.id) {
      // Another process resumed it at the same time and was first: only our own version has to go.
      await destroyReplaced(ports, id, version);
      return existing;
    }
    version = grant && (await putOnce(ports, request, { id, existing, grant, version }));
    const kept =
      grant && version ? minted(grant, version, existing) : reused(existing, request, mailbox);
    const after = connectionFrom(ports, request, { id, mailbox, kept, existing });
    if ((await writeChange(ports, found, { after, ...actorOf(request, mailbox) })) !== null) {
      await destroyReplaced(ports, id, grant && existing ? grantVersionOf(existing) : null);
      return after;
    }
  }
  throw new AppError('store_conflict');
}

/** An administrator's own browser, or that of the mailbox's owner, who was sent a link. */
const actorOf = (
  { administrator, begunBy }: RequestIn<'answered'>,
  { address }: Mailbox,
): EventActor =>
  administrator === null
    ? { by: address, role: 'owner', linkBy: begunBy }
    : { by: administrator, role: 'administrator', linkBy: null };

type Putting = {
  readonly id: string;
  readonly existing: Connection | null;
  readonly grant: Grant;
  readonly version: string | null;
};

/** Claims the account at each attempt, because the mailbox may be disconnected by now; stores the grant once. */
async function putOnce(
  ports: Ports,
  request: RequestIn<'answered'>,
  { id, existing, grant, version }: Putting,
): Promise<string> {
  await claimAccount(ports, request, { id, existing });
  return version ?? ports.vault.put(id, grant);
}

/**
 * Reads the connection. A new address of its account is stored first, in a write of its own, because a write has
 * one event, and the next one is about the consent.
 */
async function readRenamed(
  ports: Ports,
  request: RequestIn<'answered'>,
  mailbox: Mailbox,
): Promise<Versioned<Connection> | null> {
  const found = await readOrSalvage(ports.store, connectionIdOf(mailbox.subject));
  if (!found) return null;
  const existing = found.value;
  checkNewest(existing, request);
  const isSame = isSameMailbox(existing.mailbox.address, mailbox.address);
  // A damaged record names no request: only the consent may replace it.
  const isDamaged = existing.authorizationRequestId === '';
  if (isSame || isDamaged || existing.status === 'disconnected') return found;
  const after = { ...existing, mailbox };
  await writeChange(ports, found, { after, ...actorOf(request, mailbox) });
  return readRenamed(ports, request, mailbox);
}

/** An answer that was parked for a while must not undo a later consent or disconnect. */
function checkNewest(
  existing: Connection,
  { id, consumedAt, answeredAt }: RequestIn<'answered'>,
): void {
  // The disconnect may have revoked this grant with the others, even while its answer was on its way.
  if (existing.disconnectedAt && existing.disconnectedAt > consumedAt) {
    throw new AppError('connection_disconnected');
  }
  const isOurs = existing.authorizationRequestId === id;
  if (!isOurs && !existing.disconnectedAt && existing.consentedAt > answeredAt) {
    throw new AppError('authorization_superseded');
  }
}

type Commit = {
  readonly id: string;
  readonly mailbox: Mailbox;
  readonly kept: KeptGrant;
  readonly existing: Connection | null;
};

type KeptGrant = Pick<
  Connection,
  'scopes' | 'generation' | 'grant' | 'grantEnd' | 'grantsMinted' | 'lease'
>;

/** Google counts every refresh token since the last revocation, and keeps a hundred. */
const minted = (
  { refreshToken, scopes }: Grant,
  version: string,
  existing: Connection | null,
): KeptGrant => ({
  scopes,
  generation: (existing?.generation ?? 0) + 1,
  grant: { kind: 'consent', version, digests: grantDigestsOf(refreshToken) },
  grantEnd: null,
  grantsMinted: existing?.status === 'disconnected' ? 1 : (existing?.grantsMinted ?? 0) + 1,
  lease: null,
});

/**
 * Google issued no refresh token, because none was requested; that was wrong if ours has died since. The
 * holder of a lease keeps it: it may have the only copy of a rotated refresh token.
 */
function reused(
  existing: Connection | null,
  { purpose }: RequestIn<'answered'>,
  { address }: Mailbox,
): KeptGrant {
  if (!existing || !isReusable(existing, profileOf(purpose))) {
    throw new AppError('refresh_token_missing', { detail: { address } });
  }
  return existing.lease ? existing : { ...existing, generation: existing.generation + 1 };
}

function connectionFrom(
  ports: Ports,
  { id: authorizationRequestId, purpose, answer, answeredAt }: RequestIn<'answered'>,
  { id, mailbox, kept, existing }: Commit,
): Connection {
  const accessToken = accessTokenIn(answer, answeredAt);
  const { expiresAt } = accessToken;
  const grantEnd = grantEndAfter(kept.grantEnd, answer, answeredAt);
  const dueAt = refreshDueAfter(ports, { from: answeredAt, expiresAt, usedAt: answeredAt });
  return {
    id,
    mailbox,
    status: 'active',
    profile: profileOf(purpose),
    scopes: kept.scopes,
    generation: kept.generation,
    grant: kept.grant,
    fallback: existing?.fallback ?? null,
    grantEnd,
    grantsMinted: kept.grantsMinted,
    accessToken,
    lease: kept.lease,
    // A mailbox that was just connected is about to be used.
    usedAt: answeredAt,
    refreshDueAt: dueByAnnouncement({ grantEnd, consentedAt: answeredAt }, dueAt, answeredAt),
    probeDueAt: probeSoon(ports, answeredAt, false),
    consentedAt: answeredAt,
    disconnectedAt: null,
    refreshedAt: null,
    failure: null,
    probe: existing?.probe ?? null,
    probeHistory: existing?.probeHistory ?? [],
    imap: null,
    authorizationRequestId,
  };
}

const profileOf = (purpose: AuthorizationPurpose): ScopeProfile =>
  purpose.kind === 'connect' ? purpose.profile : 'probe';

/** Never fails the commit: a version that cannot be destroyed now is swept next time. */
async function destroyReplaced(ports: Ports, id: string, replaced: string | null): Promise<void> {
  try {
    const orphans = orphansIn(ports, await ports.vault.versions(id)).map(({ name }) => name);
    await destroyUnreferenced(ports, id, [...orphans, replaced]);
  } catch {
    // The versions stay; the next commit or disconnect of this mailbox destroys them.
  }
}
