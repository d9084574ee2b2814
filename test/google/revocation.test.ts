import { expect, test } from '@jest/globals';
import { CLIENT, errorOf, LABELS, OTHER_CLIENT, SUPPORT, startGoogle } from './emulated-google.ts';

const DEAD = 'invalid_grant: Token has been expired or revoked.';

test.each(['access_token', 'refresh_token'])(
  'revoking an %s ends every grant of its user and client',
  async (kind) => {
    const google = await startGoogle();
    const earlier = await google.connect();
    const later = await google.connect();
    const answer = await google.revoke(later[kind]);
    expect(answer).toEqual({ status: 200, body: {} });
    for (const tokens of [earlier, later]) {
      expect(errorOf(await google.refresh(tokens['refresh_token']))).toBe(DEAD);
      expect((await google.gmail(tokens['access_token'])).status).toBe(401);
    }
    expect((await google.counts()).liveRefreshTokens).toBe(0);
  },
);

test('the grants of another account and of another client stay alive', async () => {
  const google = await startGoogle();
  const mine = await google.connect();
  const theirs = await google.connect({ account: 'sales@example.com' });
  const otherClient = { client_id: OTHER_CLIENT.clientId };
  const secret = { client_secret: OTHER_CLIENT.clientSecret };
  const back = await google.consent({ changes: otherClient });
  const code = back.searchParams.get('code') ?? '';
  const other = await google.exchange(code, { ...otherClient, ...secret });

  await google.revoke(mine['refresh_token']);
  expect((await google.refresh(theirs['refresh_token'])).status).toBe(200);
  const refreshed = await google.refresh(other.body['refresh_token'], {
    ...otherClient,
    ...secret,
  });
  expect(refreshed.status).toBe(200);
});

test('the token may be in the query', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  const url = `${google.baseUrl}/revoke?token=${encodeURIComponent(String(refresh_token))}`;
  expect((await fetch(url, { method: 'POST' })).status).toBe(200);
});

test.each(['1//0nothing', '', CLIENT.clientId])(
  'the unknown token "%s" is refused',
  async (token) => {
    const google = await startGoogle();
    const { status, body } = await google.revoke(token);
    expect(status).toBe(400);
    expect(body['error']).toBe('invalid_token');
  },
);

test('a token is revoked once, and then a consent is needed again', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  expect((await google.revoke(refresh_token)).status).toBe(200);
  expect((await google.revoke(refresh_token)).status).toBe(400);
  const again = await google.connect({ changes: { prompt: undefined } });
  expect(again['refresh_token']).toBeDefined();
});

test('the action "revoke" removes the grants of an account, as its owner does', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  expect((await google.act(SUPPORT, 'revoke')).status).toBe(200);
  expect(errorOf(await google.refresh(refresh_token))).toBe(DEAD);
});

test('a changed password ends the grants with Gmail scopes only', async () => {
  const google = await startGoogle();
  const withGmail = await google.connect();
  const without = await google.connect({ changes: { scope: 'openid email' } });
  expect((await google.act(SUPPORT, 'password-changed')).status).toBe(200);
  expect(errorOf(await google.refresh(withGmail['refresh_token']))).toBe(DEAD);
  expect((await google.gmail(withGmail['access_token'])).status).toBe(401);
  expect((await google.refresh(without['refresh_token'])).status).toBe(200);
  expect(withGmail['scope']).toContain(LABELS);
});

test('an unknown account or action is not found', async () => {
  const google = await startGoogle();
  expect((await google.act('nobody@example.com', 'revoke')).status).toBe(404);
  expect((await google.act(SUPPORT, 'promote')).status).toBe(404);
});

test('tokeninfo describes live access tokens only', async () => {
  const google = await startGoogle();
  const { access_token } = await google.connect();
  const ask = async () => {
    const response = await fetch(`${google.baseUrl}/tokeninfo?access_token=${access_token}`);
    return { status: response.status, body: await response.json() };
  };
  expect(await ask()).toMatchObject({
    status: 200,
    body: { aud: CLIENT.clientId, email: SUPPORT, access_type: 'offline' },
  });
  await google.revoke(access_token);
  expect((await ask()).status).toBe(400);
});
