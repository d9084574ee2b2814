import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { consentAs } from '../support/google-consent.ts';
import { type Person, person } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ADMIN = 'admin@example.com';
const directory = temporaryDirectory();
let connector: Connector;

beforeAll(async () => {
  connector = await startConnector({ directory });
});
afterAll(() => connector.end());

const visitor = (): Person => person(connector.baseUrl);
const begin = async (who: Person): Promise<string> =>
  (await who.submit('/setup-page/sign-in')).location;
const through = async (location: string, account = ADMIN): Promise<string> =>
  (await consentAs({ authorizationUrl: location, account })).href;
const isSignedIn = async (who: Person): Promise<boolean> =>
  (await who.get('/setup-page')).status === 200;
const cookieOf = (who: Person): string =>
  /connector_sign_in=([^;]+)/.exec(who.cookies())?.[1] ?? '';

/** How many rows a table has, but for what scheduled runs write. */
function rows(table: 'authorization_requests' | 'records' | 'events'): number {
  const database = new DatabaseSync(`${directory}/connector.sqlite`, { readOnly: true });
  const condition = table === 'records' ? "WHERE kind NOT IN ('run', 'clock', 'fleet')" : '';
  const counted = database.prepare(`SELECT count(*) AS n FROM ${table} ${condition}`).get();
  database.close();
  return Number(counted?.['n']);
}
const stored = () => (['authorization_requests', 'records', 'events'] as const).map(rows);

describe('a sign-in', () => {
  test('writes nothing when it is begun, or made up', async () => {
    const before = stored();
    for (let n = 0; n < 5; n++) await begin(visitor());
    expect((await visitor().get('/oauth-callback?state=sign-in.made-up&code=x')).status).toBe(403);
    expect(stored()).toEqual(before);
  });

  test('writes no authorization request when it is finished', async () => {
    const who = visitor();
    await who.get(await through(await begin(who)));
    expect(await isSignedIn(who)).toBe(true);
    expect(rows('authorization_requests')).toBe(0);
  });

  test('in two tabs of one browser works in both', async () => {
    const who = visitor();
    const [first, second] = [await begin(who), await begin(who)];
    expect((await who.get(await through(first))).status).toBe(303);
    expect(cookieOf(who)).not.toBe('');
    expect((await who.get(await through(second))).status).toBe(303);
    expect(cookieOf(who)).toBe('');
    expect(await isSignedIn(who)).toBe(true);
  });

  test('is refused in another browser, also in one that has begun its own', async () => {
    const attacker = visitor();
    const callback = await through(await begin(attacker));
    const [without, withOwn] = [visitor(), visitor()];
    await begin(withOwn);
    for (const victim of [without, withOwn]) {
      const refused = await victim.get(callback, { accept: 'application/json' });
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('authorization_request_foreign');
      expect(await isSignedIn(victim)).toBe(false);
    }
  });

  test('is refused with a changed cookie, and with the cookie of a session', async () => {
    const who = visitor();
    const callback = await through(await begin(who));
    const admin = visitor();
    await admin.get(await through(await begin(admin)));
    const session = /connector_session=([^;]+)/.exec(admin.cookies())?.[1] ?? '';
    for (const cookie of [`${cookieOf(who).slice(0, -4)}AAAA`, session, 'v1.a.b.c.d']) {
      const forger = visitor();
      forger.setCookie('connector_sign_in', cookie);
      expect((await forger.get(callback)).status).toBe(403);
    }
    expect((await who.get(callback)).status).toBe(303);
  });

  test('is not accepted a second time, with a copy of the cookie either', async () => {
    const who = visitor();
    const callback = await through(await begin(who));
    const copy = visitor();
    copy.setCookie('connector_sign_in', cookieOf(who));
    await who.get(callback);
    // Google refuses a code that was used.
    expect((await copy.get(callback)).status).toBeGreaterThanOrEqual(400);
    expect(await isSignedIn(copy)).toBe(false);
    // A signed-in browser that repeats its callback, or is sent to another's, stays who it is.
    const session = who.cookies();
    expect((await who.get(callback)).location).toBe(`${connector.baseUrl}/setup-page`);
    const foreign = await through(await begin(visitor()), 'sales@example.com');
    expect((await who.get(foreign)).location).toBe(`${connector.baseUrl}/setup-page`);
    expect(who.cookies()).toBe(session);
  });
});
