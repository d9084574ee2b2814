import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { diagnose } from '../../shared/diagnosis/index.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { errorFields } from '../../shared/log.ts';
import { networkCodeIn, networkFailure } from '../../shared/network/network-failure.ts';
import { startConnector } from '../support/connector.ts';
import { describeWith } from '../support/describe-with.ts';
import { eventually } from '../support/eventually.ts';
import { person } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { selfSignedCertificate, withoutCertificates } from './certificate.ts';
import { answering, CALLS, callsOf, serve } from './scripted-server.ts';

/** What the log and the diagnosis say of a call that fails. */
async function findingOf(origin: string, name: string) {
  try {
    await callsOf(origin)[name]?.();
  } catch (thrown) {
    // The security event stream belongs to a command, which prints the code.
    if (!(thrown instanceof AppError)) return { network: (thrown as Error).message };
    const { upstream } = errorFields(thrown);
    return { network: upstream?.network, cause: diagnose(thrown).cause };
  }
  throw new Error('the call succeeded');
}

const operators = (network: string, cause: string, name: string) =>
  name === 'risc' ? { network } : { network, cause };

test.each(CALLS)('%s names a refused connection', async (name) => {
  const origin = `http://127.0.0.1:${await freePort()}`;
  const expected = operators('ECONNREFUSED', 'network_connection_failed', name);
  expect(await findingOf(origin, name)).toEqual(expected);
});

test.each(['refresh', 'jwks', 'gmail'])('%s names a server that speaks no TLS', async (name) => {
  const origin = (await serve(answering(200, {}))).replace('http:', 'https:');
  expect(await findingOf(origin, name)).toEqual({
    network: expect.stringMatching(/^(EPROTO|ERR_SSL_)/),
    cause: 'network_certificate_untrusted',
  });
});

test.each(['refresh', 'gmail'])('%s names the page of a web filter', async (name) => {
  const page = '<!DOCTYPE html><html><title>Internet Security by Zscaler</title></html>';
  const origin = await serve(answering(403, { 'content-type': 'text/html' }, page));
  expect(await findingOf(origin, name)).toEqual({
    network: 'FOREIGN_PAGE',
    cause: 'network_page_in_front',
  });
});

test('names a firewall that resets the connection before TLS stands', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const found = await findingOf(`https://127.0.0.1:${port}`, 'exchange');
  server.close();
  expect(found).toEqual({ network: 'TLS_RESET', cause: 'network_certificate_untrusted' });
});

test('a connection that is lost once it stands is nobody’s to mend, and is logged', async () => {
  const origin = await serve((request) => request.socket.resetAndDestroy());
  const found = await findingOf(origin, 'exchange');
  expect(found).toEqual({ network: 'ECONNRESET', cause: 'google_unavailable' });
});

const failed = (about: object) => Object.assign(new Error('marked-refresh-token'), about);
const GOOGLE = new URL('https://oauth2.googleapis.com/token');

describe('the code of a failure', () => {
  test.each<[string, object, boolean, string, string]>([
    [
      'a name without an address',
      { code: 'ENOTFOUND', hostname: GOOGLE.hostname },
      false,
      'ENOTFOUND',
      'network_name_unresolved',
    ],
    ['no route', { code: 'ENETUNREACH' }, false, 'ENETUNREACH', 'network_connection_failed'],
    [
      'a certificate that expired',
      { code: 'CERT_HAS_EXPIRED' },
      false,
      'CERT_HAS_EXPIRED',
      'network_certificate_untrusted',
    ],
    [
      'a root that is not known',
      { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
      false,
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'network_certificate_untrusted',
    ],
    [
      'a proxy whose name is wrong',
      { code: 'ENOTFOUND', hostname: 'proxy.example' },
      true,
      'PROXY_ENOTFOUND',
      'network_proxy_failed',
    ],
  ])('%s', (_, about, isProxied, network, cause) => {
    const code = networkCodeIn(networkFailure(failed(about), GOOGLE, isProxied)) ?? '';
    expect(code).toBe(network);
    const upstream = { ...REPORT, network: code };
    expect(diagnose({ code: 'google_unavailable', upstream })).toMatchObject({
      cause,
      actor: 'developer',
    });
  });

  test.each(['a text with spaces', 'lower_case', 'A'.repeat(65), '', 407])(
    'is never %j',
    (code) => {
      expect(networkCodeIn(failed({ code }))).toBeNull();
    },
  );
});

const REPORT = {
  service: 'google',
  endpoint: 'token',
  status: null,
  error: null,
  subtype: null,
  description: null,
} as const;

test.each<ErrorCode>(['authorization_interrupted', 'google_unavailable', 'token_rejected'])(
  'the network explains %s',
  (code) => {
    const upstream = { ...REPORT, network: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' };
    expect(diagnose({ code, upstream }).cause).toBe('network_certificate_untrusted');
  },
);

describeWith(withoutCertificates, 'a certificate that nobody trusts', () => {
  const directory = temporaryDirectory();
  const network = 'DEPTH_ZERO_SELF_SIGNED_CERT';

  test.each(CALLS)('is named by %s', async (name) => {
    const origin = await serve(answering(200, {}, '{}'), selfSignedCertificate(directory));
    const expected = operators(network, 'network_certificate_untrusted', name);
    expect(await findingOf(origin, name)).toEqual(expected);
  });

  test('is what a sign-in says of it, for the operator, on the page and in the log', async () => {
    const origin = await serve(answering(200, {}, '{}'), selfSignedCertificate(directory));
    const connector = await startConnector({
      directory,
      environment: { GOOGLE_EMULATOR_URL: origin },
    });
    const admin = person(connector.baseUrl);
    const { location } = await admin.submit('/setup-page/sign-in');
    const state = new URL(location).searchParams.get('state');
    const { status, text } = await admin.get(`/oauth-callback?state=${state}&code=marked-code`);
    expect(status).toBe(503);
    expect(text).toContain('The connection to Google is not trusted (TLS)');
    expect(text).toContain('NODE_EXTRA_CA_CERTS');
    expect(text).not.toContain('This attempt to connect is no longer valid');
    await eventually(() => connector.output().includes(network));
    expect(connector.output()).not.toContain('marked-code');
    await connector.end();
  });
});
