import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** A link back to the list as it was, for signed-in administrators only. */
export function backLink(frame: Frame, list = '/setup-page'): Markup | null {
  return (
    frame.session &&
    html`<p class="back"><a class="text-link" href="${addressOf(frame, list)}">${ICONS.back}${say(frame.language, 'backToMailboxes')}</a></p>`
  );
}

/** A link back to another page of ours, by its name. */
export const backLinkTo = (frame: Frame, path: string, name: string): Markup =>
  html`<p class="back"><a class="text-link" href="${addressOf(frame, path)}">${ICONS.back}${name}</a></p>`;

/** A link back to the list of service accounts. */
export const serviceAccountsLink = (frame: Frame): Markup =>
  backLinkTo(frame, '/setup-page/service-accounts', say(frame.language, 'serviceAccounts'));
