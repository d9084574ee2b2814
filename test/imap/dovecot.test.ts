import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { EMAIL, READONLY, SUPPORT, startGoogle } from '../google/emulated-google.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Dovecot, describeWithDovecot, startDovecot } from './dovecot.ts';
import { loginOutcome } from './login-outcome.ts';

const FULL = 'https://mail.google.com/';

describeWithDovecot('a login at a real IMAP server', () => {
  const directory = temporaryDirectory();
  let server: Dovecot;
  /** The emulated Google of the running test, whose tokeninfo endpoint Dovecot asks. */
  let google: Awaited<ReturnType<typeof startGoogle>>;
  const tokenInfo = createServer(async ({ url }, response) => {
    const answer = await fetch(google.baseUrl + url);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });

  beforeAll(async () => {
    await once(tokenInfo.listen(0, '127.0.0.1'), 'listening');
    const { port } = tokenInfo.address() as AddressInfo;
    server = await startDovecot(directory, `http://127.0.0.1:${port}/tokeninfo?access_token=`);
  });
  afterAll(async () => {
    await server.stop();
    tokenInfo.closeAllConnections();
    tokenInfo.close();
  });

  const tokenWith = async (scope: string): Promise<string> => {
    google = await startGoogle();
    const { access_token } = await google.connect({
      changes: { scope: `openid ${EMAIL} ${scope}` },
    });
    return String(access_token);
  };
  const login = async (scope: string, changes: { address?: string; token?: string } = {}) => {
    const { address = SUPPORT, token } = changes;
    const granted = await tokenWith(scope);
    const outcome = await loginOutcome({ address, accessToken: token ?? granted, server });
    expect(JSON.stringify(outcome)).not.toContain(granted);
    return outcome;
  };

  test('succeeds with the mailbox’s own token and the full scope', async () => {
    // INBOX, and a folder that the server creates for each user.
    expect(await login(FULL)).toEqual({ mailboxes: 2 });
  });

  test.each<[string, string, { address?: string; token?: string }]>([
    ['a token without the full scope', READONLY, {}],
    ['a token that Google never issued', FULL, { token: 'ya29.unknown' }],
    ['the token of another mailbox', FULL, { address: 'sales@example.com' }],
  ])('is refused with %s', async (_, scope, changes) => {
    expect(await login(scope, changes)).toEqual({
      code: 'imap_refused',
      cause: 'imap_login_refused',
      upstream: {
        service: 'imap',
        endpoint: 'imap',
        status: 401,
        // Dovecot's challenge names `mail` where Gmail's names its own scope.
        error: 'AUTHENTICATIONFAILED',
        subtype: null,
        description: 'Authentication failed. (scope: mail)',
      },
    });
  });

  test('does not trust a certificate that nobody signed', async () => {
    const accessToken = await tokenWith(FULL);
    const { host, port } = server;
    const outcome = await loginOutcome({ address: SUPPORT, accessToken, server: { host, port } });
    expect(outcome).toMatchObject({
      code: 'google_unavailable',
      cause: 'network_certificate_untrusted',
      upstream: { network: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  test('names a port where nothing listens', async () => {
    const closed = { host: '127.0.0.1', port: await freePort() };
    const accessToken = await tokenWith(FULL);
    expect(await loginOutcome({ address: SUPPORT, accessToken, server: closed })).toMatchObject({
      code: 'google_unavailable',
      cause: 'network_connection_failed',
      upstream: { network: 'ECONNREFUSED', status: null, description: null },
    });
  });
});
