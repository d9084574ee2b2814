import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  type CheckRequest,
  checkDelegation,
  type StepResult,
} from '../../shared/delegation-check/index.ts';
import { AppError } from '../../shared/errors.ts';
import {
  ALL,
  CLIENT_ID,
  EMAIL,
  FULL_ACCESS,
  fakeGoogle,
  GMAIL,
  KEY,
  type Refusal,
  SERVICE_ACCOUNT,
  SUBJECT,
  UNAUTHORIZED,
  type World,
} from './fake-google.ts';

const STEPS = [
  'key',
  'signs',
  'clock',
  'assertion',
  'scopes',
  'mailbox',
  'gmail',
  'labels',
  'imap',
];

async function check(changes: Partial<World> = {}, asked: Partial<CheckRequest> = {}) {
  const google = fakeGoogle(changes);
  const request = { serviceAccount: null, subject: SUBJECT, scopes: ALL, ...asked };
  const results: StepResult[] = [];
  for await (const result of checkDelegation(google.ports, request)) results.push(result);
  return { ...google, results, outline: outlineOf(results) };
}

/** One line for each step: ✓, the cause of a failure, or why it was not checked. */
const outlineOf = (results: readonly StepResult[]): string[] =>
  results.map(({ step, ok, code, detail }) => {
    if (ok === true) return `${step} ✓`;
    return `${step} ${code ?? `– ${detail['because'] ?? 'n/a'}`}`;
  });

/** The outline of a check in which these steps differ from a success. */
const outline = (...different: readonly string[]): string[] =>
  STEPS.map((step) => different.find((each) => each.startsWith(`${step} `)) ?? `${step} ✓`);

/** Later steps that need a token. */
const WITHOUT_TOKEN = ['scopes', 'mailbox', 'gmail', 'labels', 'imap'];
const unchecked = (because: string, steps: readonly string[]): string[] =>
  steps.map((step) => `${step} – ${because}`);

const resultOf = (results: readonly StepResult[], step: string): StepResult => {
  const found = results.find((each) => each.step === step);
  if (!found) throw new Error(`no result of ${step}`);
  return found;
};

const ecKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

const otherKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

describe('the check of a delegation', () => {
  test('passes every step with a single request for a token', async () => {
    const { outline: found, requests, results } = await check();
    expect(found).toEqual(outline());
    expect(requests).toEqual([ALL]);
    expect(results.every(({ whoActs, help }) => whoActs === null && help === null)).toBe(true);
  });

  test('says whose key it is, and never the key', async () => {
    const { results } = await check();
    expect(resultOf(results, 'key').detail).toEqual({
      format: 'json',
      keyId: KEY.keyId,
      serviceAccount: SERVICE_ACCOUNT,
      clientId: CLIENT_ID,
      fingerprint: KEY.fingerprint,
      madeAt: null,
    });
    expect(JSON.stringify(results)).not.toContain('PRIVATE KEY');
    expect(JSON.stringify(results)).not.toContain('token 0');
  });

  const refusedAs = (refusal: Refusal): Partial<World> => ({ refusal });

  test.each<[string, Partial<World>, readonly string[]]>([
    [
      'a file without a key',
      { key: () => Promise.reject(new AppError('configuration_invalid')) },
      ['key configuration_invalid', ...unchecked('key', ['signs', 'assertion', ...WITHOUT_TOKEN])],
    ],
    [
      'a file that does not say whose key it is',
      { key: async () => ({ ...KEY, serviceAccount: null }) },
      ['key issuer_wrong', ...unchecked('key', ['signs', 'assertion', ...WITHOUT_TOKEN])],
    ],
    [
      'a key of another kind than RSA',
      { key: async () => ({ ...KEY, privateKey: ecKey() }) },
      ['signs service_account_key_invalid', ...unchecked('signs', ['assertion', ...WITHOUT_TOKEN])],
    ],
    [
      'a damaged key',
      { key: async () => ({ ...KEY, privateKey: KEY.privateKey.slice(0, 400) }) },
      ['signs service_account_key_invalid', ...unchecked('signs', ['assertion', ...WITHOUT_TOKEN])],
    ],
    ['a clock that is two minutes ahead', { skewSeconds: 120 }, ['clock clock_wrong']],
    ['a clock that is two minutes behind', { skewSeconds: -120 }, ['clock clock_wrong']],
    [
      'a key that was deleted at Google',
      { key: async () => ({ ...KEY, privateKey: otherKey() }) },
      ['assertion service_account_key_invalid', ...unchecked('assertion', WITHOUT_TOKEN)],
    ],
    [
      'a clock that Google refuses as well',
      {
        ...refusedAs([
          'invalid_grant',
          'Invalid JWT: Token must be a short-lived token (60 minutes)',
        ]),
        skewSeconds: 4000,
      },
      ['clock clock_wrong', 'assertion clock_wrong', ...unchecked('assertion', WITHOUT_TOKEN)],
    ],
    [
      'an unknown mailbox',
      refusedAs(['invalid_grant', 'Invalid email or User ID']),
      ['assertion delegation_user_unknown', ...unchecked('assertion', WITHOUT_TOKEN)],
    ],
    [
      'a suspended mailbox',
      refusedAs(['access_denied', 'Account restricted']),
      ['assertion delegation_account_restricted', ...unchecked('assertion', WITHOUT_TOKEN)],
    ],
    [
      'a missing row',
      { row: [] },
      ['assertion delegation_not_authorized', ...unchecked('assertion', WITHOUT_TOKEN)],
    ],
    [
      'a row without one scope',
      { row: ALL.filter((scope) => scope !== 'openid') },
      ['scopes delegation_scopes_missing'],
    ],
    [
      'a row without the scopes of Gmail',
      { row: ['openid', EMAIL] },
      ['scopes delegation_scopes_missing', ...unchecked('scopes', ['gmail', 'labels', 'imap'])],
    ],
    [
      'a row without the address',
      { row: ALL.filter((scope) => scope !== EMAIL) },
      ['scopes delegation_scopes_missing', 'mailbox – scopes'],
    ],
    [
      'a row without full access',
      { row: ALL.filter((scope) => scope !== FULL_ACCESS) },
      ['scopes delegation_scopes_missing', 'imap – scopes'],
    ],
    ['an unknown scope', { unknown: ['openid'] }, ['scopes delegation_scope_invalid']],
    ['an alias', { ownAddress: 'help@example.com' }, ['mailbox delegation_alias']],
    [
      'a mailbox without Gmail',
      { gmail: { status: 400, message: 'Mail service not enabled' } },
      ['gmail gmail_service_off', ...unchecked('gmail', ['labels', 'imap'])],
    ],
    [
      'a project without the Gmail API',
      { gmail: { status: 403, message: 'Gmail API has not been used in project 1' } },
      ['gmail gmail_api_off', ...unchecked('gmail', ['labels', 'imap'])],
    ],
    [
      'labels that may not be read',
      { gmail: { status: 403, message: 'insufficient authentication scopes' } },
      ['gmail – labels', 'labels delegation_scopes_missing', 'imap – labels'],
    ],
    ['IMAP that is off', { imap: false, imapLogin: 'OK' }, ['imap imap_off']],
    [
      'IMAP that the domain does not allow',
      { imapLogin: { says: '[ALERT] IMAP access is disabled for your domain.' } },
      ['imap imap_disabled_by_admin'],
    ],
  ])('names %s at its step, and checks what does not depend on it', async (_, changes, failed) => {
    const { outline: found, results } = await check(changes);
    expect(found).toEqual(outline(...failed));
    for (const { ok, code, whoActs, help, note } of results) {
      expect(ok === false).toBe(help !== null);
      expect(help?.diagnosis.cause ?? null).toBe(code);
      expect(help?.diagnosis.actor ?? null).toBe(whoActs);
      // A step that was not checked must say why.
      if (ok === null) expect(note).not.toBeNull();
    }
  });

  test('names an unreachable network once, where it is first needed', async () => {
    const { outline: found, results } = await check({ googleTells: false, failsAfter: 0 });
    expect(found.filter((line) => !line.includes('–') && !line.endsWith('✓'))).toEqual([
      'assertion network_name_unresolved',
    ]);
    expect(found).toContain('clock – n/a');
    expect(resultOf(results, 'assertion').detail).toEqual({ network: 'ENOTFOUND' });
  });

  test('refuses a key of another service account than the one that was named', async () => {
    const serviceAccount = 'other@project.iam.gserviceaccount.com';
    const { outline: found, results, requests } = await check({}, { serviceAccount });
    expect(found[0]).toBe('key key_of_another_account');
    expect(resultOf(results, 'key').note?.en).toBe(
      `The key is that of ${SERVICE_ACCOUNT}, not of ${serviceAccount}.`,
    );
    expect(requests).toEqual([]);
  });

  test('takes the service account from the request when the file does not say it', async () => {
    const key = async () => ({ ...KEY, serviceAccount: null, clientId: null });
    const { outline: found } = await check({ key }, { serviceAccount: SERVICE_ACCOUNT });
    expect(found).toEqual(outline());
  });

  test('sends nothing when it is offline, and ends after the signature', async () => {
    const { outline: found, requests, calls } = await check({}, { offline: true });
    expect(found).toEqual(['key ✓', 'signs ✓']);
    expect([...requests, ...calls]).toEqual([]);
  });

  test('yields each result before the next step begins', async () => {
    const google = fakeGoogle();
    const request = { serviceAccount: null, subject: SUBJECT, scopes: ALL };
    const results = checkDelegation(google.ports, request);
    await results.next();
    await results.next();
    expect(google.calls).toEqual([]);
    await results.next();
    expect(google.calls).toEqual(['time']);
    expect(google.requests).toEqual([]);
  });

  test('lets a defect through instead of reporting it as a finding', async () => {
    const key = () => Promise.reject(new TypeError('a defect'));
    await expect(check({ key })).rejects.toThrow('a defect');
  });
});

describe('what a failure says', () => {
  test('Google’s one answer to a missing row is explained, the likeliest first, with the row to copy', async () => {
    const { results } = await check({ row: [] });
    const { whoActs, help, detail } = resultOf(results, 'assertion');
    expect(whoActs).toBe('workspace_admin');
    expect(help?.possibilities.map(({ en }) => en)).toEqual([
      expect.stringContaining('has no row'),
      expect.stringContaining('e-mail address where the numeric client ID belongs'),
      expect.stringContaining('none of the scopes'),
      expect.stringContaining('not in that of example.com'),
      expect.stringContaining('less than 24 hours ago'),
    ]);
    expect(detail).toEqual({
      answer: expect.stringContaining('401 unauthorized_client'),
      page: 'https://admin.google.com/ac/owl/domainwidedelegation',
      clientId: CLIENT_ID,
      serviceAccount: SERVICE_ACCOUNT,
      scopes: ALL.join(','),
    });
  });

  test('the row lists the address scope as the Admin console spells it', async () => {
    const scopes = ['openid', 'email', `${GMAIL}labels`];
    const { results } = await check({ row: [] }, { scopes });
    expect(resultOf(results, 'assertion').detail['scopes']).toBe(`openid,${EMAIL},${GMAIL}labels`);
  });

  test('missing scopes are named, without the possibilities that they exclude', async () => {
    const { results } = await check({ row: ['openid', EMAIL, `${GMAIL}labels`] });
    const { help, detail, note } = resultOf(results, 'scopes');
    expect(help?.possibilities).toEqual([]);
    expect(detail).toMatchObject({
      granted: ['openid', EMAIL, `${GMAIL}labels`],
      missing: [FULL_ACCESS],
      unknown: [],
      scopes: ALL.join(','),
    });
    expect(note?.en).toBe(`Not delegated: ${FULL_ACCESS}.`);
  });

  test('scopes that Google does not know are told from those that are not delegated', async () => {
    const changes = { row: ALL.filter((scope) => scope !== 'openid'), unknown: [FULL_ACCESS] };
    const { results } = await check(changes);
    expect(resultOf(results, 'scopes')).toMatchObject({
      code: 'delegation_scopes_missing',
      detail: { missing: ['openid'], unknown: [FULL_ACCESS] },
    });
  });

  test('the clock’s difference is told in seconds, with its direction', async () => {
    const ahead = resultOf((await check({ skewSeconds: 90 })).results, 'clock');
    expect(ahead.note?.en).toBe('This machine’s clock is 90 seconds ahead of Google’s.');
    const behind = resultOf((await check({ skewSeconds: -90 })).results, 'clock');
    expect(behind.note?.ja).toBe('このマシンの時刻は Google より 90 秒遅れています。');
    expect(ahead.detail).toEqual({ skewSeconds: 90 });
  });

  test.each([60, -60])('a difference of %i seconds is tolerated', async (skewSeconds) => {
    expect(resultOf((await check({ skewSeconds })).results, 'clock').ok).toBe(true);
  });

  test('an alias comes with the mailbox’s own address', async () => {
    const { results } = await check({ ownAddress: 'help@example.com' });
    expect(resultOf(results, 'mailbox').detail).toEqual({ address: 'help@example.com' });
  });

  test.each([
    ['OK', 'A mail program can log in.', true],
    [null, undefined, false],
  ] as const)(
    'the login over IMAP is said to be checked only where it is: %s',
    async (imapLogin, words, login) => {
      const imap = resultOf((await check({ imapLogin })).results, 'imap');
      expect(imap).toMatchObject({ ok: true, detail: { login } });
      expect(imap.note?.en).toBe(words);
    },
  );

  test('steps without a scope of their own do not apply, and do not fail', async () => {
    const scopes = [`${GMAIL}send`];
    const { outline: found } = await check({ row: scopes }, { scopes });
    expect(found).toEqual(outline('mailbox – n/a', 'gmail – n/a', 'labels – n/a', 'imap – n/a'));
  });
});

describe('without a key', () => {
  const keyless = { serviceAccount: SERVICE_ACCOUNT };

  test('Google signs, and the same request proves that the service account is delegated', async () => {
    const { outline: found, requests } = await check({ key: null }, keyless);
    expect(found).toEqual(outline('key – n/a'));
    expect(requests).toEqual([ALL]);
  });

  test('the missing role is named at the signature', async () => {
    const { outline: found, results } = await check({ key: null, signingAllowed: false }, keyless);
    expect(found).toEqual(
      outline(
        'key – n/a',
        'signs signing_not_allowed',
        ...unchecked('signs', ['assertion', ...WITHOUT_TOKEN]),
      ),
    );
    expect(resultOf(results, 'signs').whoActs).toBe('cloud_project_owner');
  });

  test('a network that keeps Google from signing is named at the signature', async () => {
    const { outline: found } = await check({ key: null, failsAfter: 0 }, keyless);
    expect(found[1]).toBe('signs network_name_unresolved');
  });

  test('a refusal of the signed request is named at the assertion', async () => {
    const { outline: found } = await check({ key: null, refusal: UNAUTHORIZED }, keyless);
    expect(found.slice(0, 4)).toEqual([
      'key – n/a',
      'signs ✓',
      'clock ✓',
      'assertion delegation_not_authorized',
    ]);
  });
});

describe('the search for missing scopes', () => {
  const many = Array.from({ length: 16 }, (_, number) => `${GMAIL}${number}`);
  const scopes = [EMAIL, ...many];

  test.each<[string, readonly string[], number]>([
    ['none is missing', [], 1],
    // All, the address, four halves, all after the first, and the token that is kept.
    ['the first is missing', many.slice(0, 1), 8],
    // All, the address, and four halves; the token that is kept is that of all before the last.
    ['the last is missing', many.slice(-1), 7],
  ])('when %s of seventeen, takes few requests for tokens', async (_, missing, most) => {
    const row = scopes.filter((scope) => !missing.includes(scope));
    const { results, requests } = await check({ row }, { scopes });
    expect(resultOf(results, 'scopes').detail['missing'] ?? []).toEqual(missing);
    expect(requests.length).toBeLessThanOrEqual(most);
  });

  test('finds exactly the missing scopes of every possible row of six', async () => {
    const six = [EMAIL, ...many.slice(0, 5)];
    for (let bits = 1; bits < 64; bits += 1) {
      const row = six.filter((_, index) => (bits >> index) & 1);
      const { results, requests } = await check({ row }, { scopes: six });
      const missing = six.filter((scope) => !row.includes(scope));
      expect(resultOf(results, 'scopes').detail['missing'] ?? []).toEqual(missing);
      // No request is repeated, and there are at most two for each scope, and one for all.
      expect(new Set(requests.map(String)).size).toBe(requests.length);
      expect(requests.length).toBeLessThanOrEqual(2 * six.length + 1);
    }
  });

  test('takes one request for each scope, and one for all, when nothing is delegated', async () => {
    const { requests } = await check({ row: [] });
    expect(requests).toEqual([ALL, [EMAIL], ['openid'], [`${GMAIL}labels`], [FULL_ACCESS]]);
  });

  test('names what ends it early, and uses the token that it has', async () => {
    const { outline: found } = await check({ row: ['openid', EMAIL], failsAfter: 2 });
    expect(found).toEqual(
      outline(
        'scopes network_name_unresolved',
        ...unchecked('scopes', ['gmail', 'labels', 'imap']),
      ),
    );
  });
});
