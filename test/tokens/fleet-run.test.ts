import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import {
  type Connection,
  FLEET_RECORD,
  type Fleet,
  type Mailbox,
} from '../../shared/tokens/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import {
  CERTAIN_MINUTES,
  codeOf,
  type Desk,
  type Instance,
  openDesk,
  runMinutes,
  storedIn,
} from './desk.ts';

const root = temporaryDirectory();
let desks = 0;
let desk: Desk;
let instance: Instance;
beforeEach(() => {
  desk = openDesk(`${root}/${desks++}`);
  instance = desk.start();
});
afterEach(() => desk.close());

const HOUR = 60 * 60_000;

const mailbox = (nth: number, domain = 'example.com'): Mailbox => ({
  subject: `1${String(nth).padStart(20, '0')}`,
  address: `m${nth}@${domain}`,
  hostedDomain: domain,
});

async function connectMany(mailboxes: readonly Mailbox[]): Promise<Connection[]> {
  const connected: Connection[] = [];
  for (const each of mailboxes) connected.push(await desk.connect(instance, each));
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

describe('one mailbox that is refused', () => {
  test('is believed when another could be refreshed, though none was due', async () => {
    const [dead, ...others] = await connectMany(many(4));
    if (!dead) throw new Error('none');
    desk.google.kill(dead.mailbox);
    // Only this one is asked for.
    desk.clock.advance(10 * 60_000);
    await instance.tokens.refreshOne(dead.id);
    await runMinutes(desk, instance, CERTAIN_MINUTES);
    expect((await stored(dead)).status).toBe('needs_reconnect');
    expect(new Set(await statuses(others))).toEqual(new Set(['active']));
    expect(await kindsTold()).toEqual(['needs_reconnect']);
  });

  test('is told once, and once again when it is back', async () => {
    const [dead] = await connectMany(many(3));
    if (!dead) throw new Error('none');
    desk.google.kill(dead.mailbox);
    desk.clock.advance(HOUR);
    await runMinutes(desk, instance, 10);
    desk.clock.advance(24 * HOUR);
    await runMinutes(desk, instance, 2);
    await desk.connect(instance, dead.mailbox);
    expect(await kindsTold()).toEqual(['recovered', 'needs_reconnect']);
  });
});

describe('when everybody is refused', () => {
  test('nobody’s status changes, one alert is given, and all go on by themselves', async () => {
    const connected = await connectMany(many(60));
    desk.clock.advance(HOUR);
    desk.google.failRefresh('grant_refused');
    await runMinutes(desk, instance, 60);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    expect(await kindsTold()).toEqual(['fleet_paused']);
    expect((await fleet())?.breaker).toMatchObject({ code: 'grant_refused' });
    desk.google.failRefresh(null);
    await runMinutes(desk, instance, 90);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    for (const each of connected) expect((await stored(each)).failure).toBeNull();
    expect(await kindsTold()).toEqual(['fleet_resumed', 'fleet_paused']);
  });

  test('an owner who left meanwhile is not mistaken for a domain', async () => {
    const connected = await connectMany(many(60));
    desk.clock.advance(HOUR);
    // Enough were refused before it for a domain, and too few for the breaker.
    const [gone] = connected.splice(10, 1);
    if (!gone) throw new Error('none');
    desk.google.kill(gone.mailbox);
    desk.google.failRefresh('grant_refused');
    await runMinutes(desk, instance, 5);
    desk.google.failRefresh(null);
    await runMinutes(desk, instance, 90);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    expect(await stored(gone)).toMatchObject({
      status: 'needs_reconnect',
      failure: { wholeDomain: false },
    });
  });

  test('only a trickle is asked while it lasts', async () => {
    await connectMany(many(100));
    desk.clock.advance(HOUR);
    desk.google.failRefresh('google_unavailable');
    await runMinutes(desk, instance, 3);
    const asked = desk.google.calls.refresh;
    await runMinutes(desk, instance, 10);
    expect(desk.google.calls.refresh - asked).toBeLessThanOrEqual(60);
    expect(desk.google.calls.refresh - asked).toBeGreaterThan(0);
  });

  test('for longer than six hours, it is the truth, and every owner is told', async () => {
    const connected = await connectMany(many(3));
    for (const each of connected) desk.google.kill(each.mailbox);
    desk.clock.advance(HOUR);
    await runMinutes(desk, instance, 30);
    expect(new Set(await statuses(connected))).toEqual(new Set(['active']));
    expect(await kindsTold()).toEqual(['fleet_paused']);
    desk.clock.advance(6 * HOUR);
    await runMinutes(desk, instance, 90);
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
    desk.start((ports) => ({
      ...ports,
      oauth: {
        ...ports.oauth,
        refresh: async (token) => {
          if (refuses()) throw refused;
          return ports.oauth.refresh(token);
        },
      },
    }));

  test('the fleet stops, users are told why, and one success sets it going again', async () => {
    const connected = await connectMany(many(40));
    let wrong = true;
    let asked = 0;
    const misconfigured = refusing(() => {
      asked += 1;
      return wrong;
    });
    desk.clock.advance(HOUR);
    await runMinutes(desk, misconfigured, 10);
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
    await runMinutes(desk, misconfigured, 65);
    for (const each of connected) expect((await stored(each)).failure).toBeNull();
    expect(await kindsTold()).toEqual(['fleet_resumed', 'fleet_paused']);
  });
});

describe('a whole domain that is refused', () => {
  test('is told from owners who left, and the rest goes on', async () => {
    const theirs = await connectMany(many(6, 'example.net'));
    const ours = await connectMany(many(30));
    for (const each of theirs) desk.google.kill(each.mailbox);
    desk.clock.advance(HOUR);
    await runMinutes(desk, instance, 20);
    expect(new Set(await statuses(theirs))).toEqual(new Set(['needs_reconnect']));
    expect(new Set(await statuses(ours))).toEqual(new Set(['active']));
    for (const each of theirs) expect((await stored(each)).failure?.wholeDomain).toBe(true);
  });
});
