import { writeConnectionDocument } from '../../shared/adapters/documents/documents.ts';
import {
  createKeyring,
  installationOf,
  type Keyring,
  newKeySet,
  writeKeySet,
} from '../../shared/sealing/index.ts';
import { sampleConnection } from './sample-connection.ts';

/** The id of the only connection: active, with an expired access token. */
export const CONNECTION = 'warm-up';

/** The documents and secrets in the cloud of a warm-up. */
export type Contents = {
  /** Path → the document's text fields. */
  readonly documents: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Name of a secret version → its text. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Seals a session that the function can open. */
  readonly keyring: Keyring;
};

/** Makes an installation of an OAuth client, with one connection. */
export async function makeContents(client: string): Promise<Contents> {
  const keys = newKeySet();
  const keyring = createKeyring(async () => keys, { clock: { now: () => new Date() } });
  const keyVersion = versionOf('keyring');
  const grantVersion = versionOf('grant');
  const connection = sampleConnection(CONNECTION, grantVersion, new Date(0));
  const { document } = await writeConnectionDocument(keyring, connection);
  return {
    keyring,
    documents: new Map<string, Record<string, string>>([
      ['installation/current', { client, keyring: keyVersion, installation: installationOf(keys) }],
      [`connections/${CONNECTION}`, { document }],
    ]),
    secrets: new Map([
      [keyVersion, writeKeySet(keys)],
      [grantVersion, JSON.stringify({ refreshToken: 'warm-up', scopes: connection.scopes })],
    ]),
  };
}

const versionOf = (name: string): string => `projects/warm-up/secrets/warm-up-${name}/versions/1`;
