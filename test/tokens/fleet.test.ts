import { describe, expect, test } from '@jest/globals';
import type { UpstreamReport } from '../../shared/errors.ts';
import { isConfirmed } from '../../shared/tokens/fleet/confirm-refusal.ts';
import { isFrozen, judgeFleet } from '../../shared/tokens/fleet/judge-fleet.ts';
import {
  isWholeDomain,
  type Observation,
  observeFleet,
} from '../../shared/tokens/fleet/observe-fleet.ts';
import { OAUTH_CLIENT } from '../../shared/tokens/model/credential.ts';
import { type Fleet, newFleet } from '../../shared/tokens/model/fleet.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds: number): Date => new Date(START + seconds * 1000);
const HOUR = 3600;
const NEW_FLEET = newFleet(OAUTH_CLIENT);

const answer = (status: number, error: string): UpstreamReport => ({
  service: 'google',
  endpoint: 'token',
  status,
  error,
  subtype: null,
  description: null,
});
const REFUSED = { code: 'grant_refused', upstream: answer(400, 'invalid_grant') } as const;
const UNAVAILABLE = { code: 'google_unavailable', upstream: answer(503, 'unavailable') } as const;
const CLIENT = { code: 'client_refused', upstream: answer(401, 'invalid_client') } as const;
const NOT_OURS = { code: 'client_refused', upstream: answer(400, 'unauthorized_client') } as const;

type Outcomes = { error?: Observation['error']; from: number; count?: number; domain?: string };

/** Observations of as many outcomes, a second apart. */
const observed = ({
  error = null,
  from,
  count = 1,
  domain = 'example.com',
}: Outcomes): Observation[] =>
  Array.from({ length: count }, (_, nth) => ({
    at: at(from + nth),
    connectionId: `connection-${nth}`,
    domain,
    error,
    isNew: true,
  }));

function afterObserving(fleet: Fleet, observations: readonly Observation[], now: number): Fleet {
  return judgeFleet(observeFleet(fleet, observations), observations, at(now));
}

describe('the breaker opens', () => {
  test('when most of the last attempts failed with the same signature', () => {
    const fleet = afterObserving(
      NEW_FLEET,
      observed({ error: UNAVAILABLE, from: 0, count: 20 }),
      20,
    );
    expect(fleet.breaker).toMatchObject({ code: 'google_unavailable', since: at(20), trials: 5 });
  });

  test('at once when Google refuses our own client', () => {
    expect(
      afterObserving(NEW_FLEET, observed({ error: CLIENT, from: 0 }), 0).breaker,
    ).toMatchObject({
      code: 'client_refused',
      trials: 1,
    });
  });

  test('when Google refuses our client, even for mailboxes that it reported before', () => {
    const reportedByGoogle = observed({ error: CLIENT, from: 0 }).map((each) => ({
      ...each,
      reportedByGoogle: true,
    }));
    expect(afterObserving(NEW_FLEET, reportedByGoogle, 0).breaker).not.toBeNull();
  });

  test('when a small fleet has had only the same failure for minutes', () => {
    const fleet = afterObserving(NEW_FLEET, observed({ error: REFUSED, from: 0, count: 2 }), 2);
    expect(fleet.breaker).toBeNull();
    expect(judgeFleet(fleet, [], at(200)).breaker).toMatchObject({ code: 'grant_refused' });
  });
});

describe('the breaker stays closed', () => {
  test.each([
    ['after too few attempts', observed({ error: UNAVAILABLE, from: 0, count: 19 })],
    [
      'when only half failed',
      [
        ...observed({ error: UNAVAILABLE, from: 0, count: 20 }),
        ...observed({ from: 20, count: 20 }),
      ],
    ],
    [
      'when they failed in different ways',
      [
        ...observed({ error: UNAVAILABLE, from: 0, count: 15 }),
        ...observed({ error: REFUSED, from: 15, count: 15 }),
      ],
    ],
    ['when one grant belongs to another client', observed({ error: NOT_OURS, from: 0 })],
  ])('%s', (_, observations) => {
    expect(afterObserving(NEW_FLEET, observations, 40).breaker).toBeNull();
  });

  test('when Google reported the refused mailboxes before, as when a customer leaves', () => {
    const few = afterObserving(NEW_FLEET, observed({ from: 0, count: 5 }), 5);
    const left = observed({ error: REFUSED, from: 10, count: 40, domain: 'example.net' });
    const reportedByGoogle = left.map((each) => ({ ...each, reportedByGoogle: true }));
    const fleet = afterObserving(few, reportedByGoogle, 60);
    expect(fleet.breaker).toBeNull();
    expect(isWholeDomain(fleet, 'example.net')).toBe(true);
    expect(afterObserving(few, left, 60).breaker).not.toBeNull();
  });

  test('when another mailbox has been refreshed since', () => {
    const refused = afterObserving(NEW_FLEET, observed({ error: REFUSED, from: 0, count: 2 }), 2);
    const cleared = afterObserving(refused, observed({ from: 5 }), 5);
    expect(judgeFleet(cleared, [], at(400)).breaker).toBeNull();
  });

  test('when the failures were long ago', () => {
    const fleet = observeFleet(NEW_FLEET, observed({ error: UNAVAILABLE, from: 0, count: 30 }));
    expect(judgeFleet(fleet, [], at(2 * HOUR)).breaker).toBeNull();
  });
});

describe('a small fleet', () => {
  test('opens its breaker minutes after the last success, not an hour', () => {
    const healthy = afterObserving(NEW_FLEET, observed({ from: 0 }), 0);
    const refused = afterObserving(healthy, observed({ error: REFUSED, from: 70, count: 4 }), 74);
    expect(judgeFleet(refused, [], at(120)).breaker).toBeNull();
    expect(judgeFleet(refused, [], at(300)).breaker).toMatchObject({ code: 'grant_refused' });
  });
});

describe('a late observation', () => {
  test('of a success does not close a breaker that opened later', () => {
    const open = afterObserving(NEW_FLEET, observed({ error: CLIENT, from: 10 }), 10);
    expect(afterObserving(open, observed({ from: 5 }), 12).breaker).not.toBeNull();
  });
  test('of a refused client does not open the breaker after a success', () => {
    const healthy = afterObserving(NEW_FLEET, observed({ from: 10 }), 10);
    expect(afterObserving(healthy, observed({ error: CLIENT, from: 5 }), 12).breaker).toBeNull();
  });
});

describe('an open breaker', () => {
  const open = afterObserving(NEW_FLEET, observed({ error: UNAVAILABLE, from: 0, count: 40 }), 40);

  test('allows twice as many trials after a success, and half as many after a failure', () => {
    const more = afterObserving(open, observed({ from: 100 }), 100);
    expect(more.breaker?.trials).toBe(10);
    expect(
      afterObserving(more, observed({ error: UNAVAILABLE, from: 160 }), 160).breaker?.trials,
    ).toBe(5);
  });

  test('allows more trials once verdicts are no longer frozen, even for mailboxes that failed before', () => {
    const again = observed({ error: UNAVAILABLE, from: 7 * HOUR }).map((one) => ({
      ...one,
      isNew: false,
    }));
    expect(afterObserving(open, again, 7 * HOUR).breaker?.trials).toBe(10);
    expect(afterObserving(open, again, 100).breaker?.trials).toBe(5);
  });

  test('closes when most refreshes succeed again', () => {
    expect(afterObserving(open, observed({ from: 100, count: 30 }), 130).breaker).toBeNull();
  });

  test('for our client closes at the first success', () => {
    const refused = afterObserving(NEW_FLEET, observed({ error: CLIENT, from: 0 }), 0);
    expect(
      afterObserving(refused, observed({ error: CLIENT, from: 60 }), 60).breaker,
    ).not.toBeNull();
    expect(afterObserving(refused, observed({ from: 120 }), 120).breaker).toBeNull();
  });

  test('freezes statuses for six hours and no longer', () => {
    expect(isFrozen(open, at(40 + 6 * HOUR - 1))).toBe(true);
    expect(isFrozen(open, at(40 + 6 * HOUR))).toBe(false);
  });
});

describe('a refusal is confirmed', () => {
  const before = { ...REFUSED, since: at(0), attempts: 1, wholeDomain: false };
  const proven = observeFleet(NEW_FLEET, observed({ from: 10 }));

  test('the second time, when another mailbox was refreshed in between', () => {
    expect(isConfirmed(before, proven, at(30))).toBe(true);
  });
  test('the second time, when there is no other mailbox', () => {
    expect(isConfirmed(before, { ...NEW_FLEET, noCanaryAt: at(1) }, at(30))).toBe(true);
  });
  test('when it has lasted for six hours', () => {
    expect(isConfirmed(before, NEW_FLEET, at(6 * HOUR))).toBe(true);
  });

  test('not because Google has been unavailable for six hours', () => {
    const away = afterObserving(
      NEW_FLEET,
      observed({ error: UNAVAILABLE, from: 0, count: 40 }),
      40,
    );
    const since = { ...before, since: at(6 * HOUR) };
    expect(isConfirmed(since, away, at(6 * HOUR + 60))).toBe(false);
  });
  test('not the first time', () => {
    expect(isConfirmed(null, proven, at(30))).toBe(false);
    expect(isConfirmed({ ...before, ...UNAVAILABLE }, proven, at(30))).toBe(false);
  });
  test('not while no other mailbox was refreshed', () => {
    expect(isConfirmed(before, NEW_FLEET, at(5 * HOUR))).toBe(false);
    const earlier = observeFleet(NEW_FLEET, observed({ from: -1 }));
    expect(isConfirmed(before, earlier, at(30))).toBe(false);
  });
  test('not while the breaker is open', () => {
    const open = afterObserving(proven, observed({ error: REFUSED, from: 20, count: 40 }), 60);
    expect(open.breaker).not.toBeNull();
    expect(isConfirmed(before, open, at(90))).toBe(false);
  });
});

describe('a whole domain', () => {
  const refused = (count: number, domain?: string) =>
    observed({ error: REFUSED, from: 0, count, ...(domain && { domain }) });

  test('is recognized by three refusals and hardly a success', () => {
    const fleet = observeFleet(NEW_FLEET, [...refused(10), ...observed({ from: 20 })]);
    expect(isWholeDomain(fleet, 'example.com')).toBe(true);
  });
  test.each([
    ['one alone', refused(1)],
    ['two', refused(2)],
    ['one again and again', Array.from({ length: 9 }, () => refused(1)).flat()],
    ['three of many', [...refused(3), ...observed({ from: 10, count: 30 })]],
    ['others', refused(5, 'example.net')],
    ['those that Google could not answer for', observed({ error: UNAVAILABLE, from: 0, count: 9 })],
  ])('is not %s', (_, observations) => {
    expect(isWholeDomain(observeFleet(NEW_FLEET, observations), 'example.com')).not.toBe(true);
  });
  test('is forgotten after a day', () => {
    const fleet = observeFleet(NEW_FLEET, refused(5));
    const later = observeFleet(fleet, observed({ from: 25 * HOUR, domain: 'example.net' }));
    expect(isWholeDomain(later, 'example.com')).toBeNull();
  });
});
