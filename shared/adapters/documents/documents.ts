import type { z } from 'zod';
import { AppError, asAppError } from '../../errors.ts';
import type { OrgSecret, OrgToken } from '../../salesforce/api/org.ts';
import type { CallerSecret } from '../../salesforce/webhook/callers/stored-caller.ts';
import { type Keyring, keyIdOf, seal, unseal } from '../../sealing/index.ts';
import type {
  AccessToken,
  AuthorizationRequest,
  Connection,
  Grant,
  ListedConnection,
  SigningKey,
} from '../../tokens/index.ts';
import { connectionSchema, storedGrant, storedHistory } from './connection-schema.ts';
import {
  callerSecretSchema,
  grantSchema,
  orgSecretSchema,
  orgTokenSchema,
  requestSchema,
  signingKeySchema,
  storedFailure,
} from './document-schemas.ts';
import { parseDocument } from './parse-document.ts';
import { writeDocument } from './write-document.ts';

/** A document, and the id of the key that its access token is sealed with; null without a token. */
type WrittenConnection = { readonly document: string; readonly sealedWith: string | null };

/** A connection as stored: JSON in the open, but for the access token, which is sealed. */
export async function writeConnectionDocument(
  keyring: Keyring,
  connection: Connection,
): Promise<WrittenConnection> {
  const { grant, fallback, ...rest } = connection;
  const { id, accessToken } = rest;
  if (!namesOwnGrant(connection)) throw new AppError('internal');
  const sealed = accessToken && (await sealAccessToken(keyring, id, accessToken));
  const stored = {
    ...rest,
    ...storedGrant(grant),
    ...(fallback && { fallbackDelegationId: fallback.delegationId }),
    failure: storedFailure(rest.failure),
    probe: rest.probe && { ...rest.probe, failure: storedFailure(rest.probe.failure) },
    accessToken: accessToken && { ...accessToken, value: sealed },
    probeHistory: storedHistory(connection.probeHistory),
  };
  return {
    document: writeDocument(connectionSchema, stored),
    sealedWith: sealed && keyIdOf(sealed),
  };
}

/**
 * The connection in a document. An access token that does not open (moved, changed, its key gone) is
 * as good as none: the next use refreshes it.
 *
 * @throws AppError `record_unreadable` when the document was changed by hand, and what the keyring
 *   throws
 */
export async function readConnectionDocument(
  keyring: Keyring,
  id: string,
  document: string,
): Promise<Connection> {
  const stored = storedConnection(id, document);
  return Object.assign(stored, { accessToken: await openAccessToken(keyring, stored) });
}

/**
 * The connection in a document but for its access token, which stays sealed: this needs no key.
 *
 * @throws AppError `record_unreadable` when the document was changed by hand
 */
export function readListedConnection(id: string, document: string): ListedConnection {
  const { accessToken: _, ...listed } = storedConnection(id, document);
  return listed;
}

/** As it is stored, the access token's value still sealed. */
function storedConnection(id: string, document: string): Connection {
  const stored: Connection = parseDocument(connectionSchema, document);
  // A copy under another id could be read for ever and never be written.
  if (stored.id !== id || !namesOwnGrant(stored)) throw new AppError('record_unreadable');
  return stored;
}

/** Every vault puts the connection's id into its names. Another's grant would open another's mailbox. */
const namesOwnGrant = ({ id, grant }: Connection): boolean =>
  grant.kind !== 'consent' || grant.version.includes(id);

/** A token that was read, and is written again unchanged, is sealed already: most writes are of this kind. */
const sealedTexts = new WeakMap<AccessToken, { readonly id: string; readonly sealed: string }>();

async function sealAccessToken(
  keyring: Keyring,
  id: string,
  accessToken: AccessToken,
): Promise<string> {
  const known = sealedTexts.get(accessToken);
  const current = (await keyring.current()).id;
  // A rotation seals everything anew.
  if (known?.id === id && keyIdOf(known.sealed) === current) return known.sealed;
  return seal(keyring, accessTokenContext(id), accessToken.value);
}

async function openAccessToken(
  keyring: Keyring,
  { id, accessToken }: Connection,
): Promise<AccessToken | null> {
  if (!accessToken) return null;
  try {
    const value = await unseal(keyring, accessTokenContext(id), accessToken.value);
    const opened = { ...accessToken, value };
    sealedTexts.set(opened, { id, sealed: accessToken.value });
    return opened;
  } catch (thrown) {
    if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
    return null;
  }
}

/** An authorization request as stored: sealed whole, for all of it is somebody's secret. */
export async function writeRequestDocument(
  keyring: Keyring,
  request: AuthorizationRequest,
): Promise<string> {
  return seal(keyring, requestContext(request.id), writeDocument(requestSchema, request));
}

/** @throws AppError `record_unreadable`, and what the keyring throws */
export async function readRequestDocument(
  keyring: Keyring,
  id: string,
  document: string,
): Promise<AuthorizationRequest> {
  return parseDocument(requestSchema, await unseal(keyring, requestContext(id), document));
}

/** The documents of a vault: sealed whole, for one version of the value alone. */
export type VaultDocuments<Value> = {
  write(keyring: Keyring, name: string, value: Value): Promise<string>;
  /** @throws AppError `record_unreadable`, and what the keyring throws */
  read(keyring: Keyring, name: string, document: string): Promise<Value>;
  /** @throws AppError `record_unreadable` when it is not such a value */
  parse(text: string): Value;
};

function vaultDocuments<Value extends object>(
  schema: z.ZodType<Value>,
  kind: 'grant' | 'signing_key' | 'org_secret' | 'caller_secret',
): VaultDocuments<Value> {
  const contextOf = (name: string): string => `${kind}:${name}`;
  const parse = (text: string): Value => parseDocument(schema, text);
  return {
    parse,
    write: async (keyring, name, value) =>
      seal(keyring, contextOf(name), writeDocument(schema, value)),
    read: async (keyring, name, document) =>
      parse(await unseal(keyring, contextOf(name), document)),
  };
}

export const GRANT_DOCUMENTS = vaultDocuments<Grant>(grantSchema, 'grant');
export const SIGNING_KEY_DOCUMENTS = vaultDocuments<SigningKey>(signingKeySchema, 'signing_key');
export const ORG_SECRET_DOCUMENTS = vaultDocuments<OrgSecret>(orgSecretSchema, 'org_secret');
export const CALLER_SECRET_DOCUMENTS = vaultDocuments<CallerSecret>(
  callerSecretSchema,
  'caller_secret',
);

/** An organization's access token as stored: sealed whole. */
export const writeOrgTokenDocument = async (
  keyring: Keyring,
  orgId: string,
  token: OrgToken,
): Promise<string> => seal(keyring, orgTokenContext(orgId), writeDocument(orgTokenSchema, token));

/**
 * The access token in a document. One that does not open any more is as good as none: the next use logs in. So a
 * rotation of the keys does not encrypt it again.
 *
 * @throws AppError what the keyring throws
 */
export async function readOrgTokenDocument(
  keyring: Keyring,
  orgId: string,
  document: string,
): Promise<OrgToken | null> {
  try {
    return parseDocument(orgTokenSchema, await unseal(keyring, orgTokenContext(orgId), document));
  } catch (thrown) {
    if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
    return null;
  }
}

const orgTokenContext = (orgId: string): string => `org:${orgId}:access_token`;
const accessTokenContext = (id: string): string => `connection:${id}:access_token`;
const requestContext = (id: string): string => `authorization_request:${id}`;
