import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { parseConfig } from '../../shared/config/index.ts';
import { diagnose } from '../../shared/diagnosis/index.ts';
import { AppError } from '../../shared/errors.ts';
import { createPostNotification } from '../../shared/notifications/post-notification.ts';
import { sendThroughProxy } from '../../shared/runtime/through-proxy.ts';
import { startConnector } from '../support/connector.ts';
import { describeWith } from '../support/describe-with.ts';
import { checkNow, connectionIdOf, connectMailbox, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { selfSignedCertificate, withoutCertificates } from './certificate.ts';
import { type ForwardProxy, type Route, startProxy } from './proxy.ts';
import { answering, CALLS, callsOf, serve } from './scripted-server.ts';

const directory = temporaryDirectory();
const open = new Set<() => void>();
afterEach(() => {
  for (const close of open) close();
  open.clear();
});

/** Sends the calls of this process through a proxy until the test ends. */
async function throughProxy(route: Route, noProxy = ''): Promise<ForwardProxy> {
  const proxy = await startProxy(route);
  useProxy(proxy.url, noProxy);
  open.add(proxy.close);
  return proxy;
}

const useProxy = (url: string, noProxy = ''): unknown =>
  open.add(sendThroughProxy(parseConfig({ HTTP_PROXY: url, NO_PROXY: noProxy }).proxy));

const ANSWER = JSON.stringify({
  access_token: 'marked-access-token',
  expires_in: 3599,
  labels: [],
  keys: [],
  signedJwt: 'signed',
  sub: '1234',
  email: 'support@example.com',
  email_verified: true,
});
const portOf = (origin: string): number => Number(new URL(origin).port);
const serveAnswer = () => serve(answering(200, { 'content-type': 'application/json' }, ANSWER));

/** What became of a call: `caller_unverified` shows that Google's keys were fetched. */
const outcomeOf = (origin: string, name: string): Promise<unknown> =>
  (callsOf(origin)[name]?.() ?? Promise.reject()).then(
    () => 'answered',
    (thrown: unknown) =>
      thrown instanceof AppError
        ? (thrown.upstream?.network ?? thrown.code)
        : (thrown as Error).message,
  );

test.each(CALLS)('%s goes through the proxy, by a name that only the proxy knows', async (name) => {
  const proxy = await throughProxy({ port: portOf(await serveAnswer()) });
  const outcome = await outcomeOf('http://google.invalid', name);
  expect(outcome).toBe(name === 'jwks' ? 'caller_unverified' : 'answered');
  expect(proxy.asked).toEqual([expect.stringMatching(/^google\.invalid/)]);
});

test('a notification goes through the proxy', async () => {
  const proxy = await throughProxy({ port: portOf(await serveAnswer()) });
  const secrets = [`whsec_${Buffer.alloc(24, 1).toString('base64')}`];
  const post = createPostNotification({ url: 'http://receiver.invalid/', secrets });
  expect((await post({ id: 'id', body: '{}' }, new Date())).status).toBe(200);
  expect(proxy.asked).toEqual([expect.stringMatching(/^receiver\.invalid/)]);
});

test.each(['127.0.0.1', '127.0.0.2', 'localhost', '[::1]'])(
  'nothing for %s goes through the proxy',
  async (host) => {
    const port = portOf(await serveAnswer());
    const proxy = await throughProxy({ refuses: 502 });
    for (const name of CALLS) {
      // Nothing listens at some of these addresses.
      const outcome = await outcomeOf(`http://${host}:${port}`, name);
      expect(String(outcome)).not.toMatch(/PROXY|502/);
    }
    // `fetch` knows no ranges. It is for the receiver of notifications, which is none of the other addresses.
    if (host !== '127.0.0.2') await fetch(`http://${host}:${port}`).catch(() => null);
    expect(proxy.asked).toEqual([]);
  },
);

test('what NO_PROXY names is reached without the proxy', async () => {
  const proxy = await throughProxy({ refuses: 502 }, 'elsewhere.invalid  .internal.invalid');
  // The tests' guard refuses every address but loopback, before a packet leaves.
  for (const host of ['elsewhere.invalid', 'google.internal.invalid']) {
    expect(await outcomeOf(`http://${host}`, 'refresh')).not.toBe('answered');
  }
  expect(proxy.asked).toEqual([]);
  await outcomeOf('http://google.invalid', 'refresh');
  expect(proxy.asked).toContain('google.invalid');
});

test.each([
  [407, 'PROXY_407'],
  [403, 'PROXY_403'],
])('a proxy that refuses the tunnel with %i is named', async (refuses, network) => {
  await throughProxy({ refuses });
  for (const name of CALLS) {
    expect([name, await outcomeOf('https://google.invalid', name)]).toEqual([name, network]);
  }
});

test('a proxy that cannot be reached is named, and is the operator’s to mend', async () => {
  useProxy(`http://127.0.0.1:${await freePort()}`);
  const { refresh } = callsOf('https://google.invalid');
  const thrown: unknown = await refresh?.().catch((error: unknown) => error);
  if (!(thrown instanceof AppError)) throw thrown;
  expect(thrown.upstream?.network).toBe('PROXY_ECONNREFUSED');
  expect(diagnose(thrown)).toMatchObject({
    cause: 'network_proxy_failed',
    actor: 'developer',
  });
});

describeWith(withoutCertificates, 'an inspecting proxy', () => {
  test.each(CALLS)('is named by %s, at the end of its tunnel', async (name) => {
    const port = portOf(await serve(answering(200, {}), selfSignedCertificate(directory)));
    const proxy = await throughProxy({ port });
    const outcome = await outcomeOf('https://google.invalid', name);
    expect(outcome).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(proxy.asked).toContain('google.invalid:443');
  });
});

test('the product signs in, connects and probes with its emulated Google beside a proxy', async () => {
  const proxy = `http://127.0.0.1:${await freePort()}`;
  const environment = { HTTPS_PROXY: proxy, http_proxy: proxy };
  const connector = await startConnector({ directory, environment });
  const admin = await signedIn(connector.baseUrl);
  const account = 'support@example.com';
  expect((await connectMailbox(admin, { account })).status).toBe(303);
  const { text } = await checkNow(admin, await connectionIdOf(admin, account));
  expect(text).toContain('INBOX');
  await connector.end();
});
