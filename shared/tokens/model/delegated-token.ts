import { AppError, asAppError } from '../../errors.ts';
import { DELEGATION_RECORD, type Delegation } from './delegation.ts';
import type { TokenAnswer } from './oauth-provider.ts';
import type { Ports, SigningKeyVault } from './ports.ts';
import type { AssertionRequest, Signer } from './service-accounts.ts';
import type { Versioned } from './store.ts';

type DelegationPorts = Pick<Ports, 'store' | 'signingKeys' | 'serviceAccounts'>;

/**
 * A delegation as stored.
 *
 * @throws AppError `delegation_unknown` when there is none, or it was removed; what the store throws
 */
export async function readDelegation(
  { store }: Pick<Ports, 'store'>,
  id: string,
): Promise<Versioned<Delegation>> {
  const found = await store.readRecord(DELEGATION_RECORD, id);
  if (!found || found.value.removedAt) throw new AppError('delegation_unknown');
  return found;
}

/** Every delegation that was not removed. One whose record cannot be read is left out. */
export const listDelegations = async ({
  store,
}: Pick<Ports, 'store'>): Promise<readonly Delegation[]> =>
  (await store.listRecords(DELEGATION_RECORD)).filter(({ removedAt }) => removedAt === null);

/** For which mailbox a service account acts, by its address, and what it may do there. */
export type ActingFor = Pick<AssertionRequest, 'subject' | 'scopes'>;

/**
 * Reads what a token by delegation takes, and returns what requests it (RFC 7523 §2.1). Where Google refuses the
 * signature of the first key, because it was deleted there, the next one signs: keys can be replaced in any order.
 *
 * @throws AppError what the vault throws; the request throws what `requestToken` throws, and `signing_key_lost`
 *   when the vault has none of the keys
 */
export async function prepareDelegatedToken(
  ports: DelegationPorts,
  delegation: Delegation,
  actingFor: ActingFor,
): Promise<() => Promise<TokenAnswer>> {
  const { serviceAccounts } = ports;
  const { serviceAccount } = delegation;
  const signers = await currentSigners(ports, delegation);
  return async () => {
    let refusal = new AppError('signing_key_lost');
    for (const signer of signers) {
      try {
        return await serviceAccounts.requestToken({ serviceAccount, signer, ...actingFor });
      } catch (thrown) {
        refusal = asAppError(thrown);
        if (!isSignatureRefused(refusal)) throw refusal;
      }
    }
    throw refusal;
  };
}

/** A key that is not in the vault may have been replaced since its record was read: then the record is read again. */
async function currentSigners(
  ports: DelegationPorts,
  delegation: Delegation,
): Promise<readonly Signer[]> {
  const signers = await signersOf(ports.signingKeys, delegation);
  if (signers.length > 0) return signers;
  return signersOf(ports.signingKeys, (await readDelegation(ports, delegation.id)).value);
}

async function signersOf(
  signingKeys: SigningKeyVault,
  { keys }: Delegation,
): Promise<readonly Signer[]> {
  if (keys.length === 0) return [{ kind: 'keyless' }];
  const found = await Promise.all(keys.map(({ version }) => signingKeys.get(version)));
  return found.flatMap((key) => (key ? [{ kind: 'key' as const, ...key }] : []));
}

/** Does Google not know the key, or no longer accept it? */
const isSignatureRefused = ({ upstream }: AppError): boolean =>
  upstream?.error === 'invalid_grant' && /^invalid jwt signature/i.test(upstream.description ?? '');

/** More keys than all delegations of an installation have. */
const MOST_KEYS = 200;

/** A vault that keeps in memory what it has read: a version never changes, and each assertion needs its key. */
export function rememberSigningKeys(vault: SigningKeyVault): SigningKeyVault {
  const known = new Map<string, Awaited<ReturnType<SigningKeyVault['get']>>>();
  return {
    ...vault,
    get: async (version) => {
      const key = known.get(version) ?? (await vault.get(version));
      if (known.size >= MOST_KEYS) known.clear();
      if (key) known.set(version, key);
      return key;
    },
    destroy: async (version) => {
      known.delete(version);
      await vault.destroy(version);
    },
  };
}
