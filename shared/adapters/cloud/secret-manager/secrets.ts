import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import type { CloudStateConfig } from '../../../config/index.ts';
import { AppError } from '../../../errors.ts';
import { callUnless, GRPC, type RequiredRole } from '../google-cloud.ts';
import { once } from '../once.ts';
import { inProject } from '../version-name.ts';
import { type Accessed, accessVersion } from './access-version.ts';
import { checksumOf } from './checksum.ts';
import { openSecretsClient } from './client.ts';
import { listSecrets } from './list-secrets.ts';

export type SecretsConfig = Pick<CloudStateConfig, 'projectId' | 'secretManagerEmulator'>;

/** A version of a secret that is not destroyed. */
export type SecretVersion = { readonly name: string; readonly createdAt: Date };

/**
 * Secret Manager in our words. A version is always asked for by its exact name: `latest` is only
 * eventually consistent. Errors: those of `call`.
 */
export type Secrets = {
  access(version: string): Promise<Accessed>;
  /** Adds a version, and answers its name; a secret that is not there yet is made first. */
  add(secretId: string, text: string): Promise<string>;
  /** Ends a version for good, and what it costs with it: a disabled one is still paid for. */
  destroy(version: string): Promise<void>;
  /** Those that are not destroyed, oldest first; of a secret that is not there, none. */
  versions(secretId: string): Promise<readonly SecretVersion[]>;
  /** The ids of all secrets that begin so. */
  list(prefix: string): AsyncIterable<string>;
  /** A secret with all its versions; one that is not there is no error. */
  remove(secretId: string): Promise<void>;
  close(): Promise<void>;
};

/** Secret Manager behind its client library, which is loaded at the first use. */
export function createSecrets({ projectId, secretManagerEmulator }: SecretsConfig): Secrets {
  const project = `projects/${projectId}`;
  const secretOf = (secretId: string): string => `${project}/secrets/${secretId}`;
  const open = once(() => openSecretsClient(projectId, secretManagerEmulator));

  return {
    access: async (version) => accessVersion(await open(), inProject(project, version)),

    add: async (secretId, text) => {
      const client = await open();
      const added = await addVersion(client, secretOf(secretId), text);
      if (added !== null) return added;
      const secret = { replication: { automatic: {} } };
      // There by now: somebody else made it at the same moment.
      await callUnless([GRPC.ALREADY_EXISTS], toCreate(project), () =>
        client.createSecret({ parent: project, secretId, secret }),
      );
      const first = await addVersion(client, secretOf(secretId), text);
      if (first === null) throw new AppError('store_unavailable');
      return first;
    },

    destroy: async (version) => {
      const client = await open();
      const name = inProject(project, version);
      await callUnless([GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION], toManage(parentOf(name)), () =>
        client.destroySecretVersion({ name }),
      );
    },

    versions: async (secretId) => {
      const client = await open();
      const parent = secretOf(secretId);
      const listed = await callUnless([GRPC.NOT_FOUND], toManage(parent), () =>
        client.listSecretVersions({ parent, filter: 'NOT state:DESTROYED' }),
      );
      return typeof listed === 'number' ? [] : listed[0].map(versionOf).toReversed();
    },

    async *list(prefix) {
      yield* listSecrets(await open(), project, prefix);
    },

    remove: async (secretId) => {
      const client = await open();
      const name = secretOf(secretId);
      await callUnless([GRPC.NOT_FOUND], toRemove(name), () => client.deleteSecret({ name }));
    },

    close: async () => {
      await (await open.begun())?.close();
    },
  };
}

/** Adds a version to a secret that is there, and answers its name; null when there is no secret. */
async function addVersion(
  client: SecretManagerServiceClient,
  parent: string,
  text: string,
): Promise<string | null> {
  const data = Buffer.from(text);
  const payload = { data, dataCrc32c: checksumOf(data) };
  const added = await callUnless([GRPC.NOT_FOUND, GRPC.INVALID_ARGUMENT], toAdd(parent), () =>
    client.addSecretVersion({ parent, payload }),
  );
  if (added === GRPC.NOT_FOUND) return null;
  // All of ours is far below the limit: what was refused is what the way made of it.
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

const needing =
  (role: string) =>
  (resource: string): RequiredRole => ({ role, resource });
const toAdd = needing('roles/secretmanager.secretVersionAdder');
const toManage = needing('roles/secretmanager.secretVersionManager');
const toCreate = needing('a role with secretmanager.secrets.create');
const toRemove = needing('roles/secretmanager.admin');
