import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { type Connection, FLEET_RECORD, type Fleet } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { CERTAIN_MINUTES, codeOf, type Desk, type Instance, openDesk, runMinutes } from './desk.ts';

const HOUR = 60 * 60_000;
const EVERY = '*';

const root = temporaryDirectory();
let desks = 0;
let directory: string;
let desk: Desk;
let instance: Instance;
/** What Google says to a refresh token, or to every one. */
const answers = new Map<string, AppError>();

beforeEach(() => {
  directory = `${root}/${desks++}`;
  answers.clear();
  desk = openDesk(directory);
  instance = desk.start((ports) => ({
    ...ports,
    oauth: {
      ...ports.oauth,
      refresh: async (token) => {
        const error = answers.get(token) ?? answers.get(EVERY);
        if (error) throw error;
        return ports.oauth.refresh(token);
      },
    },
  }));
});
afterEach(() => desk.close());

const refused = (error: string): AppError =>
  new AppError('client_refused', {
    upstream: {
      service: 'google',
      endpoint: 'token',
      status: 401,
      error,
      subtype: null,
      description: null,
    },
  });

type Connected = [Connection, Connection, ...Connection[]];

async function connect(count: number): Promise<Connected> {
  const connected: Connection[] = [];
  for (let nth = 0; nth < count; nth++) {
    const address = `m${nth}@example.com`;
    const mailbox = { subject: `10000000000000000000${nth}`, address, hostedDomain: 'example.com' };
    connected.push(await desk.connect(instance, mailbox));
  }
  return connected as Connected;
}

/** Nobody uses them: the schedule leaves them alone for weeks, and their tokens have expired. */
async function connectResting(count: number): Promise<Connected> {
  const connected = await connect(count);
  desk.clock.advance(72 * HOUR);
  await runMinutes(desk, instance, 1);
  desk.clock.advance(2 * HOUR);
  return connected;
}

async function failFor(connection: Connection, error: AppError): Promise<void> {
  const grant = await instance.ports.vault.get(versionIn(connection));
  answers.set(grant?.refreshToken ?? '', error);
}

const stored = async ({ id }: Connection): Promise<Connection | undefined> =>
  (await instance.ports.store.readConnection(id))?.value;
const breaker = async (): Promise<Fleet['breaker']> =>
  (await instance.ports.store.readRecord(FLEET_RECORD, 'current'))?.value.breaker ?? null;
const probe = ({ id }: Connection): Promise<string | null> =>
  codeOf(instance.tokens.accessTokenFor(id, { trigger: 'probe' }));

function damage(change: string): void {
  const database = new DatabaseSync(`${directory}/connector.sqlite`);
  database.exec(change);
  database.close();
}

describe('a resting fleet', () => {
  test('is not paused by two mailboxes that fail alike for reasons of their own', async () => {
    const [one, another, ...others] = await connectResting(5);
    for (const each of [one, another]) await failFor(each, refused('unauthorized_client'));
    for (const each of [one, another]) expect(await probe(each)).toBe('client_refused');
    await instance.tokens.shareFleets();
    await runMinutes(desk, instance, 10);
    expect(await breaker()).toBeNull();
    for (const each of others) expect(await probe(each)).toBeNull();
  });

  test('goes on by itself though whoever failed is gone, and nobody else is due', async () => {
    const [gone, other] = await connectResting(5);
    answers.set(EVERY, refused('invalid_client'));
    expect(await probe(gone)).toBe('client_refused');
    await instance.tokens.disconnect(gone.id, null);
    await instance.tokens.shareFleets();
    expect(await probe(other)).toBe('client_refused');
    await runMinutes(desk, instance, 2);
    expect(await breaker()).not.toBeNull();
    answers.clear();
    await runMinutes(desk, instance, 70);
    expect(await breaker()).toBeNull();
    expect(await probe(other)).toBeNull();
  });

  test('asks Google once in each run at most while its client is refused', async () => {
    const [first] = await connectResting(9);
    answers.set(EVERY, refused('invalid_client'));
    await probe(first);
    await instance.tokens.shareFleets();
    const failing = { health: 'failing', address: null } as const;
    await runMinutes(desk, instance, 5);
    expect(await instance.ports.store.countConnections(failing)).toBeLessThanOrEqual(6);
  });

  test('has a refusal borne out by one whose mailbox alone cannot be read', async () => {
    const [dead, unread] = await connectResting(2);
    const failure = { code: 'gmail_refused', upstream: null } as const;
    const found = { at: desk.clock.now(), latencyMs: 1, labels: [], labelCount: 0, failure };
    await instance.tokens.recordProbe(unread.id, found);
    desk.google.kill(dead.mailbox);
    await probe(dead);
    await runMinutes(desk, instance, CERTAIN_MINUTES);
    expect((await stored(dead))?.status).toBe('needs_reconnect');
  });
});

describe('a damaged record', () => {
  test('of a mailbox does not use up the trials of a paused fleet', async () => {
    const [damaged] = await connect(4);
    desk.clock.advance(HOUR);
    damage(`UPDATE connections SET document = '{', refresh_due_at = 0 WHERE id = '${damaged.id}'`);
    answers.set(EVERY, refused('invalid_client'));
    await runMinutes(desk, instance, 3);
    expect(await breaker()).not.toBeNull();
    answers.clear();
    await runMinutes(desk, instance, 10);
    expect(await breaker()).toBeNull();
  });

  test('of a mailbox hides no other that could bear a refusal out', async () => {
    const [first, second, third, refusedOne, well] = await connect(5);
    const ids = [first, second, third].map((each) => `'${each?.id}'`);
    damage(`UPDATE connections SET document = '{' WHERE id IN (${ids})`);
    if (!(refusedOne && well)) throw new Error('none');
    desk.clock.advance(60_000);
    const asked = desk.google.calls.refresh;
    await failFor(refusedOne, new AppError('grant_refused'));
    await instance.tokens.refreshOne(refusedOne.id);
    expect(desk.google.calls.refresh - asked).toBe(1);
    expect((await stored(well))?.refreshedAt).not.toBeNull();
  });

  test('of the fleet keeps nobody from a token, and is written anew', async () => {
    const [mailbox, dead] = await connect(3);
    desk.clock.advance(HOUR);
    await runMinutes(desk, instance, 1);
    damage(`UPDATE records SET document = '{"tallies":' WHERE kind = 'fleet'`);
    desk.google.kill(dead.mailbox);
    desk.clock.advance(2 * HOUR);
    expect(await probe(mailbox)).toBeNull();
    await runMinutes(desk, instance, CERTAIN_MINUTES);
    expect((await stored(dead))?.status).toBe('needs_reconnect');
  });
});

describe('a clock that was a day ahead', () => {
  const ahead = async (work: () => Promise<unknown>): Promise<void> => {
    desk.clock.advance(24 * HOUR);
    await work();
    desk.clock.advance(-24 * HOUR);
  };

  test('bears out no refusal with a success that is still to come', async () => {
    const connected = await connect(3);
    await ahead(() => instance.tokens.refreshOne(connected[0].id));
    desk.clock.advance(HOUR);
    answers.set(EVERY, new AppError('grant_refused'));
    await runMinutes(desk, instance, 10);
    for (const each of connected) expect((await stored(each))?.status).toBe('active');
  });

  test('delays no verdict by a first refusal that is still to come', async () => {
    const [dead] = await connect(3);
    desk.google.kill(dead.mailbox);
    await ahead(() => probe(dead));
    desk.clock.advance(25 * HOUR);
    desk.clock.advance(-23 * HOUR);
    await instance.tokens.refreshOne(dead.id);
    await runMinutes(desk, instance, CERTAIN_MINUTES);
    expect((await stored(dead))?.status).toBe('needs_reconnect');
  });
});

test('a dead mailbox keeps why and since when, whatever fails at a later try', async () => {
  const [dead] = await connect(3);
  desk.google.kill(dead.mailbox);
  desk.clock.advance(HOUR);
  await runMinutes(desk, instance, CERTAIN_MINUTES);
  const before = (await stored(dead))?.failure;
  expect(before?.code).toBe('grant_refused');
  await failFor(dead, new AppError('google_unavailable'));
  desk.clock.advance(24 * HOUR);
  await runMinutes(desk, instance, 1);
  expect(await stored(dead)).toMatchObject({
    status: 'needs_reconnect',
    failure: { code: 'grant_refused', since: before?.since, attempts: 3 },
  });
});
