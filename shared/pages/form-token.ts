import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import type { Frame } from './views.ts';

/** The field that proves a form to be ours. Without a session there is nothing to forge. */
export function formToken({ session }: Frame): Markup | null {
  return session && html`<input type="hidden" name="form_token" value="${session.formToken}">`;
}
