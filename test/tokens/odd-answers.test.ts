import { describe, expect, test } from '@jest/globals';
import type { Ports, TokenAnswer } from '../../shared/tokens/index.ts';
import { SUPPORT, useHarness } from './harness.ts';

const DAY = 24 * 60 * 60 * 1000;

let odd: Partial<TokenAnswer> = {};
/** Google's answers, with the fields that a test replaces. */
const withOddAnswers = (ports: Ports): Ports => ({
  ...ports,
  oauth: {
    ...ports.oauth,
    exchangeCode: async (...about) => ({ ...(await ports.oauth.exchangeCode(...about)), ...odd }),
    refresh: async (...about) => ({ ...(await ports.oauth.refresh(...about)), ...odd }),
  },
});

const { harness, instance } = useHarness((ports) => {
  odd = {};
  return withOddAnswers(ports);
});

const read = async (id: string) => (await instance.ports.store.readConnection(id))?.value;

describe('the life of an access token', () => {
  test.each([1e12, 9e12, 1e300, Number.MAX_VALUE])(
    'is cut to a day when Google says %p seconds',
    async (expiresInSeconds) => {
      odd = { expiresInSeconds };
      const { id } = await harness.connect(instance, SUPPORT);
      const connected = await read(id);
      expect(connected?.accessToken?.expiresAt).toEqual(
        new Date(harness.clock.now().getTime() + DAY),
      );
      harness.clock.advance(2 * DAY);
      const { expiresAt } = await instance.tokens.accessTokenFor(id);
      expect(expiresAt.getTime() - harness.clock.now().getTime()).toBeLessThanOrEqual(DAY);
      expect((await read(id))?.status).toBe('active');
    },
  );

  test.each([Number.NaN, -1])('is over when it is %p', async (expiresInSeconds) => {
    odd = { expiresInSeconds };
    const { id } = await harness.connect(instance, SUPPORT);
    odd = {};
    await instance.tokens.accessTokenFor(id);
    expect(harness.google.calls.refresh).toBe(1);
  });
});

describe('an answer to a code without scopes', () => {
  test('grants those that were requested (RFC 6749 §5.1)', async () => {
    odd = { scopes: null };
    const { scopes } = await harness.connect(instance, SUPPORT);
    expect(scopes).toContain('https://www.googleapis.com/auth/gmail.labels');
  });
});
