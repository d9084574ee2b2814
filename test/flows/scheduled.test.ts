import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import { expireTokens, makeProbesDue } from '../support/expire-tokens.ts';
import { connectionIdOf, connectMailbox, type Person, signedIn } from '../support/person.ts';
import { callScheduled, forgedSchedulerToken, schedulerToken } from '../support/scheduler.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let id: string;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  id = await connectionIdOf(admin);
});
afterAll(() => connector.end());

const idToken = (about?: { email?: string; audience?: string }): Promise<string> =>
  schedulerToken({ baseUrl: connector.baseUrl, directory }, about);

const signed = (claims: Record<string, unknown>): Promise<string> =>
  forgedSchedulerToken({ baseUrl: connector.baseUrl, directory }, claims);

const call = (name: string, token: string, body?: object): Promise<Response> =>
  callScheduled(`${connector.baseUrl}/${name}`, { token, ...(body && { body }) });

describe('token-refresh', () => {
  test('reports what it did', async () => {
    const answer = await call('token-refresh', await idToken());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ due: 0, left: 0, authorizations: { resumed: 0 } });
  });

  test('refreshes one connection on request, due or not', async () => {
    const google = emulator(`${connector.baseUrl}/google`);
    const before = (await google.counts(SUPPORT)).token.refresh_token;
    const answer = await call('token-refresh', await idToken(), { connectionId: id });
    expect(await answer.json()).toEqual({
      outcome: 'refreshed',
      expiresAt: expect.stringMatching(/^\d{4}-/),
      failure: null,
    });
    expect((await google.counts(SUPPORT)).token.refresh_token).toBe(before + 1);
  });

  test.each([0, 15])('takes the shards of job %i of 16', async (shard) => {
    const answer = await call('token-refresh', await idToken(), { shard, shards: 16 });
    expect(await answer.json()).toMatchObject({ due: 0, left: 0 });
  });

  test.each([
    [{ connectionId: 'nobody' }, 404],
    [{ connectionId: 7 }, 422],
    [{ connectionId: '' }, 422],
    [{ shard: 0 }, 422],
    [{ shards: 4 }, 422],
    [{ shard: 4, shards: 4 }, 422],
    [{ shard: -1, shards: 4 }, 422],
    [{ shard: 0, shards: 0 }, 422],
    [{ shard: 0, shards: 17 }, 422],
  ])('refuses %j with %i', async (body, status) => {
    expect((await call('token-refresh', await idToken(), body)).status).toBe(status);
  });

  test.each([
    ['another service account', { email: 'other@project.iam.gserviceaccount.com' }],
    ['another audience', { audience: 'https://elsewhere.example/token-refresh' }],
    ['the other function', { audience: 'http://127.0.0.1/label-probe' }],
  ])('refuses a token of %s', async (_, about) => {
    expect((await call('token-refresh', await idToken(about))).status).toBe(401);
  });

  const elsewhere = { audience: 'https://elsewhere.example/token-refresh' };
  const stranger = { email: 'other@project.iam.gserviceaccount.com' };
  test.each([
    ['audience', () => idToken(elsewhere)],
    ['account', () => idToken(stranger)],
    ['signature', async () => `${(await idToken()).slice(0, -8)}AAAAAAAA`],
    ['expiry', () => signed({ exp: 1 })],
    ['issuer', () => signed({ iss: 'https://issuer.example' })],
    ['malformed', async () => 'marked-token'],
    ['missing', async () => ''],
  ])(
    'logs which part of a token is wrong, and answers no more than 401: %s',
    async (fault, make) => {
      const token = await make();
      const answer = await call('token-refresh', token);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({
        error: {
          code: 'caller_unverified',
          message: 'The caller could not be verified.',
          correlationId: expect.any(String),
        },
      });
      await eventually(() => connector.output().includes(`upstream: google identity ${fault} `), {
        what: () => `the log names ${fault}:\n${connector.output()}`,
      });
      if (token) expect(connector.output()).not.toContain(token);
    },
  );
});

describe('label-probe', () => {
  const token = () => idToken({ audience: `${connector.baseUrl}/label-probe` });

  test('probes no mailbox before it is due', async () => {
    const answer = await call('label-probe', await token());
    expect(await answer.json()).toEqual({ due: 0, healthy: 0, failing: 0, skipped: 0, left: 0 });
  });

  test('probes each due mailbox once, shared among jobs', async () => {
    makeProbesDue(directory);
    const shares = await Promise.all(
      [0, 1].map(async (shard) => call('label-probe', await token(), { shard, shards: 2 })),
    );
    const found = (await Promise.all(shares.map((answer) => answer.json()))) as {
      healthy: number;
    }[];
    expect(found.map(({ healthy }) => healthy).toSorted()).toEqual([0, 1]);
    expect(await (await call('label-probe', await token())).json()).toMatchObject({ due: 0 });
  });

  test('probes one mailbox on request, after a refresh if its token has expired', async () => {
    expireTokens(directory);
    const answer = await call('label-probe', await token(), { connectionId: id });
    expect(await answer.json()).toMatchObject({ labelCount: 17, failure: null });
  });
});
