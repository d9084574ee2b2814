import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { ErrorView, Language } from './views.ts';

/** As Google's consent page words them, since that is where the reader has to find them again. */
const SCOPE_WORDS = new Map<string, FixedKey>([
  ['https://www.googleapis.com/auth/gmail.labels', 'scope_labels'],
  ['https://www.googleapis.com/auth/gmail.send', 'scope_send'],
  ['https://www.googleapis.com/auth/gmail.modify', 'scope_modify'],
  ['https://mail.google.com/', 'scope_full'],
]);

/** What an error's reader can compare: the two accounts, or the permissions that were left out. */
export function errorDetail(language: Language, { detail }: ErrorView): Markup {
  const { expected, missing, address } = detail;
  const chosen = detail['chosen'] ?? address;
  return html`${typeof chosen === 'string' && accounts(language, expected, chosen)}
${Array.isArray(missing) && missing.length > 0 && permissions(language, missing)}`;
}

function accounts(language: Language, expected: unknown, chosen: string): Markup {
  return html`<dl class="compare">
    ${typeof expected === 'string' && expected !== '' && html`<div><dt>${say(language, 'expectedAccount')}</dt><dd>${expected}</dd></div>`}
    <div><dt>${say(language, 'chosenAccount')}</dt><dd>${chosen}</dd></div>
  </dl>`;
}

function permissions(language: Language, scopes: readonly string[]): Markup {
  const words = (scope: string): Markup => {
    const key = SCOPE_WORDS.get(scope);
    return key ? html`${say(language, key)}` : html`<code>${scope}</code>`;
  };
  return html`<p class="label">${say(language, 'missingPermissions')}</p>
  <ul class="points">${scopes.map((scope) => html`<li>${words(scope)}</li>`)}</ul>`;
}
