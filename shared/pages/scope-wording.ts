import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { Language } from './views.ts';

/** Scopes in the words of Google's consent page, where the reader has to find them. */
const SCOPE_WORDS = new Map<string, FixedKey>([
  ['https://www.googleapis.com/auth/gmail.labels', 'scope_labels'],
  ['https://www.googleapis.com/auth/gmail.send', 'scope_send'],
  ['https://www.googleapis.com/auth/gmail.modify', 'scope_modify'],
  ['https://mail.google.com/', 'scope_full'],
]);

/** A scope as Google's consent page names it; the scope itself when we do not know the words. */
export function scopeWording(language: Language, scope: string): Markup {
  const key = SCOPE_WORDS.get(scope);
  return key ? html`${say(language, key)}` : html`<code>${scope}</code>`;
}
