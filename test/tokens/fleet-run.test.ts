import { describe, expect, test } from '@jest/globals';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import {
  type Connection,
  FLEET_RECORD,
  type Fleet,
  type Mailbox,
} from '../../shared/tokens/index.ts';
import {
  codeOf,
  type Instance,
  MINUTES_TO_VERDICT,
  runMinutes,
  storedIn,
  useHarness,
} from './harness.ts';

const { harness, instance } = useHarness();

const HOUR = 60 * 60_000;

const mailbox = (nth: number, domain = 'example.com'): Mailbox => ({
  subject: `1${String(nth).padStart(20, '0')}`,
  address: `m${nth}@${domain}`,
  hostedDomain: domain,
});

async function connectMany(mailboxes: readonly Mailbox[]): Promise<Connection[]> {
  const connected: Connection[] = [];
  for (const each of mailboxes) connected.push(await harness.connect(instance, each));
  return connected;
}
const many = (count: number, domain?: string): Mailbox[] =>
  Array.from({ length: count }, (_, nth) => mailbox(nth + (domain ? 1000 : 0), domain));

const stored = ({ id }: Pick<Connection, 'id'>): Promise<Connection> => storedIn(instance, id);
const statuses = async (connections: readonly Connection[]) =>
  Promise.all(connections.map(async (each) => (await stored(each)).status));
const fleet = async (): Promise<Fleet | undefined> =>
  (await instance.ports.store.readRecord(FLEET_RECORD, 'current'))?.value;
const kindsTold = async (): Promise<string[]> =>
  (await instance.ports.store.listEvents({ connectionId: null, limit: 500 }))
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'connected');

describe('one refused mailbox', () => {
  test('is confirmed dead when another can be refreshed, even if none is due', async () => {
    const [dead, ...others] = await connectMany(many(4));
    if (!dead) throw new Error('none');
    harness.google.kill(dead.mailbox);
    // Only this one is refreshed.
    harness.clock.advance(10 * 60_000);
    await instance.tokens.refreshOne(dead.id);
    await runMinutes(harness, instance, MINUTES_TO_VERDICT);
    expect((await stored(dead)).status).toBe('needs_reconnect');
    expect(new Set(await statuses(others))).toEqual(new Set(['active']));
    expect(await kindsTold()).toEqual(['needs_reconnect']);
  });

  test('is notified once, and once again when it recovers', async () => {
    const [dead] = await connectMany(many(3));
    if (!dead) throw new Error('none');
    harness.google.kill(dead.mailbox);
    harness.clock.advance(HOUR);
    await runMinutes(harness, instance, 10);
    harness.clock.advance(24 * HOUR);
    await runMinutes(harness, instance, 2);
    await harness.connect(instance, dead.mailbox);
    expect(await kindsTold()).toEqual(['recovered', 'needs_reconnect']);
  });
});

describe('when everybody is refused', () => {
  test('changes no status, raises one alert, and resumes by itself', async () => {
    const connected = await connectMany(many(60));
    harness.clock.advance(HOUR);
    harness.google.failRefresh('grant_refused');
    await runMinutes(harness, instance, 60);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    expect(await kindsTold()).toEqual(['fleet_paused']);
    expect((await fleet())?.breaker).toMatchObject({ code: 'grant_refused' });
    harness.google.failRefresh(null);
    await runMinutes(harness, instance, 90);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    for (const each of connected) expect((await stored(each)).failure).toBeNull();
    expect(await kindsTold()).toEqual(['fleet_resumed', 'fleet_paused']);
  });

  test('does not take one owner’s revocation for a whole domain', async () => {
    const connected = await connectMany(many(60));
    harness.clock.advance(HOUR);
    // Before this one, enough were refused to look like a domain, and too few for the breaker.
    const [gone] = connected.splice(10, 1);
    if (!gone) throw new Error('none');
    harness.google.kill(gone.mailbox);
    harness.google.failRefresh('grant_refused');
    await runMinutes(harness, instance, 5);
    harness.google.failRefresh(null);
    await runMinutes(harness, instance, 90);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    expect(await stored(gone)).toMatchObject({
      status: 'needs_reconnect',
      failure: { wholeDomain: false },
    });
  });

  test('calls Google for few mailboxes while it lasts', async () => {
    await connectMany(many(100));
    harness.clock.advance(HOUR);
    harness.google.failRefresh('google_unavailable');
    await runMinutes(harness, instance, 3);
    const asked = harness.google.calls.refresh;
    await runMinutes(harness, instance, 10);
    expect(harness.google.calls.refresh - asked).toBeLessThanOrEqual(60);
    expect(harness.google.calls.refresh - asked).toBeGreaterThan(0);
  });

  test('stores the verdicts after six hours, and notifies every owner', async () => {
    const connected = await connectMany(many(3));
    for (const each of connected) harness.google.kill(each.mailbox);
    harness.clock.advance(HOUR);
    await runMinutes(harness, instance, 30);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    expect(await kindsTold()).toEqual(['fleet_paused']);
    harness.clock.advance(6 * HOUR);
    await runMinutes(harness, instance, 90);
    expect(new Set(await statuses(connected))).toEqual(new Set(['needs_reconnect']));
  });
});

describe('when Google refuses our own client', () => {
  const refused = new AppError('client_refused', {
    upstream: {
      service: 'google',
      endpoint: 'token',
      status: 401,
      error: 'invalid_client',
      subtype: null,
      description: null,
    },
  });
  const refusing = (refuses: () => boolean): Instance =>
    harness.start((ports) => ({
      ...ports,
      oauth: {
        ...ports.oauth,
        refresh: async (token) => {
          if (refuses()) throw refused;
          return ports.oauth.refresh(token);
        },
      },
    }));

  test('stops the fleet, tells users why, and resumes after one success', async () => {
    const connected = await connectMany(many(40));
    let wrong = true;
    let asked = 0;
    const misconfigured = refusing(() => {
      asked += 1;
      return wrong;
    });
    harness.clock.advance(HOUR);
    await runMinutes(harness, misconfigured, 10);
    expect(asked).toBeLessThanOrEqual(4 + 10);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    expect(await kindsTold()).toEqual(['fleet_paused']);
    const before = asked;
    const last = connected.at(-1);
    expect(await codeOf(misconfigured.tokens.accessTokenFor(last?.id ?? ''))).toBe(
      'client_refused' satisfies ErrorCode,
    );
    expect(asked).toBe(before);
    wrong = false;
    await runMinutes(harness, misconfigured, 65);
    for (const each of connected) expect((await stored(each)).failure).toBeNull();
    expect(await kindsTold()).toEqual(['fleet_resumed', 'fleet_paused']);
  });
});

describe('a whole refused domain', () => {
  test('is marked as a whole domain, and the other mailboxes continue', async () => {
    const theirs = await connectMany(many(6, 'example.net'));
    const ours = await connectMany(many(30));
    for (const each of theirs) harness.google.kill(each.mailbox);
    harness.clock.advance(HOUR);
    await runMinutes(harness, instance, 20);
    expect(new Set(await statuses(theirs))).toEqual(new Set(['needs_reconnect']));
    expect(new Set(await statuses(ours))).toEqual(new Set(['active']));
    for (const each of theirs) expect((await stored(each)).failure?.wholeDomain).toBe(true);
  });
});
