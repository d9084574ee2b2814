import { html } from 'hono/html';
import type { Google } from '../google.ts';
import { type Answer, page } from '../http/answer.ts';
import type { Refusal } from '../oauth/authorization-request.ts';
import type { Account } from '../state/accounts.ts';
import { layout } from './layout.ts';

/** Google's error page for errors that are never sent to the redirect URI. */
export function blockedPage(
  google: Pick<Google, 'basePath'>,
  { status, code, message }: Refusal,
  account?: Account,
): Promise<Answer> {
  const title = TITLES[code] ?? 'Access blocked: Authorization Error';
  const content = html`
<h1>${title}</h1>
${account ? html`<p class="chip">${account.address}</p>` : ''}
<p>${message}</p>
<p>If you are a developer of this app, see the error details.</p>
<p class="code"><strong>Error ${status}: ${code}</strong></p>`;
  return page(status, layout(google, 'Access blocked', content));
}

const TITLES: Record<string, string> = {
  redirect_uri_mismatch: "Access blocked: This app's request is invalid",
  invalid_request: "Access blocked: This app's request is invalid",
  access_denied: 'Access blocked: This app has not completed the Google verification process',
  org_internal: 'Access blocked: This app can only be used within its organization',
};
