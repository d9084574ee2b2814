import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, page } from '../http/answer.ts';
import type { Refusal } from '../oauth/authorization-request.ts';
import type { Account } from '../state/accounts.ts';
import { layout } from './layout.ts';

export type Blocked = { refusal: Refusal; account?: Account };

/** Google's error page for errors that are never sent to the redirect URI. */
export function blockedPage(
  google: Pick<Google, 'basePath' | 'connectorPage'>,
  reader: Reader,
  { refusal: { status, code, message }, account }: Blocked,
): Promise<Answer> {
  const { say, read } = reader;
  const content = html`
<h1>${read(TITLES[code] ?? AUTHORIZATION_ERROR)}</h1>
${account ? html`<p class="chip">${account.address}</p>` : ''}
<p>${read(message)}</p>
<p>${say(
    'If you are a developer of this app, see the error details.',
    'このアプリのデベロッパーの場合は、エラーの詳細をご覧ください。',
  )}</p>
<p class="code"><strong>${say(`Error ${status}: ${code}`, `エラー ${status}: ${code}`)}</strong></p>`;
  const title = say('Access blocked', 'アクセスをブロック');
  return page(status, layout(google, reader, { title, content }));
}

const AUTHORIZATION_ERROR: Words = {
  en: 'Access blocked: Authorization Error',
  ja: 'アクセスをブロック: 認証エラー',
};
const INVALID_REQUEST: Words = {
  en: "Access blocked: This app's request is invalid",
  ja: 'アクセスをブロック: このアプリのリクエストは無効です',
};

const TITLES: Record<string, Words> = {
  redirect_uri_mismatch: INVALID_REQUEST,
  invalid_request: INVALID_REQUEST,
  access_denied: {
    en: 'Access blocked: This app has not completed the Google verification process',
    ja: 'アクセスをブロック: このアプリは Google の審査プロセスを完了していません',
  },
  org_internal: {
    en: 'Access blocked: This app can only be used within its organization',
    ja: 'アクセスをブロック: このアプリは組織内でのみ利用可能です',
  },
};
