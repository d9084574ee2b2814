import type { AuditEventKind } from '../../../tokens/index.ts';
import {
  CALLER_RECORD,
  type CallerPorts,
  type SecretVersion,
  type StoredCaller,
} from './stored-caller.ts';
import { readCaller, writeCaller } from './write-caller.ts';

/** A caller with the secret that was just made: it is shown once, and never again. */
export type CallerWithSecret = { readonly caller: StoredCaller; readonly secret: string };

/** The newest, and the one that it replaces until it is entered in Salesforce. */
const MOST_SECRETS = 2;

/**
 * Makes a new secret. The one before stays live until it is retired, or until the next rotation.
 *
 * @throws AppError `caller_unknown`, `store_conflict`; what store and vault throw
 */
export async function rotateSecret(
  ports: CallerPorts,
  id: string,
  by: string,
): Promise<CallerWithSecret> {
  const { value, revision } = await readCaller(ports, id);
  return withNewSecret(ports, { caller: value, revision, kind: 'caller_secret_added', by });
}

/** Ends every secret but the newest. @throws as `rotateSecret` does */
export async function retireSecrets(ports: CallerPorts, id: string, by: string): Promise<void> {
  const { value, revision } = await readCaller(ports, id);
  const [newest, ...others] = value.secrets;
  if (!newest || others.length === 0) return;
  const caller = { ...value, secrets: [newest] };
  await writeCaller(ports, { caller, revision }, { kind: 'caller_secret_removed', by });
  await destroyAll(ports, others);
}

/**
 * A key begins with the caller’s id, by which it is found; a signed call names the id beside its signature. A secret
 * of Standard Webhooks is base64 with their prefix.
 */
function newSecret({ ids }: CallerPorts, { id, proof }: StoredCaller): string {
  const random = ids.secret();
  if (proof === 'key' || proof === 'outbound') return `${id}.${random}`;
  if (proof === 'signature') return random;
  return `whsec_${Buffer.from(random, 'base64url').toString('base64')}`;
}

type Changed = {
  readonly caller: StoredCaller;
  readonly revision: string | null;
  readonly kind: AuditEventKind;
  readonly by: string;
};

/**
 * Writes a caller with one more secret: the secret first, then the record that names it. Whatever the record no longer
 * names is destroyed.
 *
 * @throws AppError `store_conflict`; what store and vault throw
 */
export async function withNewSecret(
  ports: CallerPorts,
  { caller, revision, kind, by }: Changed,
): Promise<CallerWithSecret> {
  const secret = newSecret(ports, caller);
  const version = await ports.secrets.put(caller.id, { secret });
  const added: SecretVersion = { version, addedAt: ports.clock.now(), addedBy: by };
  const live = [added, ...caller.secrets];
  const named = { ...caller, secrets: live.slice(0, MOST_SECRETS) };
  try {
    await writeCaller(ports, { caller: named, revision }, { kind, by });
  } catch (thrown) {
    await destroyUnlessNamed(ports, caller.id, added);
    throw thrown;
  }
  await destroyAll(ports, live.slice(MOST_SECRETS));
  return { caller: named, secret };
}

/** A write whose answer was lost may have arrived. */
async function destroyUnlessNamed(
  ports: CallerPorts,
  id: string,
  added: SecretVersion,
): Promise<void> {
  const stored = await ports.store.readRecord(CALLER_RECORD, id).catch(() => 'unknown' as const);
  const mayBeNamed =
    stored === 'unknown' ||
    stored?.value.secrets.some(({ version }) => version === added.version) === true;
  if (!mayBeNamed) await ports.secrets.destroy(added.version).catch(() => null);
}

/** Destroys secrets in the vault. @throws what the vault throws */
export async function destroyAll(
  { secrets }: CallerPorts,
  versions: readonly SecretVersion[],
): Promise<void> {
  for (const { version } of versions) await secrets.destroy(version);
}
