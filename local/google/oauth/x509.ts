import { type KeyObject, sign } from 'node:crypto';
import type { SigningKey } from './signing-key.ts';

/** DER tags (ITU-T X.690). */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
const VERSION = 0xa0;

const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const NAME = 'federated-signon.system.gserviceaccount.com';

/**
 * An X.509 certificate (RFC 5280 section 4.1) for a public key: Google serves certificates at
 * `/oauth2/v1/certs`. Clients read only its key and validate no chain.
 *
 * @param signer signs the certificate: the key itself, or for a key whose private half is elsewhere
 *   any other
 * @returns PEM text
 */
export function certificatePem(
  key: Pick<SigningKey, 'publicKey' | 'kid'>,
  signer: KeyObject,
): string {
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text(UTF8_STRING, NAME))));
  const body = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.of(2))),
    // A serial number must be positive: the leading byte 1 keeps the sign bit clear.
    der(INTEGER, Buffer.of(1), Buffer.from(key.kid, 'hex').subarray(0, 8)),
    SHA256_WITH_RSA,
    name,
    der(SEQUENCE, text(UTC_TIME, '200101000000Z'), text(UTC_TIME, '491231235959Z')),
    name,
    key.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('RSA-SHA256', body, signer);
  const bits = der(BIT_STRING, Buffer.of(0), signature);
  const base64 = der(SEQUENCE, body, SHA256_WITH_RSA, bits).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** Encodes one value: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content), content]);
}

function text(tag: number, value: string): Buffer {
  return der(tag, Buffer.from(value, 'utf8'));
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x100) return Buffer.of(0x81, length);
  return Buffer.of(0x82, length >> 8, length & 0xff);
}
