import { describe, expect, test } from '@jest/globals';
import { BOUNCE_RULES } from '../../shared/diagnosis/bounce-rules.ts';
import { CALLOUT_RULES } from '../../shared/diagnosis/callout-rules.ts';
import { DELEGATION } from '../../shared/diagnosis/catalogue/delegation.ts';
import { CATALOGUE } from '../../shared/diagnosis/catalogue/index.ts';
import { CAUSES_BY_CODE } from '../../shared/diagnosis/causes-by-code.ts';
import { recognise } from '../../shared/diagnosis/diagnose.ts';
import { diagnoseFleet } from '../../shared/diagnosis/diagnose-stored.ts';
import { type Cause, diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import type { Entry } from '../../shared/diagnosis/entry.ts';
import { inContext } from '../../shared/diagnosis/in-context.ts';
import { RULES } from '../../shared/diagnosis/rules.ts';
import { SCREEN_WORDS } from '../../shared/diagnosis/screen-words.ts';
import { TOLD_CAUSES } from '../../shared/diagnosis/told-by-text.ts';
import { whyItEnded } from '../../shared/diagnosis/why-it-ended.ts';
import { OAUTH_CLIENT } from '../../shared/tokens/index.ts';

const REPORTED = [...BOUNCE_RULES, ...CALLOUT_RULES].map(({ cause }) => cause);

const ENTRIES: readonly [string, Entry][] = Object.entries(CATALOGUE);

const REACHABLE: ReadonlySet<string> = new Set([
  ...RULES.map(({ cause }) => cause),
  ...Object.values(CAUSES_BY_CODE),
  ...Object.keys(SCREEN_WORDS),
  ...REPORTED,
  ...TOLD_CAUSES,
  // Inferred, because Google gives the same answer for every ended grant.
  whyItEnded({ wholeDomain: true }),
  whyItEnded({ grantsMinted: 100 }),
  whyItEnded({ endsAt: new Date(0), failedAt: new Date(0) }),
  diagnoseFleet({ code: 'grant_refused', upstream: null }, OAUTH_CLIENT).cause,
  inContext('sensitive_access_blocked', { accountKind: 'personal' }),
  inContext('account_disabled', { accountKind: 'personal' }),
  inContext('advanced_protection', { accountKind: 'personal' }),
  inContext('delegation_not_authorized', { accountKind: 'personal' }),
  inContext('org_session_refused', { isRenewed: false }),
  // For a mailbox whose refusal is not confirmed yet.
  'refusal_in_doubt',
]);

/** How steps name a console, and where it is. */
const CONSOLES: readonly (readonly [RegExp, string])[] = [
  [/Google Admin console/, 'admin.google.com'],
  [/Google Cloud console/, 'console.cloud.google.com'],
  [/In Salesforce open Setup|Setup >/, 'login.salesforce.com'],
];

const textsOf = ({ title, explanation, remedy }: Entry) => [title, explanation, ...remedy];

describe.each(ENTRIES)('%s', (cause, entry) => {
  test('is reachable from an answer, a code, a look-up or an inference', () => {
    expect(REACHABLE).toContain(cause);
  });

  test('is written in English and in Japanese', () => {
    for (const { en, ja } of textsOf(entry)) {
      expect(en).toMatch(/^[^぀-ヿ一-鿿]{8,}$/u);
      expect(ja).toMatch(/[぀-ヿ]/u);
    }
  });

  test('is polite in Japanese: every sentence ends in です・ます style', () => {
    for (const { ja } of [entry.explanation, ...entry.remedy]) {
      for (const sentence of ja
        .replaceAll(/\([^)]*\)/g, '')
        .split('。')
        .filter(Boolean)) {
        expect(sentence).toMatch(/(です|ます|ません|ました|でした|ください)$/);
      }
    }
  });

  test('has short titles and at least one step', () => {
    expect(entry.title.en.length).toBeLessThanOrEqual(60);
    expect(entry.title.ja.length).toBeLessThanOrEqual(40);
    expect(entry.remedy.length).toBeGreaterThan(0);
  });

  test('links to Google and Salesforce over https, and to each page once', () => {
    const { links } = diagnosisOf(cause as Cause);
    expect(new Set(links.map(({ href }) => href)).size).toBe(links.length);
    for (const { href } of links) {
      expect(href).toMatch(
        /^https:\/\/((admin|console\.cloud|support|myaccount)\.google|(login|status)\.salesforce)\.com(\/|$)/,
      );
    }
  });

  test('has a link to every console that its steps name', () => {
    const { links } = diagnosisOf(cause as Cause);
    const steps = entry.remedy.map(({ en }) => en).join(' ');
    for (const [name, host] of CONSOLES) {
      if (name.test(steps)) expect(links.map(({ href }) => new URL(href).host)).toContain(host);
    }
  });

  test('says nowhere that another page shows a value, because its step does', () => {
    for (const { en, ja } of entry.remedy) {
      expect(en).not.toMatch(/(setup page|page of the connector) shows/i);
      expect(ja).not.toMatch(/設定ページに表示/);
    }
  });

  test('names no method by which the mailbox is not reached', () => {
    if (cause in DELEGATION) return;
    for (const { en, ja } of textsOf(entry)) {
      expect(en).not.toMatch(/delegation/i);
      expect(ja).not.toMatch(/委任/);
    }
  });

  test('needs nobody to act exactly when it is retried', () => {
    expect(entry.actor === 'nobody_retry').toBe(entry.retries);
  });
});

test('every cause has a different title in both languages', () => {
  expect(new Set(ENTRIES.map(([, { title }]) => title.en)).size).toBe(ENTRIES.length);
  expect(new Set(ENTRIES.map(([, { title }]) => title.ja)).size).toBe(ENTRIES.length);
});

test.each(RULES)(
  'rule $cause $error $subtype $says $network is not hidden by an earlier rule',
  (rule) => {
    const upstream = {
      service: rule.endpoint?.startsWith('org') ? 'salesforce' : 'google',
      endpoint: rule.endpoint ?? 'token',
      status: rule.status ?? 400,
      error: rule.error ?? null,
      subtype: rule.subtype ?? null,
      description: rule.says ?? null,
      network: rule.network,
    } as const;
    const { code = 'gmail_refused', method = 'consent' } = rule;
    expect(recognise({ code, upstream, method })).toBe(rule.cause);
  },
);
