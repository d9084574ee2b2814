import { createPrivateKey, X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import forge from 'node-forge';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { readKey } from '../../../shared/google/index.ts';
import { describeWith } from '../../support/describe-with.ts';
import { processorMs } from '../../support/processor-time.ts';
import { openssl, withoutOpenssl } from './openssl.ts';

/** What Google's console sets for every file. */
const PASSWORD = 'notasecret';

/** The encryption of the files that Google's console makes. */
const LEGACY = ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-40'];
const OLD_MAC = ['-macalg', 'sha1'];

type Asked = { readonly password?: string; readonly certificateSubject?: string };

const read = (
  content: Buffer | string,
  { password = PASSWORD, certificateSubject = '*' }: Asked = {},
) => readKey({ format: 'p12', content, password, certificateSubject });

async function expectRefused(
  content: Buffer | string,
  asked: Asked,
  code: ErrorCode,
): Promise<readonly string[]> {
  const thrown = await read(content, asked).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({ code });
  expect(inspect(thrown, { depth: 9 })).not.toMatch(/notasecret|marked/);
  const subjects = thrown instanceof AppError ? thrown.detail['subjects'] : [];
  return Array.isArray(subjects) ? subjects : [];
}

describeWith(withoutOpenssl, 'a service account’s key in a P12 file', () => {
  const tool = openssl();
  let key: string;
  let own: string;
  let others: string[];
  let file: Buffer;
  beforeAll(() => {
    key = tool.key();
    own = tool.certificate(key, '/C=JP/O=Acme, Inc./CN=104875093874509387450');
    const other = tool.key();
    others = ['/CN=Issuer', '/CN=Twin/O=One', '/CN=Twin/O=Two'].map((subject) =>
      tool.certificate(other, subject),
    );
    file = tool.pkcs12({ key, certificates: [own, ...others] }, PASSWORD);
  });

  const storeOf = (...options: string[]) =>
    tool.pkcs12({ key, certificates: [own] }, PASSWORD, ...options);

  test('is read with its date and client ID, and becomes PKCS#8', async () => {
    expect(await read(file)).toEqual({
      format: 'p12',
      privateKey: key,
      keyId: null,
      serviceAccount: null,
      clientId: '104875093874509387450',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      madeAt: new Date(new X509Certificate(own).validFrom),
    });
  });

  test('is read from Base64, in lines or in one', async () => {
    const text = file.toString('base64');
    const lines = text.replaceAll(/(.{64})/g, '$1\r\n');
    for (const each of [text, lines, ` ${text}\n`]) {
      expect((await read(each)).privateKey).toBe(key);
    }
  });

  test.each<[string, string[]]>([
    ['AES with SHA-256, the default of OpenSSL 3', []],
    ['AES-128', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC']],
    ['a check by SHA-1', OLD_MAC],
    ['a check by SHA-512', ['-macalg', 'sha512']],
    ['no check', ['-nomac']],
    ['certificates in the open', ['-certpbe', 'NONE']],
    ['10,000 iterations, as Java makes them', ['-iter', '10000']],
  ])('is read with %s', async (_, options) => {
    expect((await read(storeOf(...options))).privateKey).toBe(key);
  });

  test('is read as Google’s console makes it: RC2 and 3DES', async () => {
    expect((await read(legacyStore())).privateKey).toBe(key);
  });

  /** Some builds of OpenSSL lack the old ciphers; then the library makes the file, with 3DES only. */
  function legacyStore(): Buffer {
    try {
      return storeOf(...LEGACY, ...OLD_MAC);
    } catch {
      process.stderr.write('OpenSSL has no RC2 here: the old P12 file is made by node-forge\n');
      const pair = [forge.pki.privateKeyFromPem(key), forge.pki.certificateFromPem(own)] as const;
      const pfx = forge.pkcs12.toPkcs12Asn1(...pair, PASSWORD, { algorithm: '3des' });
      return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'binary');
    }
  }

  test.each(['', 'pässwort', 'パスワード', '🔑'])(
    'is read with the password %j',
    async (password) => {
      const modern = tool.pkcs12({ key, certificates: [own] }, password);
      expect((await read(modern, { password })).privateKey).toBe(key);
      const store = { key, certificates: [own] };
      const mixed = tool.pkcs12(store, password, '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'NONE');
      expect((await read(mixed, { password })).privateKey).toBe(key);
    },
  );

  test('is refused with a wrong password', async () => {
    for (const password of ['', 'marked', 'パスワード']) {
      await expectRefused(file, { password }, 'key_password_wrong');
    }
    await expectRefused(storeOf('-nomac'), { password: 'marked' }, 'key_password_wrong');
    await expectRefused(legacyStore(), { password: 'marked' }, 'key_password_wrong');
  });

  test.each([
    ['104875093874509387450'],
    [' 104875093874509387450 '],
    ['CN=104875093874509387450'],
    ['C=JP, O=Acme\\, Inc., CN=104875093874509387450'],
    ['CN=104875093874509387450,O=Acme, Inc.,C=JP'],
    ['/C=JP/O=Acme, Inc./CN=104875093874509387450'],
    ['c=jp, o=acme, inc., cn=104875093874509387450'],
  ])('is chosen by its certificate’s subject: %s', async (certificateSubject) => {
    expect((await read(file, { certificateSubject })).privateKey).toBe(key);
  });

  test('is chosen by a subject in Japanese', async () => {
    const named = tool.certificate(key, '/CN=サポート窓口');
    const store = tool.pkcs12({ key, certificates: [named, ...others] }, PASSWORD);
    const certificateSubject = 'サポート窓口';
    expect((await read(store, { certificateSubject })).privateKey).toBe(key);
  });

  test('is refused when no certificate has the subject, naming those that are there', async () => {
    for (const certificateSubject of ['Nobody', 'Twi', 'CN=Twin, O=Three', 'O=One', '']) {
      const subjects = await expectRefused(
        file,
        { certificateSubject },
        'key_certificate_unmatched',
      );
      expect(subjects).toHaveLength(4);
      expect(subjects).toContain('CN=Issuer');
    }
  });

  test('is refused when several certificates have the subject, naming these', async () => {
    const subjects = await expectRefused(
      file,
      { certificateSubject: 'twin' },
      'key_certificate_ambiguous',
    );
    expect(subjects.toSorted()).toEqual(['CN=Twin, O=One', 'CN=Twin, O=Two']);
  });

  test('is not ambiguous when one certificate is there twice', async () => {
    const store = tool.pkcs12({ key, certificates: [own, own] }, PASSWORD);
    const certificateSubject = '104875093874509387450';
    expect((await read(store, { certificateSubject })).privateKey).toBe(key);
  });

  test('is refused when the chosen certificate’s private key is not there', async () => {
    const certificateSubject = 'CN=Twin, O=One';
    await expectRefused(file, { certificateSubject }, 'key_private_missing');
  });

  test('is refused when only certificates are there', async () => {
    const options = ['-nokeys', '-passout', `pass:${PASSWORD}`, '-in', tool.fileOf(own)];
    const store = tool.run('pkcs12', '-export', ...options);
    await expectRefused(store, {}, 'key_private_missing');
  });

  test('is refused when it is no RSA key', async () => {
    const ecKey = tool.ecKey();
    const store = tool.pkcs12(
      { key: ecKey, certificates: [tool.certificate(ecKey, '/CN=EC')] },
      PASSWORD,
    );
    await expectRefused(store, {}, 'key_type_unsupported');
  });

  test('is refused below 2048 bits', async () => {
    const short = tool.key(1024);
    const certificates = [tool.certificate(short, '/CN=Short')];
    await expectRefused(tool.pkcs12({ key: short, certificates }, PASSWORD), {}, 'key_too_short');
  });

  test('is refused when the file is cut off', async () => {
    for (const length of [3, 100, file.length - 1]) {
      await expectRefused(file.subarray(0, length), {}, 'key_truncated');
    }
  });

  test('is refused when it is no Base64', async () => {
    for (const text of ['marked, no Base64', file.toString('base64').slice(0, -1), 'あ', '']) {
      await expectRefused(text, {}, 'key_truncated');
    }
  });

  test('is not in a file of another kind', async () => {
    const certificate = Buffer.from(new X509Certificate(own).raw);
    for (const content of [Buffer.from('marked'), Buffer.from(key), certificate, Buffer.alloc(0)]) {
      await expectRefused(content, {}, 'key_unrecognised');
    }
  });

  test('is refused at once when the file demands more iterations than anybody uses', async () => {
    const startedAt = processorMs();
    await expectRefused(
      withIterations(storeOf('-macalg', 'sha256')),
      {},
      'key_encryption_unsupported',
    );
    expect(processorMs() - startedAt).toBeLessThan(1000);
  });

  test('is refused soon when its layers demand them, though its check does not', async () => {
    const store = storeOf('-iter', '1000000', '-nomaciter');
    const startedAt = processorMs();
    await expectRefused(store, {}, 'key_encryption_unsupported');
    expect(processorMs() - startedAt).toBeLessThan(1000);
  });

  /** The same file with a count of two thousand million in its integrity check. */
  function withIterations(store: Buffer): Buffer {
    const pfx = forge.asn1.fromDer(store.toString('binary'));
    const mac = Array.isArray(pfx.value) ? pfx.value[2] : undefined;
    const count = Array.isArray(mac?.value) ? mac.value[2] : undefined;
    if (count) count.value = '\x77\x35\x94\x00';
    return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'binary');
  }

  test('is the one that OpenSSL reads from the same file', async () => {
    const path = tool.fileOf(file);
    const options = ['-nodes', '-nocerts', '-in', path, '-passin', `pass:${PASSWORD}`];
    const theirs = createPrivateKey(tool.run('pkcs12', ...options));
    const ours = createPrivateKey((await read(file)).privateKey);
    expect(ours.equals(theirs)).toBe(true);
  });
});
