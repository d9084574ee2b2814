import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import type { Connection } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Death, dieAtCall } from './die-at-call.ts';
import {
  BROWSER,
  codeOf,
  connectPurpose,
  goToGoogle,
  type Harness,
  type Instance,
  openHarness,
  SUPPORT,
} from './harness.ts';

const root = temporaryDirectory();
let rounds = 0;
const MINUTE = 60_000;
const FOREVER = new Date('2030-01-01');
/** More steps than a callback has, so the last rounds end without a death. */
const STEPS = 30;

/** A reconnect whose callback dies at its nth step. */
async function dieAt(n: number) {
  const harness = openHarness(`${root}/round-${rounds++}`);
  const before = await harness.connect(harness.start(), SUPPORT);
  const purpose = connectPurpose({ kind: 'connect', connectionId: before.id });
  const state = await goToGoogle(
    { tokens: harness.start().tokens, google: harness.google },
    purpose,
  );
  const code = harness.google.consent(SUPPORT);
  let death: Death = { calls: [], dead: false };
  const dying = harness.start((ports) => {
    const wrapped = dieAtCall(ports, n);
    death = wrapped.death;
    return wrapped.ports;
  });
  const callback = { state, browser: BROWSER, code, error: null };
  const outcome = await codeOf(dying.tokens.completeAuthorization(callback));
  return { harness, before, callback, outcome, death, next: harness.start() };
}

async function theConnection({ ports }: Instance, { id }: Connection): Promise<Connection> {
  const found = await ports.store.readConnection(id);
  if (!found) throw new Error('the connection is gone');
  return found.value;
}

async function expectWorking(
  harness: Harness,
  instance: Instance,
  before: Connection,
): Promise<void> {
  const connection = await theConnection(instance, before);
  expect(connection.status).toBe('active');
  const grant = await instance.ports.vault.get(versionIn(connection));
  expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
  expect(harness.google.calls.revoke).toBe(0);
}

describe('a callback that dies at any step loses no grant', () => {
  test.each(Array.from({ length: STEPS }, (_, n) => n))('step %i', async (n) => {
    const { harness, before, callback, death, next } = await dieAt(n);
    await expectWorking(harness, next, before);
    const parked = death.calls.includes('oauth.verifyIdentity') || (await isParked(next));

    harness.clock.advance(2 * MINUTE);
    await next.tokens.resumeAuthorizations(FOREVER);
    await expectWorking(harness, next, before);
    const after = await theConnection(next, before);
    if (parked || !death.dead)
      expect(after.authorizationRequestId).not.toBe(before.authorizationRequestId);
    // The code was exchanged once: two exchanges with that of the first connect.
    expect(harness.google.calls.exchange).toBeLessThanOrEqual(2);

    const reload = await codeOf(next.tokens.completeAuthorization(callback));
    const endings = ['authorization_request_consumed', 'authorization_interrupted', null];
    expect(endings).toContain(reload);

    // The next connect works and leaves one version, because it sweeps what the crash left.
    harness.clock.advance(2 * 60 * MINUTE);
    await harness.connect(next, SUPPORT);
    await expectWorking(harness, next, before);
    expect(await next.ports.vault.versions(before.id)).toHaveLength(1);
    harness.close();
  });

  const isParked = async ({ ports }: Instance): Promise<boolean> =>
    (await ports.store.parkedRequests({ before: FOREVER, limit: 1 })).length > 0;

  test('covers the callback from its first call to its last', async () => {
    const first = await dieAt(STEPS + 1);
    expect(first.death).toMatchObject({ dead: false });
    expect(first.death.calls[0]).toBe('store.readRequest');
    // After the request is settled, its link is removed from the list of those that wait: here is none.
    expect(first.death.calls.slice(-2)).toEqual(['store.writeRequest', 'store.readRecord']);
    expect(first.outcome).toBeNull();
    first.harness.close();
  });
});

describe('after a crash', () => {
  const resumable = async () => {
    for (let n = 0; n < STEPS; n++) {
      const round = await dieAt(n);
      const request = await round.next.ports.store.parkedRequests({
        before: FOREVER,
        limit: 1,
      });
      if (request.length > 0) return round;
      round.harness.close();
    }
    throw new Error('no step leaves an answer parked');
  };

  test('resumes the parked answer at once when the callback is reloaded', async () => {
    const { harness, callback, next } = await resumable();
    expect(await codeOf(next.tokens.completeAuthorization(callback))).toBeNull();
    harness.close();
  });

  test('makes one connection with one version when two instances resume at the same time', async () => {
    const { harness, before, callback, next } = await resumable();
    const other = harness.start();
    harness.clock.advance(2 * MINUTE);
    await Promise.all([
      codeOf(next.tokens.completeAuthorization(callback)),
      other.tokens.resumeAuthorizations(FOREVER),
    ]);
    await expectWorking(harness, next, before);
    expect((await theConnection(next, before)).generation).toBe(before.generation + 1);
    expect(await next.ports.vault.versions(before.id)).toHaveLength(1);
    harness.close();
  });

  test('resumes the other requests when one cannot be read', async () => {
    const { harness, before, next } = await resumable();
    const { store } = next.ports;
    const parked = store.parkedRequests;
    Object.assign(store, {
      parkedRequests: async (asked: Parameters<typeof parked>[0]) => [
        'unreadable',
        ...(await parked(asked)),
      ],
      readRequest: new Proxy(store.readRequest, {
        apply: (target, self, [id]) => {
          if (id === 'unreadable') throw new AppError('record_unreadable');
          return Reflect.apply(target, self, [id]);
        },
      }),
    });
    harness.clock.advance(2 * MINUTE);
    expect(await next.tokens.resumeAuthorizations(FOREVER)).toEqual({
      resumed: 1,
      unsettled: 1,
    });
    expect((await theConnection(next, before)).generation).toBe(before.generation + 1);
    harness.close();
  });

  test('forgets an answer and its tokens when it could not be settled for a day', async () => {
    const { harness, next } = await resumable();
    const down = harness.start((ports) => ({
      ...ports,
      oauth: {
        ...ports.oauth,
        verifyIdentity: () => Promise.reject(new AppError('google_unavailable')),
      },
    }));
    harness.clock.advance(60 * MINUTE);
    await down.tokens.resumeAuthorizations(FOREVER);
    const parked = () => next.ports.store.parkedRequests({ before: FOREVER, limit: 9 });
    expect(await parked()).toHaveLength(1);
    harness.clock.advance(24 * 60 * MINUTE);
    await down.tokens.resumeAuthorizations(FOREVER);
    expect(await parked()).toHaveLength(0);
    harness.close();
  });

  test('does not let an older answer undo a newer consent', async () => {
    const { harness, before, callback, next } = await resumable();
    harness.clock.advance(MINUTE);
    const newer = await harness.connect(next, SUPPORT, {
      purpose: connectPurpose({ kind: 'connect', profile: 'everything' }),
    });
    expect(await codeOf(next.tokens.completeAuthorization(callback))).toBe(
      'authorization_superseded',
    );
    expect(await theConnection(next, before)).toEqual(newer);
    await expectWorking(harness, next, before);
    harness.close();
  });

  test('keeps the answer parked after an unexpected error', async () => {
    const { harness, before, next } = await resumable();
    const broken = harness.start((ports) => ({
      ...ports,
      oauth: { ...ports.oauth, verifyIdentity: () => Promise.reject(new TypeError('a bug')) },
    }));
    harness.clock.advance(2 * MINUTE);
    expect(await broken.tokens.resumeAuthorizations(FOREVER)).toEqual({ resumed: 0, unsettled: 1 });
    expect(await next.tokens.resumeAuthorizations(FOREVER)).toEqual({
      resumed: 1,
      unsettled: 0,
    });
    expect((await theConnection(next, before)).generation).toBe(before.generation + 1);
    harness.close();
  });

  test('keeps a request that was consumed in its last second while Google answers', async () => {
    const harness = openHarness(`${root}/last-second`);
    const sweeper = harness.start();
    const slow = harness.start((ports) => ({
      ...ports,
      oauth: {
        ...ports.oauth,
        exchangeCode: async (code, verifier) => {
          harness.clock.advance(2000);
          await sweeper.tokens.resumeAuthorizations(FOREVER);
          return ports.oauth.exchangeCode(code, verifier);
        },
      },
    }));
    const state = await goToGoogle({ tokens: slow.tokens, google: harness.google });
    harness.clock.advance(10 * MINUTE - 1000);
    const code = harness.google.consent(SUPPORT);
    const callback = { state, browser: BROWSER, code, error: null };
    expect(await codeOf(slow.tokens.completeAuthorization(callback))).toBeNull();
    harness.close();
  });

  test('refuses to resume for another browser', async () => {
    const { harness, callback, next } = await resumable();
    const stranger = { ...callback, browser: 'stranger' };
    expect(await codeOf(next.tokens.completeAuthorization(stranger))).toBe(
      'authorization_request_foreign',
    );
    harness.close();
  });

  test('leaves a mailbox disconnected that was disconnected since, because its new grant was revoked too', async () => {
    const { harness, before, callback, next } = await resumable();
    harness.clock.advance(1000);
    await next.tokens.disconnect(before.id, null);
    expect(await codeOf(next.tokens.completeAuthorization(callback))).toBe(
      'connection_disconnected',
    );
    expect((await theConnection(next, before)).status).toBe('disconnected');
    harness.close();
  });
});
