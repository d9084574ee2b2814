import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { parseConfig } from '../../shared/config/index.ts';
import type { Incoming } from '../../shared/http/index.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { systemIds } from '../../shared/runtime/system-ports.ts';
import type { Keyring } from '../../shared/sealing/index.ts';
import { bindBrowser } from '../../shared/web/browser.ts';

const HOUR = 60 * 60 * 1000;

function newRuntime(): { readonly runtime: Runtime; readonly advance: (by: number) => void } {
  const key = createSecretKey(randomBytes(32));
  const finder = { find: async (id: string) => (id === 'a' ? key : null) };
  const keyring: Keyring = {
    ...finder,
    outside: finder,
    current: async () => ({ id: 'a', key }),
    reload: async () => undefined,
  };
  let now = Date.parse('2026-01-01T00:00:00Z');
  const clock = { now: () => new Date(now), sleep: async () => {} };
  const used: Partial<Runtime> = { config: parseConfig({}), keyring, ids: systemIds, clock };
  return {
    runtime: used as Runtime,
    advance: (by) => {
      now += by;
    },
  };
}

const requestWith = (browser?: string): Incoming => {
  const used: Partial<Incoming> = { cookies: { connector_browser: browser } };
  return used as Incoming;
};

test('a browser keeps the secret that we sealed for it', async () => {
  const { runtime } = newRuntime();
  const first = await bindBrowser(requestWith(), runtime);
  const again = await bindBrowser(requestWith(first.secret), runtime);
  expect(again).toEqual(first);
  expect(first.cookie).toContain(`connector_browser=${first.secret};`);
});

test('two browsers get different secrets', async () => {
  const { runtime } = newRuntime();
  const [one, other] = [
    await bindBrowser(requestWith(), runtime),
    await bindBrowser(requestWith(), runtime),
  ];
  expect(one.secret).not.toBe(other.secret);
});

test.each([
  ['in the form of an older release', 'A'.repeat(43)],
  ['empty', ''],
  ['in the form of a sealed text', 'v1.a.b.c.d'],
])('a secret that another program chose, %s, is not adopted', async (_what, chosen) => {
  const { runtime } = newRuntime();
  const { secret, cookie } = await bindBrowser(requestWith(chosen), runtime);
  expect(secret).not.toBe(chosen);
  expect(cookie).toContain(secret);
});

test('a secret that another installation sealed is not adopted', async () => {
  const { secret: foreign } = await bindBrowser(requestWith(), newRuntime().runtime);
  const { secret } = await bindBrowser(requestWith(foreign), newRuntime().runtime);
  expect(secret).not.toBe(foreign);
});

test('a secret is not adopted after two days', async () => {
  const { runtime, advance } = newRuntime();
  const first = await bindBrowser(requestWith(), runtime);
  advance(47 * HOUR);
  expect((await bindBrowser(requestWith(first.secret), runtime)).secret).toBe(first.secret);
  advance(HOUR);
  expect((await bindBrowser(requestWith(first.secret), runtime)).secret).not.toBe(first.secret);
});

test('without keys nothing is bound, and no cookie is replaced', async () => {
  const { runtime } = newRuntime();
  const { secret } = await bindBrowser(requestWith(), runtime);
  const failing = () => Promise.reject(new TypeError('no keys'));
  const finder = { find: failing };
  const keyring = { ...finder, outside: finder, current: failing, reload: failing };
  const broken: Runtime = { ...runtime, keyring };
  await expect(bindBrowser(requestWith(secret), broken)).rejects.toThrow();
});
