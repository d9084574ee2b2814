import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import type { Frame } from './views.ts';

/** The hidden field that protects a form against forgery. Null without a session, which leaves nothing to forge. */
export function formToken({ session }: Frame): Markup | null {
  return session && html`<input type="hidden" name="form_token" value="${session.formToken}">`;
}
