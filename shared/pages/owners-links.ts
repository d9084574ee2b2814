import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame, GroupView } from './views.ts';

/** The button that makes a link for each owner of a group, where a consent of the owners mends it. */
export function ownersLinks(frame: Frame, { trouble, diagnosis }: GroupView): Markup | null {
  if (diagnosis.actor !== 'mailbox_owner') return null;
  return html`<form method="post" action="${addressOf(frame, '/setup-page/links/owners')}">
    ${formToken(frame)}<input type="hidden" name="trouble" value="${trouble}">
    <button class="button">${ICONS.link}${say(frame.language, 'linksForOwners')}</button>
  </form>`;
}
