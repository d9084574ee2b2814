import { AppError } from '../../errors.ts';
import { isAddress, isServiceAccountAddress } from '../model/address.ts';
import type { AuditEvent, AuditEventKind } from '../model/audit-event.ts';
import { prepareDelegatedToken, readDelegation } from '../model/delegated-token.ts';
import {
  DELEGATION_RECORD,
  type Delegation,
  type DelegationKey,
  delegatedScopesOf,
  delegationCredential,
  delegationIdOf,
  delegationIdsOf,
} from '../model/delegation.ts';
import { auditEvent } from '../model/make-event.ts';
import type { Ports } from '../model/ports.ts';
import type { SigningKey } from '../model/service-accounts.ts';
import { EVERY_CONNECTION, type Versioned } from '../model/store.ts';

/** A key that was read and has signed, but is not stored yet. */
export type NewKey = SigningKey &
  Pick<DelegationKey, 'format' | 'fingerprint' | 'madeAt'> & {
    /** The service account that the file names; null: it names none. */
    readonly serviceAccount: string | null;
  };

/** What an administrator enters of a delegation. */
export type NewDelegation = Pick<
  Delegation,
  'serviceAccount' | 'clientId' | 'domains' | 'profile'
> & {
  /** Null: keyless, Google signs on behalf of our own identity. */
  readonly key: NewKey | null;
};

/** The longest list that a page shows well, and far more than one Workspace has. */
const MOST_DOMAINS = 50;
/** Google keeps ten keys of a service account. */
const MOST_KEYS = 10;
/** How long a removed delegation is still known, for the events that name it. */
const REMEMBERED_MS = 400 * 24 * 60 * 60 * 1000;

/**
 * Stores a service account that may act for mailboxes: the key in the vault first, then the record that names it.
 *
 * @param by the administrator, for the audit trail
 * @throws AppError `service_account_malformed`, `client_id_malformed`, `domains_malformed`, `delegation_exists`,
 *   `signing_key_of_another_account`; what store and vault throw
 */
export async function addDelegation(
  ports: Ports,
  requested: NewDelegation,
  by: string,
): Promise<Delegation> {
  const { key, ...given } = requested;
  const serviceAccount = given.serviceAccount.trim().toLowerCase();
  checkServiceAccount(serviceAccount, key);
  const id = delegationIdOf(serviceAccount);
  const found = await ports.store.readRecord(DELEGATION_RECORD, id);
  if (found && !found.value.removedAt) {
    throw new AppError('delegation_exists', { detail: { serviceAccount } });
  }
  const delegation: Delegation = {
    ...given,
    clientId: checkedClientId(given.clientId),
    domains: checkedDomains(given.domains),
    id,
    serviceAccount,
    keys: [],
    createdAt: ports.clock.now(),
    createdBy: by,
    removedAt: null,
  };
  const revision = found?.revision ?? null;
  return key
    ? storeWithKey(ports, { value: delegation, revision }, { key, by, kind: 'delegation_added' })
    : write(ports, revision, { delegation, kind: 'delegation_added', by });
}

/**
 * Changes the client ID or the domains of a delegation.
 *
 * @throws AppError `delegation_unknown`, `client_id_malformed`, `domains_malformed`; what the store throws
 */
export async function changeDelegation(
  ports: Ports,
  id: string,
  change: Pick<Delegation, 'clientId' | 'domains'> & { readonly by: string },
): Promise<Delegation> {
  const clientId = checkedClientId(change.clientId);
  const domains = checkedDomains(change.domains);
  const { value, revision } = await readDelegation(ports, id);
  const delegation = { ...value, clientId, domains };
  return write(ports, revision, { delegation, kind: 'delegation_changed', by: change.by });
}

/**
 * Adds a key to a delegation. It signs from now on, and the older keys stay until they are removed. Where a
 * mailbox is connected by the delegation, Google must accept the new key for it first.
 *
 * @throws AppError `delegation_unknown`, `signing_key_of_another_account`, `signing_key_known`,
 *   `signing_keys_too_many`; what `requestToken`, store and vault throw
 */
export async function addKey(
  ports: Ports,
  id: string,
  { key, by }: { readonly key: NewKey; readonly by: string },
): Promise<Delegation> {
  const found = await readDelegation(ports, id);
  const { serviceAccount, keys } = found.value;
  checkServiceAccount(serviceAccount, key);
  if (keys.some(({ fingerprint }) => fingerprint === key.fingerprint)) {
    throw new AppError('signing_key_known');
  }
  if (keys.length >= MOST_KEYS) throw new AppError('signing_keys_too_many');
  await proveKey(ports, found.value, key);
  return storeWithKey(ports, found, { key, by, kind: 'delegation_key_added' });
}

/**
 * Removes a key from a delegation and destroys it. The last one stays: without it the delegation would become a
 * keyless one.
 *
 * @throws AppError `delegation_unknown`, `signing_key_unknown`, `signing_key_last`; what store and vault throw
 */
export async function removeKey(
  ports: Ports,
  id: string,
  { fingerprint, by }: { readonly fingerprint: string; readonly by: string },
): Promise<Delegation> {
  const { value, revision } = await readDelegation(ports, id);
  const removed = value.keys.find((key) => key.fingerprint === fingerprint);
  if (!removed) throw new AppError('signing_key_unknown');
  if (value.keys.length === 1) throw new AppError('signing_key_last');
  const keys = value.keys.filter((key) => key !== removed);
  const delegation = { ...value, keys };
  const written = await write(ports, revision, { delegation, kind: 'delegation_key_removed', by });
  await ports.signingKeys.destroy(removed.version);
  return written;
}

/**
 * Removes a delegation and destroys its keys, if no mailbox uses it. A mailbox may be connected by it at the same
 * moment: then either this function finds the mailbox, or `connectByDelegation` finds that the delegation is removed.
 *
 * @throws AppError `delegation_unknown`, `delegation_in_use`; what store and vault throw
 */
export async function removeDelegation(ports: Ports, id: string, by: string): Promise<void> {
  const { value, revision } = await readDelegation(ports, id);
  await refuseIfUsed(ports, id);
  const removing = { ...value, removedAt: ports.clock.now() };
  const marked = await writeRecord(ports, removing, { revision, event: null });
  try {
    // Again, once no mailbox can be connected by it any more: one may have been connected at the same moment.
    await refuseIfUsed(ports, id);
  } catch (thrown) {
    await writeRecord(ports, value, { revision: marked, event: null });
    throw thrown;
  }
  const delegation = { ...removing, keys: [] };
  await write(ports, marked, { delegation, kind: 'delegation_removed', by });
  // No others: the same service account may have been added again, with a new key.
  const versions = value.keys.map(({ version }) => version);
  await destroyUnnamed(ports, id, versions);
}

async function refuseIfUsed(ports: Ports, id: string): Promise<void> {
  const uses = await usesOf(ports, id, MOST_NAMED);
  if (uses.length > 0) throw new AppError('delegation_in_use', { detail: { mailboxes: uses } });
}

const MOST_NAMED = 20;
const PAGE = 500;

/** The addresses of the mailboxes that use a delegation, also as a fallback; no more than `most`. */
async function usesOf(
  { store }: Pick<Ports, 'store'>,
  id: string,
  most: number,
): Promise<readonly string[]> {
  const uses: string[] = [];
  let after: string | null = null;
  do {
    const page = await store.listConnections({ after, limit: PAGE, filter: EVERY_CONNECTION });
    const using = page.items.filter((each) => delegationIdsOf(each).has(id));
    uses.push(...using.map(({ mailbox }) => mailbox.address));
    after = page.next;
  } while (after !== null && uses.length < most);
  return uses.slice(0, most);
}

function checkServiceAccount(serviceAccount: string, key: NewKey | null): void {
  if (!isServiceAccountAddress(serviceAccount)) {
    throw new AppError('service_account_malformed', { detail: { serviceAccount } });
  }
  const named = key?.serviceAccount?.toLowerCase() ?? serviceAccount;
  if (named === serviceAccount) return;
  throw new AppError('signing_key_of_another_account', { detail: { serviceAccount, named } });
}

/** Twenty-one digits today; people paste the e-mail address here, which the Admin console accepts and ignores. */
function checkedClientId(clientId: string | null): string | null {
  const given = clientId?.trim() ?? '';
  if (given === '') return null;
  if (!/^\d{10,30}$/.test(given)) throw new AppError('client_id_malformed');
  return given;
}

function checkedDomains(domains: readonly string[]): readonly string[] {
  const given = [...new Set(domains.map((each) => each.trim().replace(/^@/, '').toLowerCase()))];
  const isDomain = (domain: string): boolean => domain.includes('.') && isAddress(`a@${domain}`);
  const malformed = given.filter((domain) => !isDomain(domain));
  if (given.length === 0 || given.length > MOST_DOMAINS || malformed.length > 0) {
    throw new AppError('domains_malformed', { detail: { domains: malformed } });
  }
  return given;
}

/** Asks Google for a token with the new key alone, for a mailbox that the delegation serves already. */
async function proveKey(ports: Ports, delegation: Delegation, key: NewKey): Promise<void> {
  const [subject] = await usesOf(ports, delegation.id, 1);
  if (subject === undefined) return;
  const alone = { ...delegation, keys: [described(ports, { key, version: 'new', by: '' })] };
  const signingKeys = { ...ports.signingKeys, get: async () => key };
  const actingFor = { subject, scopes: delegatedScopesOf(delegation.profile) };
  await (await prepareDelegatedToken({ ...ports, signingKeys }, alone, actingFor))();
}

type StoredKey = { readonly key: NewKey; readonly version: string; readonly by: string };

const described = ({ clock }: Ports, { key, version, by }: StoredKey): DelegationKey => ({
  format: key.format,
  version,
  keyId: key.keyId,
  fingerprint: key.fingerprint,
  madeAt: key.madeAt,
  addedAt: clock.now(),
  addedBy: by,
});

/** Stores the key first. When the record cannot name it, it is destroyed again. */
async function storeWithKey(
  ports: Ports,
  { value, revision }: { readonly value: Delegation; readonly revision: string | null },
  { key, by, kind }: { readonly key: NewKey; readonly by: string; readonly kind: AuditEventKind },
): Promise<Delegation> {
  const { privateKey, keyId } = key;
  const version = await ports.signingKeys.put(value.id, { privateKey, keyId });
  const keys = [described(ports, { key, version, by }), ...value.keys];
  try {
    const written = await write(ports, revision, { delegation: { ...value, keys }, kind, by });
    await sweepKeys(ports, value.id).catch(() => null);
    return written;
  } catch (thrown) {
    // A key that cannot be destroyed now is swept when the next one is stored.
    await destroyUnnamed(ports, value.id, [version]).catch(() => null);
    throw thrown;
  }
}

/** Destroys those versions that the record does not name: a write whose answer was lost may have arrived. */
async function destroyUnnamed(
  { store, signingKeys }: Ports,
  id: string,
  versions: readonly string[],
): Promise<void> {
  const keys = (await store.readRecord(DELEGATION_RECORD, id))?.value.keys ?? [];
  const unnamed = versions.filter((version) => !keys.some((key) => key.version === version));
  for (const version of unnamed) await signingKeys.destroy(version);
}

/** A process that is adding a key at this moment has not stored its record yet. */
const ORPHANED_MS = 60 * 60 * 1000;

/** Destroys the keys that a crash left behind between the vault and the record. */
async function sweepKeys(ports: Ports, id: string): Promise<void> {
  const before = new Date(ports.clock.now().getTime() - ORPHANED_MS);
  const versions = await ports.signingKeys.versions(id);
  const old = versions.filter(({ createdAt }) => createdAt < before).map(({ name }) => name);
  await destroyUnnamed(ports, id, old);
}

type Change = {
  readonly delegation: Delegation;
  readonly kind: AuditEventKind;
  readonly by: string;
};

async function write(
  ports: Ports,
  revision: Versioned<Delegation>['revision'] | null,
  { delegation, kind, by }: Change,
): Promise<Delegation> {
  const { id, serviceAccount } = delegation;
  const event = auditEvent(ports, kind, {
    of: null,
    serviceAccount,
    credential: delegationCredential(id),
    by,
    role: 'administrator',
  });
  await writeRecord(ports, delegation, { revision, event });
  return delegation;
}

/** Answers the new revision. */
async function writeRecord(
  { store }: Pick<Ports, 'store'>,
  value: Delegation,
  { revision, event }: { readonly revision: string | null; readonly event: AuditEvent | null },
): Promise<string> {
  const { id, removedAt } = value;
  const expiresAt = removedAt && new Date(removedAt.getTime() + REMEMBERED_MS);
  const record = { kind: DELEGATION_RECORD, id, value, expiresAt };
  const written = await store.writeRecord(record, revision, event);
  if (written === null) throw new AppError('store_conflict');
  return written;
}
