import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { FAULTS } from '../../local/google/faults/catalogue.ts';
import { SUPPORT, startGoogle, type TestGoogle } from './emulated-google.ts';

function call(google: TestGoogle, method: string, path: string, init: RequestInit = {}) {
  return fetch(`${google.baseUrl}/emulator${path}`, { redirect: 'manual', method, ...init });
}

async function listed(google: TestGoogle): Promise<unknown> {
  return (await call(google, 'GET', '/faults')).json();
}

test('a switch is on until it is switched off, for its account', async () => {
  const google = await startGoogle();
  await google.fault('slow', { ms: 5 });
  await google.fault('revoked', { account: SUPPORT });
  expect(await listed(google)).toEqual([
    { fault: 'revoked', account: SUPPORT, parameters: {} },
    { fault: 'slow', account: '*', parameters: { endpoint: 'both', ms: 5 } },
  ]);
  await call(google, 'DELETE', `/faults/revoked?account=${SUPPORT}`);
  expect(await listed(google)).toHaveLength(1);
  await call(google, 'DELETE', '/faults');
  expect(await listed(google)).toEqual([]);
});

test("an account's own switch comes before everybody's", async () => {
  const google = await startGoogle();
  await google.fault('short_lived', { seconds: 50 });
  await google.fault('short_lived', { account: SUPPORT, seconds: 7 });
  expect((await google.connect())['expires_in']).toBe(7);
  expect((await google.connect({ account: 'sales@example.com' }))['expires_in']).toBe(50);
});

test.each([
  ['PUT', '/faults/nonsense', '', 404],
  ['DELETE', '/faults/nonsense', '', 404],
  ['PUT', '/faults/revoked?account=nobody', '', 400],
  ['PUT', '/faults/slow', '{"ms":"soon"}', 400],
  ['PUT', '/faults/slow', '{"minutes":1}', 400],
  ['PUT', '/faults/slow', '{', 400],
])('%s %s with "%s" is refused: %i', async (method, path, body, status) => {
  const google = await startGoogle();
  const response = await call(google, method, path, body ? { body } : {});
  expect(response.status).toBe(status);
  expect(await listed(google)).toEqual([]);
});

test.each([
  ['PUT', '/faults/revoked'],
  ['DELETE', '/faults'],
  ['POST', `/accounts/${SUPPORT}/revoke`],
  ['POST', ''],
])('a page of another site cannot do %s %s', async (method, path) => {
  const google = await startGoogle();
  for (const site of ['cross-site', 'same-site']) {
    const response = await call(google, method, path, { headers: { 'sec-fetch-site': site } });
    expect(response.status).toBe(403);
  }
  for (const site of ['same-origin', 'none']) {
    const response = await call(google, method, path, { headers: { 'sec-fetch-site': site } });
    expect(response.status).toBeLessThan(400);
  }
});

test('the page shows every fault of the catalogue and works as plain forms', async () => {
  const google = await startGoogle();
  const page = await (await call(google, 'GET', '')).text();
  for (const { fault } of FAULTS) expect(page).toContain(`value="${fault}"`);

  const post = (fields: Record<string, string>) =>
    call(google, 'POST', '', { body: new URLSearchParams(fields) });
  const done = await post({
    on: 'testing',
    account: SUPPORT,
    'testing.testUsers': 'a@example.com b@example.com',
  });
  expect(done.status).toBe(303);
  await post({ on: 'slow', account: '', 'slow.ms': '20', 'slow.endpoint': 'gmail' });
  expect(await listed(google)).toEqual([
    { fault: 'slow', account: '*', parameters: { endpoint: 'gmail', ms: 20 } },
    {
      fault: 'testing',
      account: SUPPORT,
      parameters: { testUsers: ['a@example.com', 'b@example.com'] },
    },
  ]);
  expect(await (await call(google, 'GET', '')).text()).toContain('Switch everything off');
  await post({ off: 'slow', account: '*' });
  expect(await listed(google)).toHaveLength(1);
  await post({ clear: '1' });
  expect(await listed(google)).toEqual([]);
});

test('the README has every fault and its parameters as the catalogue has them', () => {
  const readme = readFileSync('local/google/README.md', 'utf8').replaceAll(/ +/g, ' ');
  for (const { fault, place, does, parameters } of FAULTS) {
    expect(readme).toContain(`| \`${fault}\` | ${place} | ${does.en} |`);
    for (const { name } of parameters) expect(readme).toContain(`\`${name}\` = `);
  }
});

test('the page says what is wrong with a form', async () => {
  const google = await startGoogle();
  const post = (fields: Record<string, string>) =>
    call(google, 'POST', '', { body: new URLSearchParams(fields) });
  expect(await (await post({ on: 'slow', account: 'nobody' })).text()).toContain('role="alert"');
  expect((await post({ action: 'revoke', account: '*' })).status).toBe(400);
  const wrong = await post({ on: 'slow', 'slow.ms': '-1', 'slow.endpoint': 'both' });
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toContain('Check the values of slow');
});

test('an action can be done from the page', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  const body = new URLSearchParams({ action: 'revoke', account: SUPPORT });
  await call(google, 'POST', '', { body });
  expect((await google.refresh(refresh_token)).status).toBe(400);
});

test('counts name the requests of each account, and never a token', async () => {
  const google = await startGoogle();
  const { refresh_token, access_token } = await google.connect();
  await google.refresh(refresh_token);
  await google.gmail(access_token);
  await google.refresh('1//0nothing');
  expect(await google.counts()).toEqual({
    token: { authorization_code: 1, refresh_token: 1, jwt_bearer: 0, other: 0 },
    revoke: 0,
    tokeninfo: 0,
    userinfo: 0,
    'iam.signJwt': 0,
    'gmail.labels.list': 1,
    'gmail.getProfile': 0,
    'gmail.settings.getImap': 0,
    'gmail.settings.updateImap': 0,
    'gmail.messages.list': 0,
    'gmail.messages.get': 0,
    'gmail.history.list': 0,
    'gmail.watch': 0,
    'gmail.stop': 0,
    'gmail.units': 1,
    liveRefreshTokens: 1,
  });
  expect((await google.counts('unknown')).token['refresh_token']).toBe(1);
  const text = await (await call(google, 'GET', '/counts')).text();
  expect(text).not.toMatch(/ya29|1\/\/0/);
});
