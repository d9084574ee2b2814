import { writeConnectionDocument } from '../../shared/adapters/documents/documents.ts';
import { writeIntakeDocument } from '../../shared/adapters/documents/mail-documents.ts';
import { writeRecordDocument } from '../../shared/adapters/documents/record-documents.ts';
import { ORG_RECORD } from '../../shared/salesforce/api/org.ts';
import { CALLER_RECORD } from '../../shared/salesforce/webhook/callers/index.ts';
import {
  createKeyring,
  installationOf,
  type Keyring,
  newKeySet,
  writeKeySet,
} from '../../shared/sealing/index.ts';
import { sampleCaller } from './sample-caller.ts';
import { sampleConnection } from './sample-connection.ts';
import { sampleIntake } from './sample-intake.ts';
import { sampleOrg } from './sample-org.ts';

/** The id of the only connection: active, with an expired access token. Its mail becomes cases. */
export const CONNECTION = 'warm-up';
const ORG = 'warm-up';
/** The only caller of the webhook, and its secret. */
export const CALLER = { id: '000000000000', secret: 'warm-up-secret-of-nobody' };

/** The documents and secrets in the cloud of a warm-up. */
export type Contents = {
  /** Path → the document's text fields. */
  readonly documents: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Name of a secret version → its text. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Seals a session that the function can open. */
  readonly keyring: Keyring;
};

/**
 * Makes an installation of an OAuth client, with one connection, whose mail becomes cases in an org.
 *
 * @param myDomain the org's URL
 */
export async function makeContents(
  client: string,
  myDomain = 'https://warm-up.my.salesforce.com',
): Promise<Contents> {
  const keys = newKeySet();
  const keyring = createKeyring(async () => keys, { clock: { now: () => new Date() } });
  const keyVersion = versionOf('keyring');
  const grantVersion = versionOf(`grant-${CONNECTION}`);
  const orgVersion = versionOf(`org-${ORG}`);
  const callerVersion = versionOf(`caller-${CALLER.id}`);
  const caller = writeRecordDocument(CALLER_RECORD, sampleCaller(CALLER.id, callerVersion));
  const org = writeRecordDocument(ORG_RECORD, sampleOrg(ORG, myDomain, orgVersion));
  const intake = writeIntakeDocument(sampleIntake(CONNECTION, ORG, new Date()));
  const connection = sampleConnection(CONNECTION, grantVersion, new Date(0));
  const { document } = await writeConnectionDocument(keyring, connection);
  return {
    keyring,
    documents: new Map<string, Record<string, string>>([
      ['installation/current', { client, keyring: keyVersion, installation: installationOf(keys) }],
      [`connections/${CONNECTION}`, { document }],
      [`intakes/${CONNECTION}`, { document: intake.document }],
      [`records/${ORG_RECORD.name}~${ORG}`, { document: org }],
      [`records/${CALLER_RECORD.name}~${CALLER.id}`, { document: caller }],
    ]),
    secrets: new Map([
      [keyVersion, writeKeySet(keys)],
      [grantVersion, JSON.stringify({ refreshToken: 'warm-up', scopes: connection.scopes })],
      [callerVersion, JSON.stringify({ secret: CALLER.secret })],
      [orgVersion, JSON.stringify({ kind: 'client_secret', clientSecret: 'warm-up' })],
    ]),
  };
}

const versionOf = (name: string): string => `projects/warm-up/secrets/warm-up-${name}/versions/1`;
