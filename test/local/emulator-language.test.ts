import { expect, test } from '@jest/globals';
import { startGoogle } from '../google/emulated-google.ts';
import { openBrowser } from '../support/google-consent.ts';
import { startEmulators } from './emulator-sample.ts';

/** A browser that prefers Japanese. */
const JAPANESE = { 'accept-language': 'ja,en;q=0.5' };

/** The texts between the tags, and those that a screen reader says. What a mail or a person wrote is left out. */
function textsOf(markup: string): string[] {
  const page = markup.replaceAll(/<(pre|code|textarea|datalist|select)[\s\S]*?<\/\1>/g, '');
  const labels = [...page.matchAll(/aria-label="([^"]*)"/g)].map(([, label = '']) => label);
  return [...page.replaceAll(/<[^>]*>/g, '\n').split('\n'), ...labels]
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** Three English words in a row; names of fields, errors and accounts are fewer. */
const ENGLISH = /\b[a-z']+,? [a-z']+,? [a-z']+\b/i;
/** Google's words are quoted as they are. */
const QUOTED = /&quot;.*?&quot;/g;

async function get(url: string, headers: Record<string, string> = {}) {
  const { response } = await openBrowser(headers).open(url);
  return response.text();
}

test('every page of both emulators is in Japanese for whoever reads Japanese', async () => {
  const { pages } = await startEmulators();
  for (const [name, url] of Object.entries(pages)) {
    const japanese = await get(url, JAPANESE);
    expect({ name, lang: /<html lang="(\w+)"/.exec(japanese)?.[1] }).toEqual({ name, lang: 'ja' });
    const english = textsOf(japanese).filter((text) => ENGLISH.test(text.replaceAll(QUOTED, '')));
    expect({ name, english }).toEqual({ name, english: [] });
    expect(await get(url)).toContain('<html lang="en">');
  }
});

test('the language that was chosen on the connector counts before the browser’s', async () => {
  const { pages } = await startEmulators();
  for (const url of [String(pages['switches']), String(pages['cases'])]) {
    const chosen = { ...JAPANESE, cookie: 'connector_language=en' };
    expect(await (await fetch(url, { headers: chosen })).text()).toContain('<html lang="en">');
    const other = { 'accept-language': 'en', cookie: 'connector_language=ja' };
    expect(await (await fetch(url, { headers: other })).text()).toContain('<html lang="ja">');
  }
});

test('the consent page has the buttons of Google’s Japanese page', async () => {
  const google = await startGoogle();
  const browser = openBrowser(JAPANESE);
  const chooser = await browser.open(google.authorizationUrl());
  expect(await chooser.response.text()).toContain('アカウントの選択');
  const { response } = await browser.open(chooser.url, {
    method: 'POST',
    body: new URLSearchParams({ account: 'support@example.com' }),
  });
  const page = await response.text();
  for (const button of ['すべて選択', 'キャンセル', '続行']) expect(page).toContain(`>${button}<`);
});

test('what is refused is explained in the reader’s language', async () => {
  const { google, org } = await startEmulators();
  const post = async (url: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form);
    return (await fetch(url, { method: 'POST', body, headers: JAPANESE })).text();
  };
  const emulator = `${google.baseUrl}/emulator`;
  expect(await post(emulator, { on: 'slow', account: 'nobody' })).toContain('を入力してください');
  const account = { do: 'create', email: 'nobody' };
  expect(await post(`${emulator}/console/service-accounts`, account)).toContain(
    'サービス アカウントのアドレスではありません',
  );
  const row = { do: 'add', workspace: 'example.com', clientId: 'x', scopes: 'openid' };
  expect(await post(`${emulator}/admin/delegation`, row)).toContain('数字のクライアント ID');
  expect(await post(`${org.baseUrl}/setup`, { do: 'nothing' })).toContain('そのボタンはありません');
  const outbound = { do: 'define', endpoint: '', fields: '' };
  expect(await post(`${org.baseUrl}/outbound`, outbound)).toContain('エンドポイント URL を入力');
});

test('every page leads to the switches and back to the connector', async () => {
  const { pages, org } = await startEmulators();
  for (const url of Object.values(pages)) {
    const page = await get(url);
    expect(page).toContain('href="http://127.0.0.1:9/setup-page"');
    const switches = url.startsWith(org.baseUrl) ? '/salesforce/setup' : '/google/emulator';
    expect(page).toContain(`href="${switches}"`);
  }
});

test('a switch is found by its name and by what it does, and the search stays after it was used', async () => {
  const { google } = await startEmulators();
  const emulator = `${google.baseUrl}/emulator`;
  const found = await get(`${emulator}?find=token+rate`);
  expect([...found.matchAll(/name="on" value="(\w+)"/g)].map(([, fault]) => fault)).toEqual([
    'token_rate_limited',
  ]);
  expect(await get(`${emulator}?find=${encodeURIComponent('失効')}`)).toContain('value="testing"');
  expect(await get(`${emulator}?find=nothing-like-it`)).toContain('No switch fits');
  const body = new URLSearchParams({ on: 'revoked', account: '@example.com', find: 'token' });
  const { headers } = await fetch(emulator, { method: 'POST', body, redirect: 'manual' });
  expect(headers.get('location')).toBe('/google/emulator?find=token&account=%40example.com');
});
