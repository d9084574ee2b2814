import { writeConnectionDocument } from '../../shared/adapters/documents/documents.ts';
import { createKeyring, type Keyring, newKeySet, writeKeySet } from '../../shared/sealing/index.ts';
import { sampleConnection } from './sample-connection.ts';

/** The id of the only connection there is: active, its access token expired. */
export const CONNECTION = 'warm-up';

/** What the cloud of a warm-up holds. */
export type Contents = {
  /** Documents by their path, each with its text fields. */
  readonly documents: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Texts by the name of a secret's version. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Seals a session as the function will open it. */
  readonly keyring: Keyring;
};

/** An installation of that client with one connection. */
export async function makeContents(client: string): Promise<Contents> {
  const keys = newKeySet();
  const keyring = createKeyring(async () => keys, { now: () => new Date() });
  const keyVersion = versionOf('keyring');
  const grantVersion = versionOf('grant');
  const connection = sampleConnection(CONNECTION, grantVersion, new Date(0));
  const { document } = await writeConnectionDocument(keyring, connection);
  return {
    keyring,
    documents: new Map<string, Record<string, string>>([
      ['installation/current', { client, keyring: keyVersion }],
      [`connections/${CONNECTION}`, { document }],
    ]),
    secrets: new Map([
      [keyVersion, writeKeySet(keys)],
      [grantVersion, JSON.stringify({ refreshToken: 'warm-up', scopes: connection.scopes })],
    ]),
  };
}

const versionOf = (name: string): string => `projects/warm-up/secrets/warm-up-${name}/versions/1`;
