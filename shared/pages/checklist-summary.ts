import { html } from 'hono/html';
import type { ChecklistItem } from '../checklist/index.ts';
import { addressOf } from './address.ts';
import { ITEM_LOOKS } from './checklist-item.ts';
import { CHECKLIST_PATH } from './checklist-page.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** The link to the set-up checklist, for the list of mailboxes. */
export const checklistLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, CHECKLIST_PATH)}">${ICONS.check}${say(frame.language, 'checklist')}</a>`;

/** What is in place and what is not, in a line each, for who has no mailbox yet: each leads to its item. */
export function checklistSummary(frame: Frame, items: readonly ChecklistItem[]): Markup {
  const { language } = frame;
  return html`<div class="checklist-summary"><h3>${say(language, 'checklist')}</h3>
  <ul>${items.map(({ name, state }) => {
    const { tone, icon } = ITEM_LOOKS[state];
    return html`<li class="${tone}"><a href="${addressOf(frame, CHECKLIST_PATH)}#${name}">${icon}<span>${say(language, `item_${name}`)}</span></a><span class="checklist-state">${say(language, `item_${state}`)}</span></li>`;
  })}</ul></div>`;
}
