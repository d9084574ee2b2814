import { describe, expect, test } from '@jest/globals';
import { FRAME } from './sample-views.ts';
import { STATES } from './states.ts';

const DRAWN = Object.entries(STATES).flatMap(([name, draw]) =>
  (['en', 'ja'] as const).map((language) => ({
    name: `${name} (${language})`,
    language,
    page: draw({ ...FRAME, language }),
  })),
);

const all = (page: string, pattern: RegExp): string[] =>
  [...page.matchAll(pattern)].map(([text]) => text);

describe.each(DRAWN)('$name', ({ page, language }) => {
  test('is a whole document in its language, with a title and one first heading', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="(en|ja)">/);
    expect(page).toContain(`<html lang="${language}">`);
    const [head = ''] = page.split('</head>');
    expect(all(head, /<title>[^<]{3,}<\/title>/g)).toHaveLength(1);
    expect(all(page, /<h1[ >]/g)).toHaveLength(1);
    expect(page.trimEnd()).toMatch(/<\/html>$/);
  });

  test('contains nothing that the content security policy refuses', () => {
    expect(page).not.toMatch(/\sstyle=/i);
    expect(page).not.toMatch(/<style/i);
    expect(page).not.toMatch(/\son[a-z]+=/i);
    expect(page).not.toMatch(/javascript:/i);
    for (const script of all(page, /<script[\s\S]*?<\/script>/g)) {
      expect(script).toMatch(/^<script type="module" src="[^"]+\.js"><\/script>$/);
    }
  });

  test('weighs at most 60 KB', () => {
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(60 * 1024);
  });

  test('draws each icon to which it refers, and none by itself', () => {
    const drawn = all(page, /<symbol id="[^"]+"/g).map((tag) =>
      tag.slice('<symbol id="'.length, -1),
    );
    expect(new Set(drawn).size).toBe(drawn.length);
    for (const use of all(page, /<use href="#[^"]+"/g)) {
      expect(drawn).toContain(use.slice('<use href="#'.length, -1));
    }
    expect(page).not.toMatch(/<symbol [^>]*>(<svg[^>]*>)?<use/);
  });

  test('has its headings in order', () => {
    const levels = all(page, /<h[1-6]/g).map((tag) => Number(tag.slice(2)));
    for (const [at, level] of levels.entries()) {
      expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
  });

  test('has no duplicate id', () => {
    const ids = all(page, / id="[^"]*"/g);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('contains no undefined value', () => {
    expect(page).not.toMatch(/undefined|\[object|NaN|Invalid Date/);
  });
});

const FORM = /<form[\s\S]*?<\/form>/g;
const FIELD = '<input type="hidden" name="form_token" value="form-token-of-this-session">';

describe('forms', () => {
  const signedIn = DRAWN.filter(({ page }) => page.includes('admin@example.com'));

  test.each(signedIn)('$name: every POST form has the token, and no GET form', ({ page }) => {
    for (const form of all(page, FORM)) {
      const [opening = ''] = form.split('>');
      expect(form.includes(FIELD)).toBe(opening.includes('method="post"'));
    }
  });

  test('the form that connects a mailbox posts, and its second button makes a link', () => {
    const page = STATES['connect']?.(FRAME) ?? '';
    const [form = ''] = all(page, FORM).filter((each) => each.includes('profile-probe'));
    expect(form).toContain('method="post" action="/setup-page/connect"');
    expect(form).toContain(FIELD);
    expect(form).toMatch(/<button[^>]* formaction="\/setup-page\/links"/);
  });

  test('the language form works without a session, and returns to its page', () => {
    const page = STATES['sign-in']?.({ ...FRAME, path: '/setup-page/diagnosis?words=a%26b' }) ?? '';
    expect(page).toContain('action="/setup-page/language"');
    expect(page).toContain('name="return_to" value="/setup-page/diagnosis?words=a%26b"');
    expect(page).toContain('name="language" value="ja" lang="ja"');
    expect(page).not.toContain('form_token');
  });

  test('every address of ours begins with the base path', () => {
    const baseUrl = 'https://mail.example.com/connector';
    for (const draw of Object.values(STATES)) {
      const addresses = all(
        draw({ ...FRAME, baseUrl }),
        / (?:href|src|action|formaction)="\/[^"]*/g,
      );
      expect(addresses.length).toBeGreaterThan(0);
      for (const address of addresses) expect(address).toMatch(/="\/connector\//);
    }
  });
});
