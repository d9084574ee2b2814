import {
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../shared/errors.ts';
import { type KeyInput, readKey } from '../../../shared/google/index.ts';
import { describeWith } from '../../support/describe-with.ts';
import { openssl, withoutOpenssl } from './openssl.ts';

const ACCOUNT = 'connector@acme.iam.gserviceaccount.com';

const fingerprintOf = (pem: string): string =>
  createHash('sha256')
    .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** The lines of a PEM text that hold the key. */
const bodyOf = (pem: string): string[] => pem.split('\n').filter((line) => !line.includes('-----'));

/** Expects the refusal, and that it shows nothing of what was read. */
async function expectRefused(input: KeyInput, code: ErrorCode, detail = {}): Promise<void> {
  const thrown = await readKey(input).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({ code, detail });
  const text = input.format === 'p12' ? String(input.content) : input.text;
  for (const line of bodyOf(text).filter((each) => each.length > 20)) {
    expect(inspect(thrown, { depth: 9 })).not.toContain(line.slice(0, 20));
  }
}

describeWith(withoutOpenssl, 'a service account’s key', () => {
  const tool = openssl();
  let pem: string;
  let pkcs1: string;
  let certificate: string;
  beforeAll(() => {
    pem = tool.key();
    pkcs1 = String(tool.run('rsa', '-traditional', '-in', tool.fileOf(pem)));
    certificate = tool.certificate(pem, '/CN=104875093874509387450');
  });

  const fileWith = (fields: object): string =>
    JSON.stringify(
      {
        type: 'service_account',
        project_id: 'acme',
        private_key_id: 'a1b2c3d4',
        private_key: pem,
        client_email: ACCOUNT,
        client_id: '104875093874509387450',
        ...fields,
      },
      null,
      2,
    );

  const readPem = (text: string) => readKey({ format: 'pem', text });
  const readJson = (text: string) => readKey({ format: 'json', text });

  test('in Google’s JSON key file is read with what the file says about it', async () => {
    expect(await readJson(fileWith({}))).toEqual({
      format: 'json',
      privateKey: pem,
      keyId: 'a1b2c3d4',
      serviceAccount: ACCOUNT,
      clientId: '104875093874509387450',
      fingerprint: fingerprintOf(pem),
      madeAt: null,
    });
  });

  test('in PEM is read, and nothing is known about it', async () => {
    expect(await readPem(pem)).toEqual({
      format: 'pem',
      privateKey: pem,
      keyId: null,
      serviceAccount: null,
      clientId: null,
      fingerprint: fingerprintOf(pem),
      madeAt: null,
    });
  });

  test('in PKCS#1 becomes the same key in PKCS#8', async () => {
    expect(pkcs1).toContain('BEGIN RSA PRIVATE KEY');
    expect((await readPem(pkcs1)).privateKey).toBe(pem);
  });

  const damages: [what: string, (text: string) => string][] = [
    ['escaped line breaks', (text) => text.replaceAll('\n', '\\n')],
    ['line breaks that are escaped twice', (text) => text.replaceAll('\n', '\\\\n')],
    ['line breaks of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['escaped line breaks of Windows', (text) => text.replaceAll('\n', '\\r\\n')],
    ['spaces instead of line breaks', (text) => text.replaceAll('\n', ' ')],
    ['no line breaks', (text) => text.replaceAll('\n', '')],
    ['double quotation marks', (text) => `"${text}"`],
    ['single quotation marks', (text) => `'${text}'`],
    ['the quotation marks of JSON', (text) => JSON.stringify(text)],
    ['spaces around it', (text) => `\n\t  ${text}  \n`],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['Base64 around it', (text) => Buffer.from(text).toString('base64')],
  ];
  test.each(damages)('in PEM is read with %s', async (_, damage) => {
    expect(await readPem(damage(pem))).toMatchObject({ format: 'pem', privateKey: pem });
    expect((await readPem(damage(pkcs1))).privateKey).toBe(pem);
  });

  test('in JSON is read with escaped line breaks', async () => {
    const escaped = fileWith({ private_key: pem.replaceAll('\n', '\\n') });
    expect((await readJson(escaped)).privateKey).toBe(pem);
  });

  test('in JSON is read after a shell has expanded its line breaks', async () => {
    const expanded = fileWith({}).replaceAll('\\n', '\n');
    expect(() => JSON.parse(expanded)).toThrow();
    expect((await readJson(expanded)).privateKey).toBe(pem);
  });

  test.each<[string, (text: string) => string]>([
    ['in quotation marks', (text) => JSON.stringify(text)],
    ['in single quotation marks', (text) => `'${text}'`],
    ['with a byte order mark', (text) => `\uFEFF${text}`],
    ['in Base64, as Terraform has it', (text) => Buffer.from(text).toString('base64')],
  ])('in JSON is read %s', async (_, damage) => {
    expect(await readJson(damage(fileWith({})))).toMatchObject({
      format: 'json',
      serviceAccount: ACCOUNT,
    });
  });

  test('is read as what it is, whatever it was said to be', async () => {
    expect(await readPem(fileWith({}))).toMatchObject({ format: 'json', keyId: 'a1b2c3d4' });
    expect(await readJson(pem)).toMatchObject({ format: 'pem', keyId: null });
  });

  test('is dated by its own certificate, not by others of the chain', async () => {
    const issuer = tool.key();
    const chain = tool.certificate(issuer, '/CN=Issuer') + certificate + pem;
    expect(await readPem(chain)).toMatchObject({
      madeAt: new Date(new X509Certificate(certificate).validFrom),
      clientId: '104875093874509387450',
    });
    const foreign = tool.certificate(issuer, '/CN=104875093874509387451') + pem;
    expect(await readPem(foreign)).toMatchObject({ madeAt: null, clientId: null });
  });

  test.each([
    ['authorized_user'],
    ['external_account'],
    ['external_account_authorized_user'],
    ['impersonated_service_account'],
    ['gdch_service_account'],
  ])('is not the credential %s, even if that has a key', async (type) => {
    const detail = { kind: type };
    await expectRefused(
      { format: 'json', text: fileWith({ type }) },
      'key_of_another_kind',
      detail,
    );
  });

  test.each(['web', 'installed'])('is not the file of an OAuth client (%s)', async (kind) => {
    const text = JSON.stringify({ [kind]: { client_id: 'x', client_secret: 'y' } });
    await expectRefused({ format: 'json', text }, 'key_of_another_kind', { kind });
  });

  test('names no kind that could be anything', async () => {
    const text = fileWith({ type: `${pem.slice(0, 60)}` });
    await expectRefused({ format: 'json', text }, 'key_of_another_kind', { kind: 'unknown' });
  });

  test('is refused when its PEM is encrypted, in both ways of encrypting it', async () => {
    const file = tool.fileOf(pem);
    const encrypted = ['-aes128', '-passout', 'pass:marked', '-in', file];
    const modern = String(tool.run('pkcs8', '-topk8', '-passout', 'pass:marked', '-in', file));
    const old = String(tool.run('rsa', '-traditional', ...encrypted));
    expect(modern).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(old).toContain('Proc-Type: 4,ENCRYPTED');
    for (const text of [modern, old]) await expectRefused({ format: 'pem', text }, 'key_encrypted');
  });

  test.each<[string, string, (ecKey: string) => string]>([
    ['EC', 'ec', (ecKey) => ecKey],
    ['EC in its own encoding', 'ec', (key) => String(tool.run('ec', '-in', tool.fileOf(key)))],
    ['Ed25519', 'ed25519', () => String(tool.run('genpkey', '-algorithm', 'ed25519'))],
    [
      'OpenSSH',
      'openssh',
      () => '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    ],
  ])('is refused when it is %s, with its type', async (_, type, textOf) => {
    const text = textOf(tool.ecKey());
    await expectRefused({ format: 'pem', text }, 'key_type_unsupported', { type });
  });

  test('is refused below 2048 bits, with its size', async () => {
    const text = tool.key(1024);
    await expectRefused({ format: 'pem', text }, 'key_too_short', { bits: '1024' });
  });

  test('is refused at once when it is longer than anybody’s', async () => {
    const part = (bytes: number): string =>
      Buffer.concat([Buffer.from([0xc1]), randomBytes(bytes - 2), Buffer.from([1])]).toString(
        'base64url',
      );
    const [n, d] = [part(4096), part(4096)];
    const [p, q, dp, dq, qi] = [part(2048), part(2048), part(2048), part(2048), part(2048)];
    const jwk = { kty: 'RSA', e: 'AQAB', n, d, p, q, dp, dq, qi };
    const text = String(
      createPrivateKey({ key: jwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' }),
    );
    const startedAt = performance.now();
    await expectRefused({ format: 'pem', text }, 'key_type_unsupported', {
      type: 'RSA, 32768 bits',
    });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  test('is refused when only the certificate or the public key is there', async () => {
    await expectRefused({ format: 'pem', text: certificate }, 'key_private_missing');
    const text = String(tool.run('pkey', '-pubout', '-in', tool.fileOf(pem)));
    await expectRefused({ format: 'pem', text }, 'key_private_missing');
    const file = fileWith({ private_key: undefined });
    await expectRefused({ format: 'json', text: file }, 'key_private_missing');
  });

  test('is refused when it is cut off, anywhere', async () => {
    for (const length of [100, pem.length - 40, pem.length - 10]) {
      await expectRefused({ format: 'pem', text: pem.slice(0, length) }, 'key_truncated');
    }
    const text = fileWith({}).slice(0, -30);
    await expectRefused({ format: 'json', text }, 'key_truncated');
  });

  test('is refused when a line or a character is missing', async () => {
    const lines = pem.split('\n');
    const shorter = [...lines.slice(0, 9), ...lines.slice(10)].join('\n');
    await expectRefused({ format: 'pem', text: shorter }, 'key_truncated');
    const text = pem.slice(0, 200) + pem.slice(201);
    await expectRefused({ format: 'pem', text }, 'key_truncated');
  });

  test('is refused when it does not sign what its public key verifies', async () => {
    const content = Buffer.from(bodyOf(pkcs1).join(''), 'base64');
    // Its private exponent, and what OpenSSL signs with instead while that is whole (RFC 8017 §A.1.2).
    content.fill(0xa5, 400, 420);
    content.fill(0xa5, content.length - 200, content.length - 180);
    const text = `-----BEGIN RSA PRIVATE KEY-----\n${content.toString('base64')}\n-----END RSA PRIVATE KEY-----`;
    await expectRefused({ format: 'pem', text }, 'key_truncated');
  });

  test.each([
    [''],
    ['marked'],
    ['[1]'],
    ['"text"'],
    ['<html></html>'],
    ['-----BEGIN'],
    ['{"project_id":"acme"}'],
    ['{}'],
  ])('is not the text %j', async (text) => {
    await expectRefused({ format: 'json', text }, 'key_unrecognised');
  });

  test('is not read when it is larger than any key', async () => {
    await expectRefused({ format: 'pem', text: pem + ' '.repeat(65_536) }, 'key_unrecognised');
    const content = Buffer.alloc(65_537, 0x30);
    const input = { format: 'p12', content, password: '', certificateSubject: '*' } as const;
    await expectRefused(input, 'key_unrecognised');
  });
});
