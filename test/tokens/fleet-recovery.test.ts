import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { type Connection, FLEET_RECORD, type Fleet } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import { codeOf, MINUTES_TO_VERDICT, runMinutes, useHarness } from './harness.ts';

const HOUR = 60 * 60_000;
const EVERY = '*';

/** The error that Google answers for a refresh token, or for all of them. */
const answers = new Map<string, AppError>();

beforeEach(() => answers.clear());

const { harness, instance, directory } = useHarness((ports) => ({
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
    connected.push(await harness.connect(instance, mailbox));
  }
  return connected as Connected;
}

/** Connections that are not in use: not due for weeks, with expired access tokens. */
async function connectResting(count: number): Promise<Connected> {
  const connected = await connect(count);
  harness.clock.advance(72 * HOUR);
  await runMinutes(harness, instance, 1);
  harness.clock.advance(2 * HOUR);
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
  const database = new DatabaseSync(`${directory()}/connector.sqlite`);
  database.exec(change);
  database.close();
}

describe('a fleet that is not in use', () => {
  test('is not paused by two mailboxes with the same failure', async () => {
    const [one, another, ...others] = await connectResting(5);
    for (const each of [one, another]) await failFor(each, refused('unauthorized_client'));
    for (const each of [one, another]) expect(await probe(each)).toBe('client_refused');
    await instance.tokens.shareFleets();
    await runMinutes(harness, instance, 10);
    expect(await breaker()).toBeNull();
    for (const each of others) expect(await probe(each)).toBeNull();
  });

  test('resumes by itself even if the failed mailbox is gone and no other is due', async () => {
    const [gone, other] = await connectResting(5);
    answers.set(EVERY, refused('invalid_client'));
    expect(await probe(gone)).toBe('client_refused');
    await instance.tokens.disconnect(gone.id, null);
    await instance.tokens.shareFleets();
    expect(await probe(other)).toBe('client_refused');
    await runMinutes(harness, instance, 2);
    expect(await breaker()).not.toBeNull();
    answers.clear();
    await runMinutes(harness, instance, 70);
    expect(await breaker()).toBeNull();
    expect(await probe(other)).toBeNull();
  });

  test('calls Google at most once in each run while its client is refused', async () => {
    const [first] = await connectResting(9);
    answers.set(EVERY, refused('invalid_client'));
    await probe(first);
    await instance.tokens.shareFleets();
    const failing = { health: 'failing', address: null } as const;
    await runMinutes(harness, instance, 5);
    expect(await instance.ports.store.countConnections(failing)).toBeLessThanOrEqual(6);
  });

  test('confirms a refusal with a canary whose mailbox Gmail refuses', async () => {
    const [dead, unread] = await connectResting(2);
    const failure = { code: 'gmail_refused', upstream: null } as const;
    const found = { at: harness.clock.now(), latencyMs: 1, labels: [], labelCount: 0, failure };
    await instance.tokens.recordProbe(unread.id, found);
    harness.google.kill(dead.mailbox);
    await probe(dead);
    await runMinutes(harness, instance, MINUTES_TO_VERDICT);
    expect((await stored(dead))?.status).toBe('needs_reconnect');
  });
});

describe('a damaged record', () => {
  test('of one mailbox does not use up the trials of a paused fleet', async () => {
    const [damaged] = await connect(4);
    harness.clock.advance(HOUR);
    damage(`UPDATE connections SET document = '{', refresh_due_at = 0 WHERE id = '${damaged.id}'`);
    answers.set(EVERY, refused('invalid_client'));
    await runMinutes(harness, instance, 3);
    expect(await breaker()).not.toBeNull();
    answers.clear();
    await runMinutes(harness, instance, 10);
    expect(await breaker()).toBeNull();
  });

  test('of a mailbox does not hide another that can be the canary', async () => {
    const [first, second, third, refusedOne, canary] = await connect(5);
    const ids = [first, second, third].map((each) => `'${each?.id}'`);
    damage(`UPDATE connections SET document = '{' WHERE id IN (${ids})`);
    if (!(refusedOne && canary)) throw new Error('none');
    harness.clock.advance(60_000);
    const asked = harness.google.calls.refresh;
    await failFor(refusedOne, new AppError('grant_refused'));
    await instance.tokens.refreshOne(refusedOne.id);
    expect(harness.google.calls.refresh - asked).toBe(1);
    expect((await stored(canary))?.refreshedAt).not.toBeNull();
  });

  test('of the fleet blocks no token, and is replaced', async () => {
    const [mailbox, dead] = await connect(3);
    harness.clock.advance(HOUR);
    await runMinutes(harness, instance, 1);
    damage(`UPDATE records SET document = '{"tallies":' WHERE kind = 'fleet'`);
    harness.google.kill(dead.mailbox);
    harness.clock.advance(2 * HOUR);
    expect(await probe(mailbox)).toBeNull();
    await runMinutes(harness, instance, MINUTES_TO_VERDICT);
    expect((await stored(dead))?.status).toBe('needs_reconnect');
  });
});

describe('a clock that was a day ahead', () => {
  const ahead = async (work: () => Promise<unknown>): Promise<void> => {
    harness.clock.advance(24 * HOUR);
    await work();
    harness.clock.advance(-24 * HOUR);
  };

  test('does not confirm a refusal by a success that lies in the future', async () => {
    const connected = await connect(3);
    await ahead(() => instance.tokens.refreshOne(connected[0].id));
    harness.clock.advance(HOUR);
    answers.set(EVERY, new AppError('grant_refused'));
    await runMinutes(harness, instance, 10);
    for (const each of connected) expect((await stored(each))?.status).toBe('active');
  });

  test('does not delay a verdict for a first refusal that lies in the future', async () => {
    const [dead] = await connect(3);
    harness.google.kill(dead.mailbox);
    await ahead(() => probe(dead));
    harness.clock.advance(25 * HOUR);
    harness.clock.advance(-23 * HOUR);
    await instance.tokens.refreshOne(dead.id);
    await runMinutes(harness, instance, MINUTES_TO_VERDICT);
    expect((await stored(dead))?.status).toBe('needs_reconnect');
  });
});

test('a mailbox with a dead grant keeps the reason and the time when a later attempt fails otherwise', async () => {
  const [dead] = await connect(3);
  harness.google.kill(dead.mailbox);
  harness.clock.advance(HOUR);
  await runMinutes(harness, instance, MINUTES_TO_VERDICT);
  const before = (await stored(dead))?.failure;
  expect(before?.code).toBe('grant_refused');
  await failFor(dead, new AppError('google_unavailable'));
  harness.clock.advance(24 * HOUR);
  await runMinutes(harness, instance, 1);
  expect(await stored(dead)).toMatchObject({
    status: 'needs_reconnect',
    failure: { code: 'grant_refused', since: before?.since, attempts: 3 },
  });
});
