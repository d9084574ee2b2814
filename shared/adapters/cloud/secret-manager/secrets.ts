import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import type { CloudStateConfig } from '../../../config/index.ts';
import { AppError } from '../../../errors.ts';
import { callUnless, GRPC, type RequiredRole } from '../google-cloud.ts';
import { once } from '../once.ts';
import { inProject } from '../version-name.ts';
import { type Accessed, accessVersion, checksumOf } from './access-version.ts';
import { openSecretsClient } from './client.ts';
import { listSecrets } from './list-secrets.ts';

export type SecretsConfig = Pick<CloudStateConfig, 'projectId' | 'secretManagerEmulator'>;

/** A version of a secret that is not destroyed. */
export type SecretVersion = { readonly name: string; readonly createdAt: Date };

/**
 * The operations on Secret Manager that we need. Versions are always read by their exact name, because
 * `latest` is only eventually consistent. Errors: those of `call`.
 */
export type Secrets = {
  access(version: string): Promise<Accessed>;
  /** Adds a version and returns its name. Creates the secret first if it does not exist. */
  add(secretId: string, text: string): Promise<string>;
  /** Destroys a version for good, which ends its cost; a disabled version would still cost. */
  destroy(version: string): Promise<void>;
  /** The versions that are not destroyed, oldest first. None when the secret does not exist. */
  versions(secretId: string): Promise<readonly SecretVersion[]>;
  /** The ids of all secrets that begin with the prefix. */
  list(prefix: string): AsyncIterable<string>;
  /** Deletes a secret with all its versions. No error when it does not exist. */
  remove(secretId: string): Promise<void>;
  close(): Promise<void>;
};

/** Secret Manager behind Google's client library, which is loaded at the first use. */
export function createSecrets({ projectId, secretManagerEmulator }: SecretsConfig): Secrets {
  const project = `projects/${projectId}`;
  const secretOf = (secretId: string): string => `${project}/secrets/${secretId}`;
  const open = once(() => openSecretsClient(projectId, secretManagerEmulator));

  return {
    access: async (version) => accessVersion(await open(), inProject(project, version)),

    add: async (secretId, text) => {
      const client = await open();
      const parent = secretOf(secretId);
      const added = await addVersion(client, parent, text);
      if (typeof added === 'string') return added;
      await createIfMissing(client, parent, { refused: added, role: roleToAdd });
      const first = await addVersion(client, parent, text);
      if (typeof first === 'string') return first;
      if (first === GRPC.PERMISSION_DENIED) throw permissionMissing(roleToAdd(parent));
      throw new AppError('store_unavailable');
    },

    destroy: async (version) => {
      const client = await open();
      const name = inProject(project, version);
      await callUnless(
        [GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION],
        roleToManage(parentOf(name)),
        () => client.destroySecretVersion({ name }),
      );
    },

    versions: async (secretId) => {
      const client = await open();
      const parent = secretOf(secretId);
      const listed = await listVersions(client, parent);
      if (typeof listed !== 'number') return listed;
      if (listed === GRPC.NOT_FOUND) return [];
      await createIfMissing(client, parent, { refused: listed, role: roleToManage });
      const again = await listVersions(client, parent);
      if (again === GRPC.PERMISSION_DENIED) throw permissionMissing(roleToManage(parent));
      return typeof again === 'number' ? [] : again;
    },

    async *list(prefix) {
      yield* listSecrets(await open(), project, prefix);
    },

    remove: async (secretId) => {
      const client = await open();
      const name = secretOf(secretId);
      await callUnless([GRPC.NOT_FOUND], roleToRemove(name), () => client.deleteSecret({ name }));
    },

    close: async () => {
      await (await open.started())?.close();
    },
  };
}

/**
 * What Google answers about a secret that does not exist. IAM comes first: a caller whose role is limited
 * to names that begin so may get PERMISSION_DENIED "(or it may not exist)". It is then not known whether
 * the role or the secret is missing.
 */
const MAYBE_MISSING = [GRPC.NOT_FOUND, GRPC.PERMISSION_DENIED] as const;
type MaybeMissing = (typeof MAYBE_MISSING)[number];

/**
 * Creates a secret that may not exist. The permission to create is granted without a condition, so its
 * answer is certain.
 *
 * @param after what the call on the secret was refused with, and the role that it needs
 */
async function createIfMissing(
  client: SecretManagerServiceClient,
  name: string,
  after: { readonly refused: MaybeMissing; readonly role: (resource: string) => RequiredRole },
): Promise<void> {
  const [parent = '', secretId = ''] = name.split('/secrets/');
  const secret = { replication: { automatic: {} } };
  // ALREADY_EXISTS: another process created it at the same moment, or the role is what is missing.
  const expected = [GRPC.ALREADY_EXISTS, GRPC.PERMISSION_DENIED] as const;
  const created = await callUnless(expected, roleToCreate(parent), () =>
    client.createSecret({ parent, secretId, secret }),
  );
  if (created !== GRPC.PERMISSION_DENIED) return;
  if (after.refused === GRPC.NOT_FOUND) throw permissionMissing(roleToCreate(parent));
  const { role, resource } = after.role(name);
  // Both were refused: either role may be the missing one.
  const either = `${role}, and if the secret does not exist ${roleToCreate(parent).role}`;
  throw permissionMissing({ role: either, resource });
}

const permissionMissing = (needs: RequiredRole): AppError =>
  new AppError('permission_missing', { detail: { ...needs } });

/** The versions of a secret that are not destroyed, oldest first. */
async function listVersions(
  client: SecretManagerServiceClient,
  parent: string,
): Promise<readonly SecretVersion[] | MaybeMissing> {
  const listed = await callUnless(MAYBE_MISSING, roleToManage(parent), () =>
    client.listSecretVersions({ parent, filter: 'NOT state:DESTROYED' }),
  );
  return typeof listed === 'number' ? listed : listed[0].map(versionOf).toReversed();
}

/** Adds a version to an existing secret and returns its name, or how a missing secret was refused. */
async function addVersion(
  client: SecretManagerServiceClient,
  parent: string,
  text: string,
): Promise<string | MaybeMissing> {
  const data = Buffer.from(text);
  const payload = { data, dataCrc32c: checksumOf(data) };
  const expected = [...MAYBE_MISSING, GRPC.INVALID_ARGUMENT];
  const added = await callUnless(expected, roleToAdd(parent), () =>
    client.addSecretVersion({ parent, payload }),
  );
  if (added === GRPC.NOT_FOUND || added === GRPC.PERMISSION_DENIED) return added;
  // Our payloads are valid and far below the size limit, so this one was damaged on the way.
  if (added === GRPC.INVALID_ARGUMENT) throw new AppError('store_unavailable');
  return nameOf(added[0]);
}

function nameOf({ name }: { name?: string | null }): string {
  if (!name) throw new AppError('store_unavailable');
  return name;
}

type ListedVersion = {
  readonly name?: string | null;
  readonly createTime?: { readonly seconds?: unknown } | null;
};

const versionOf = (version: ListedVersion): SecretVersion => ({
  name: nameOf(version),
  createdAt: new Date(Number(version.createTime?.seconds ?? 0) * 1000),
});

const parentOf = (version: string): string => version.replace(/\/versions\/\d+$/, '');

const requiring =
  (role: string) =>
  (resource: string): RequiredRole => ({ role, resource });
const roleToAdd = requiring('roles/secretmanager.secretVersionAdder');
const roleToManage = requiring('roles/secretmanager.secretVersionManager');
const roleToCreate = requiring('a role with secretmanager.secrets.create');
const roleToRemove = requiring('roles/secretmanager.admin');
