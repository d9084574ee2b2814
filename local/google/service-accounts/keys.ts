import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { RefusedInput } from '../../refused-input.ts';
import type { Google } from '../google.ts';
import { keyIdOf, type SigningKey, signingKey } from '../oauth/signing-key.ts';
import type { ServiceAccount } from '../state/service-accounts.ts';

/** Google's JSON key file, which the console offers for download once. */
export type KeyFile = {
  type: 'service_account';
  project_id: string;
  private_key_id: string;
  /** PKCS#8 PEM. */
  private_key: string;
  client_email: string;
  client_id: string;
  auth_uri: string;
  token_uri: string;
  auth_provider_x509_cert_url: string;
  client_x509_cert_url: string;
  universe_domain: string;
};

/** Makes a key of a service account. Only its public half is kept. */
export async function makeKeyFile(
  google: Pick<Google, 'baseUrl' | 'serviceAccounts'>,
  { email, clientId, projectId }: ServiceAccount,
): Promise<KeyFile> {
  const { privateKey, kid, publicKey } = await generateKey();
  google.serviceAccounts.addKey(email, { keyId: kid, publicKey, privateKey: null });
  return {
    type: 'service_account',
    project_id: projectId,
    private_key_id: kid,
    private_key: pemOf(privateKey),
    client_email: email,
    client_id: clientId,
    auth_uri: `${google.baseUrl}/o/oauth2/v2/auth`,
    token_uri: `${google.baseUrl}/token`,
    auth_provider_x509_cert_url: `${google.baseUrl}/oauth2/v1/certs`,
    client_x509_cert_url: `${google.baseUrl}/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
    universe_domain: 'googleapis.com',
  };
}

/**
 * Adds the public half of a key that was made elsewhere, as "Upload existing key" does.
 *
 * @param pem an X.509 certificate, as Google requires, or a public key
 * @returns the key's id
 * @throws RangeError when it holds no public RSA key of at least 2048 bits
 */
export function uploadKey(
  { serviceAccounts }: Pick<Google, 'serviceAccounts'>,
  email: string,
  pem: string,
): string {
  const publicKey = readPublicKey(pem);
  const { modulusLength = 0 } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType !== 'rsa' || modulusLength < 2048) {
    throw new RefusedInput(
      'Not a public RSA key of at least 2048 bits',
      '2048 ビット以上の RSA 公開鍵ではありません',
    );
  }
  const keyId = keyIdOf(publicKey);
  serviceAccounts.addKey(email, { keyId, publicKey, privateKey: null });
  return keyId;
}

const notPem = (): RefusedInput =>
  new RefusedInput(
    'Not a certificate or public key in PEM',
    'PEM 形式の証明書または公開鍵ではありません',
  );

/** Private keys are never uploaded: Google would refuse one. */
function readPublicKey(pem: string): KeyObject {
  if (!/^-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----/.test(pem.trim())) {
    throw notPem();
  }
  try {
    return createPublicKey(pem);
  } catch {
    throw notPem();
  }
}

export async function generateKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return signingKey(privateKey);
}

export function pemOf(privateKey: KeyObject): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
