import { AppError, asAppError } from '../../errors.ts';
import { isAddress, isSameMailbox } from '../model/address.ts';
import {
  type Connection,
  type DelegationGrant,
  grantVersionOf,
  type Mailbox,
} from '../model/connection.ts';
import { prepareDelegatedToken, readDelegation } from '../model/delegated-token.ts';
import { type Delegation, delegatedScopesOf, isInDomains } from '../model/delegation.ts';
import { destroyUnreferenced } from '../model/destroy-unreferenced.ts';
import { connectionIdOf } from '../model/identifiers.ts';
import { accessTokenIn, type TokenAnswer } from '../model/oauth-provider.ts';
import type { Ports } from '../model/ports.ts';
import { readOrSalvage } from '../model/read-or-salvage.ts';
import { revokeUnlessUsed } from '../model/revoke-unused.ts';
import { probeSoon, refreshDueAfter } from '../model/schedule.ts';
import type { Versioned } from '../model/store.ts';
import { writeChange } from '../model/write-change.ts';
import { forgotten } from './disconnect.ts';

const ATTEMPTS = 5;

/** Which mailbox a service account shall act for, and the administrator who decided it. */
export type Delegating = {
  readonly delegationId: string;
  readonly address: string;
  readonly by: string;
};

/** A mailbox that is connected by delegation. */
export type Delegated = {
  readonly connection: Connection;
  /** Was it connected before, by either method? */
  readonly again: boolean;
  /** False: its owner's consent is no longer used, but could not be revoked at Google. */
  readonly revoked: boolean;
};

/**
 * Connects a mailbox by delegation, or moves a connected one to it: Google must give a token for this address
 * and name its account before anything changes, so that a working credential is never lost. The owner's consent,
 * if there is one, is revoked after the delegation is stored.
 *
 * @throws AppError `address_malformed`, `address_outside_domains`, `delegation_unknown`, `address_is_alias`,
 *   what `requestToken` and `identify` throw; `store_unavailable`, `store_conflict`
 */
export async function connectByDelegation(
  ports: Ports,
  { delegationId, address, by }: Delegating,
): Promise<Delegated> {
  const proven = await proveDelegation(ports, delegationId, address);
  const id = connectionIdOf(proven.mailbox.subject);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await readOrSalvage(ports.store, id);
    // Not for a mailbox that never had a consent: in Secret Manager each listing counts, and may create an empty
    // secret.
    const versions = hadConsent(found) ? await ports.vault.versions(id) : [];
    const names = versions.map(({ name }) => name);
    const replaced = found && grantVersionOf(found.value);
    const after = connectionFrom(ports, found?.value ?? null, proven);
    const change = { after, by, role: 'administrator' as const };
    const revision = await writeChange(ports, found, change);
    if (revision === null) continue;
    const restored = found ? restoredOver(found.value, after) : forgotten(after, ports.clock.now());
    const undo = { stored: { value: after, revision }, change: { ...change, after: restored } };
    await undoIfRemoved(ports, delegationId, undo);
    const revoked = await endConsent(ports, id, { names, replaced });
    return { connection: after, again: isConnected(found), revoked };
  }
  throw new AppError('store_conflict');
}

type Undo = {
  readonly stored: Versioned<Connection>;
  readonly change: {
    readonly after: Connection;
    readonly by: string;
    readonly role: 'administrator';
  };
};

/**
 * Undoes a write that names a delegation which was removed at the same moment: its keys are destroyed, so that the
 * mailbox would have no working credential. The removal marks its record before it looks for mailboxes, and this
 * looks after it has written the mailbox, so that one of the two sees the other.
 *
 * @throws AppError `delegation_unknown`, and what the store throws
 */
async function undoIfRemoved(
  ports: Ports,
  delegationId: string,
  { stored, change }: Undo,
): Promise<void> {
  try {
    await readDelegation(ports, delegationId);
  } catch (thrown) {
    const isRemoved = asAppError(thrown).code === 'delegation_unknown';
    // Null: another write came between, and decides about the mailbox.
    if (isRemoved) await writeChange(ports, stored, change);
    throw thrown;
  }
}

/** The connection as it was, with a generation that no earlier writer has. */
const restoredOver = (before: Connection, after: Connection): Connection => ({
  ...before,
  generation: after.generation + 1,
  lease: null,
});

/** A token that a service account got for a mailbox, which proves that it may act for it. */
type Proven = {
  readonly delegation: Delegation;
  readonly mailbox: Mailbox;
  readonly answer: TokenAnswer;
  readonly at: Date;
};

/** Gets a token for the address and asks Google whose it is: an alias or a group is none of a mailbox. */
async function proveDelegation(
  ports: Ports,
  delegationId: string,
  address: string,
): Promise<Proven> {
  if (!isAddress(address)) throw new AppError('address_malformed', { detail: { address } });
  const { value: delegation } = await readDelegation(ports, delegationId);
  if (!isInDomains(delegation, address)) {
    const { domains } = delegation;
    throw new AppError('address_outside_domains', { detail: { address, domains } });
  }
  const scopes = delegatedScopesOf(delegation.profile);
  const send = await prepareDelegatedToken(ports, delegation, { subject: address, scopes });
  const at = ports.clock.now();
  const answer = await send();
  const mailbox = await ports.serviceAccounts.identify(answer.accessToken);
  if (!isSameMailbox(mailbox.address, address)) {
    throw new AppError('address_is_alias', { detail: { address, primary: mailbox.address } });
  }
  return { delegation, mailbox, answer, at };
}

function connectionFrom(
  ports: Ports,
  existing: Connection | null,
  { delegation, mailbox, answer, at }: Proven,
): Connection {
  const accessToken = accessTokenIn(answer, at);
  const { profile } = delegation;
  return {
    id: connectionIdOf(mailbox.subject),
    mailbox,
    status: 'active',
    profile,
    scopes: answer.scopes ?? delegatedScopesOf(profile),
    generation: (existing?.generation ?? 0) + 1,
    grant: { kind: 'delegation', delegationId: delegation.id },
    fallback: null,
    grantEnd: null,
    grantsMinted: existing?.grantsMinted ?? 0,
    accessToken,
    lease: null,
    // A mailbox that was just connected is about to be used.
    usedAt: at,
    refreshDueAt: refreshDueAfter(ports, { ...accessToken, from: at, usedAt: at }),
    probeDueAt: probeSoon(ports, at, false),
    // A consent until now is replaced, and one that Google answered until now is not committed any more.
    consentedAt: ports.clock.now(),
    disconnectedAt: null,
    refreshedAt: null,
    failure: null,
    probe: existing?.probe ?? null,
    probeHistory: existing?.probeHistory ?? [],
    imap: null,
    // Nothing of an authorization made this grant, and a parked answer must not take it for its own.
    authorizationRequestId: ports.ids.unique(),
  };
}

/** Also of a delegated mailbox, if the switch to the delegation died before it could revoke the consent. */
const hadConsent = (found: Versioned<Connection> | null): boolean =>
  found !== null && (found.value.grant.kind !== 'delegation' || found.value.grantsMinted > 0);

const isConnected = (found: Versioned<Connection> | null): boolean =>
  found !== null && found.value.status !== 'disconnected';

/** The vault's versions of a mailbox: the one that the delegation replaced, and those that others left. */
type Replaced = { readonly names: readonly string[]; readonly replaced: string | null };

/**
 * Revokes and destroys the consents that the delegation replaced. The replaced one is destroyed also when it cannot
 * be revoked, since nobody uses it any more. Any other is destroyed only after a revocation: it may belong to a
 * consent that is being committed at this moment.
 *
 * @returns whether all were revoked
 */
async function endConsent(
  ports: Ports,
  id: string,
  { names, replaced }: Replaced,
): Promise<boolean> {
  const ended: (string | null)[] = [replaced];
  let revoked = true;
  for (const name of new Set(replaced === null ? names : [...names, replaced])) {
    // An answer of false: a newer consent is in place, whose grant a revocation would end too.
    const isEnded = await revokeVersion(ports, id, name).catch(() => false);
    if (isEnded) ended.push(name);
    else revoked = false;
  }
  // A version that cannot be destroyed now is swept at the next commit of this mailbox.
  await destroyUnreferenced(ports, id, ended).catch(() => null);
  return revoked;
}

async function revokeVersion(ports: Ports, id: string, version: string): Promise<boolean> {
  const stored = await ports.vault.get(version);
  return stored === null || revokeUnlessUsed(ports, { id, token: stored.refreshToken });
}

/**
 * Names the delegation that takes over when the owner's consent dies, or none. It is proved first, as if the
 * mailbox were connected by it.
 *
 * @param delegationId null: none takes over
 * @throws AppError `connection_unknown`, `connection_disconnected`, `account_replaced` when the address has become
 *   that of another account; what `connectByDelegation` throws
 */
export async function nameFallback(
  ports: Ports,
  connectionId: string,
  { delegationId, by }: { readonly delegationId: string | null; readonly by: string },
): Promise<Connection> {
  const fallback =
    delegationId === null ? null : await provenFor(ports, connectionId, delegationId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await readLive(ports, connectionId);
    const after = { ...found.value, fallback };
    const change = { after, by, role: 'administrator' as const };
    const revision = await writeChange(ports, found, change);
    if (revision === null) continue;
    const restored = { ...after, fallback: found.value.fallback };
    const undo = { stored: { value: after, revision }, change: { ...change, after: restored } };
    if (delegationId !== null) await undoIfRemoved(ports, delegationId, undo);
    return after;
  }
  throw new AppError('store_conflict');
}

async function provenFor(
  ports: Ports,
  connectionId: string,
  delegationId: string,
): Promise<DelegationGrant> {
  const { address } = (await readLive(ports, connectionId)).value.mailbox;
  const { mailbox } = await proveDelegation(ports, delegationId, address);
  if (connectionIdOf(mailbox.subject) !== connectionId) {
    throw new AppError('account_replaced', { detail: { address, connectionId } });
  }
  return { kind: 'delegation', delegationId };
}

async function readLive({ store }: Ports, id: string): Promise<Versioned<Connection>> {
  const found = await store.readConnection(id);
  if (!found) throw new AppError('connection_unknown');
  if (found.value.status === 'disconnected') throw new AppError('connection_disconnected');
  return found;
}
