import { beforeAll, expect, test } from '@jest/globals';
import { parseConfig } from '../../shared/config/index.ts';
import { sendThroughProxy } from '../../shared/runtime/through-proxy.ts';
import { selfSignedCertificate, withoutCertificates } from '../google/certificate.ts';
import { startProxy } from '../google/proxy.ts';
import { describeWith } from '../support/describe-with.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { loginOutcome } from './login-outcome.ts';
import { type Script, serveImap } from './scripted-imap.ts';

const TOKEN = 'ya29.marked-access-token';
const CHALLENGE = { status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' };

describeWith(withoutCertificates, 'a login that Gmail’s IMAP server refuses', () => {
  const directory = temporaryDirectory();
  let tls: ReturnType<typeof selfSignedCertificate>;
  beforeAll(() => {
    tls = selfSignedCertificate(directory, ',DNS:imap.invalid');
  });

  const outcomeOf = async (script: Script, timeoutMs = 10_000) => {
    const server = await serveImap(tls, script);
    const login = { address: 'support@example.com', accessToken: TOKEN, server, timeoutMs };
    return loginOutcome(login);
  };

  test.each<[what: string, script: Script, code: string, cause: string, upstream: object]>([
    [
      'invalid credentials',
      {
        challenge: CHALLENGE,
        answer: 'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
      },
      'imap_refused',
      'imap_login_refused',
      {
        status: 400,
        error: 'AUTHENTICATIONFAILED',
        description: 'Invalid credentials (Failure) (scope: mail.google.com)',
      },
    ],
    [
      'IMAP that is off for the account',
      {
        answer:
          'NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)',
      },
      'imap_refused',
      'imap_off',
      {
        status: null,
        error: 'ALERT',
        description:
          'Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)',
      },
    ],
    [
      'IMAP that is off for the domain',
      {
        answer:
          'NO [ALERT] IMAP access is disabled for your domain. Please contact your domain administrator for questions about this feature. (Failure)',
      },
      'imap_refused',
      'imap_disabled_by_admin',
      { error: 'ALERT' },
    ],
    [
      'too many connections',
      { answer: 'NO [ALERT] Too many simultaneous connections. (Failure)' },
      'google_unavailable',
      'imap_limit_reached',
      { description: 'Too many simultaneous connections. (Failure)' },
    ],
    [
      'too much data',
      { answer: 'NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)' },
      'google_unavailable',
      'imap_limit_reached',
      { error: 'OVERQUOTA' },
    ],
    [
      'an error of the moment',
      { answer: 'NO [UNAVAILABLE] Temporary System Error (Failure)' },
      'google_unavailable',
      'google_unavailable',
      { error: 'UNAVAILABLE' },
    ],
    [
      'a farewell instead of a greeting',
      { greeting: '* BYE Too many simultaneous connections\r\n' },
      'google_unavailable',
      'imap_limit_reached',
      { description: 'Too many simultaneous connections' },
    ],
    [
      'words with a token in them',
      { answer: `NO Refused Bearer ${TOKEN}` },
      'imap_refused',
      'imap_login_refused',
      { description: 'Refused Bearer …' },
    ],
  ])('names %s', async (_, script, code, cause, upstream) => {
    const outcome = await outcomeOf(script);
    expect(outcome).toMatchObject({ code, cause, upstream });
    expect(JSON.stringify(outcome)).not.toContain(TOKEN);
  });

  test('sends nothing but XOAUTH2 with the address and the token', async () => {
    const server = await serveImap(tls, { challenge: CHALLENGE, answer: 'NO Refused' });
    await loginOutcome({ address: 'support@example.com', accessToken: TOKEN, server });
    const line = server.received.find((each) => each.includes('AUTHENTICATE')) ?? '';
    const [, , mechanism, response = ''] = line.split(' ');
    expect(mechanism).toBe('XOAUTH2');
    expect(Buffer.from(response, 'base64').toString()).toBe(
      `user=support@example.com\x01auth=Bearer ${TOKEN}\x01\x01`,
    );
  });

  test('is bounded in time when the server stays silent', async () => {
    const startedAt = performance.now();
    expect(await outcomeOf({ greeting: null }, 300)).toMatchObject({
      code: 'google_unavailable',
      cause: 'google_unavailable',
      upstream: { network: 'ANSWER_TIMEOUT', description: null },
    });
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  test('is no refusal when the connection is lost', async () => {
    expect(await outcomeOf({ answer: null })).toMatchObject({
      code: 'google_unavailable',
      cause: 'google_unavailable',
      upstream: { error: null, description: null },
    });
  });

  test.each([
    ['goes through the proxy of the process', null, 'imap_refused', { description: 'Refused' }],
    ['names a proxy that refuses the tunnel', 403, 'google_unavailable', { network: 'PROXY_403' }],
  ])('%s', async (_, refuses, code, upstream) => {
    const { port, ca, received } = await serveImap(tls, { answer: 'NO Refused' });
    const proxy = await startProxy(refuses === null ? { port } : { refuses });
    const end = sendThroughProxy(parseConfig({ HTTPS_PROXY: proxy.url }).proxy);
    const server = { host: 'imap.invalid', port, ca: ca ?? '' };
    const outcome = await loginOutcome({ address: 'a@example.com', accessToken: TOKEN, server });
    end();
    proxy.close();
    expect(proxy.asked).toEqual([`imap.invalid:${port}`]);
    expect(outcome).toMatchObject({ code, upstream });
    expect(received.length > 0).toBe(refuses === null);
  });

  test('checks the name in the certificate behind the proxy', async () => {
    const { port, ca } = await serveImap(tls, { answer: 'NO Refused' });
    const proxy = await startProxy({ port });
    const end = sendThroughProxy(parseConfig({ HTTPS_PROXY: proxy.url }).proxy);
    const server = { host: 'other.invalid', port, ca: ca ?? '' };
    const outcome = await loginOutcome({ address: 'a@example.com', accessToken: TOKEN, server });
    end();
    proxy.close();
    expect(outcome).toMatchObject({
      cause: 'network_certificate_untrusted',
      upstream: { network: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });
});
