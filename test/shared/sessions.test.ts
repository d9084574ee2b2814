import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Keyring } from '../../shared/sealing/index.ts';
import {
  isAdmin,
  openSession,
  readCookie,
  SESSION_SECONDS,
  sealSession,
  setCookie,
} from '../../shared/sessions/index.ts';

const newKeyring = (id = 'a'): Keyring => {
  const key = createSecretKey(randomBytes(32));
  const finder = { find: async (asked: string) => (asked === id ? key : null) };
  const reload = async () => undefined;
  return { ...finder, outside: finder, reload, current: async () => ({ id, key }) };
};
const MAILBOX = { subject: '1', address: 'Ann@Example.com', hostedDomain: 'example.com' };
const NOW = new Date('2026-01-01T00:00:00Z');
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('who is an administrator', () => {
  test.each([
    [
      'an address that is listed, whatever its case',
      'ann@example.com',
      null,
      ['ann@example.com'],
      true,
    ],
    [
      'a listed address at Gmail, in another spelling',
      'A.nn@googlemail.com',
      null,
      ['ann@gmail.com'],
      true,
    ],
    [
      'a listed address of a Workspace, with other dots',
      'a.nn@example.com',
      'example.com',
      ['ann@example.com'],
      false,
    ],
    [
      'a letter that Unicode maps to one of a listed address',
      '\u212ate@example.com',
      null,
      ['kte@example.com'],
      false,
    ],
    ['an account of a listed domain', 'ann@example.com', 'example.com', ['example.com'], true],
    [
      'an alias domain of a listed Workspace',
      'ann@alias.com',
      'example.com',
      ['example.com'],
      true,
    ],
    // Anybody can create a consumer account under a work address.
    ['a consumer account at a listed domain', 'ann@example.com', null, ['example.com'], false],
    [
      'an address that ends like a listed one',
      'joann@example.com',
      null,
      ['ann@example.com'],
      false,
    ],
    [
      'a domain that ends like a listed one',
      'a@notexample.com',
      'notexample.com',
      ['example.com'],
      false,
    ],
    ['a subdomain of a listed one', 'a@sub.example.com', 'sub.example.com', ['example.com'], false],
    ['nobody, when nobody is listed', 'ann@example.com', 'example.com', [], false],
  ])('%s', (_, address, hostedDomain, admins, expected) => {
    expect(isAdmin({ address, hostedDomain }, admins)).toBe(expected);
  });
});

const keyring = newKeyring();
const sealed = await sealSession(keyring, MAILBOX, { formToken: 'form', now: NOW });
const oneOf = (id: string): Promise<string> =>
  sealSession(newKeyring(id), MAILBOX, { formToken: 'f', now: NOW });
const [ofAnotherKey, ofAnUnknownKey] = [await oneOf('a'), await oneOf('b')];

describe('a session', () => {
  test('opens until it expires', async () => {
    const last = later(SESSION_SECONDS - 1);
    expect(await openSession(keyring, sealed, last)).toMatchObject({ address: 'Ann@Example.com' });
    expect(await openSession(keyring, sealed, later(SESSION_SECONDS))).toBeNull();
  });

  test.each([
    ['no cookie', undefined],
    ['nothing', ''],
    ['a stranger’s text', 'v1.a.b.c.d'],
    ['half of one', sealed.slice(0, 60)],
    ['one with something behind it', `${sealed}.x`],
    ['one with a character changed', sealed.replace(/.(?=....$)/, (c) => (c === 'A' ? 'B' : 'A'))],
    ['one of another key', ofAnotherKey],
    ['one of an unknown key', ofAnUnknownKey],
  ])('is refused for %s', async (_, cookie) => {
    expect(await openSession(keyring, cookie, NOW)).toBeNull();
  });
});

describe('a cookie', () => {
  test('is HttpOnly and SameSite=Lax, and over https also Secure and bound to the host', () => {
    const line = setCookie('session', 'x', { baseUrl: 'https://a.example', maxAge: 60 });
    expect(line).toMatch(/^__Host-connector_session=x; /);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=60']) {
      expect(line).toContain(attribute);
    }
  });

  test('is not Secure over loopback http, where some browsers would drop it', () => {
    const baseUrl = 'http://127.0.0.1:8080';
    expect(setCookie('session', 'x', { baseUrl, maxAge: 60 })).not.toContain('Secure');
    expect(readCookie({ connector_session: 'x' }, 'session', baseUrl)).toBe('x');
  });

  test('is not read over https without the host prefix, because a sibling host may have set it', () => {
    expect(readCookie({ connector_session: 'x' }, 'session', 'https://a.example')).toBeUndefined();
  });
});
