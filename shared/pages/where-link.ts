import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

export const WHERE_PATH = '/setup-page/where';

/** The way to “Where is my mail?”, with a mailbox filled in or for all. */
export function whereLink(
  frame: Frame,
  connectionId: string | null,
  look: 'button' | 'button quiet' | 'text-link',
): Markup {
  const query = connectionId === null ? '' : `?${new URLSearchParams({ mailbox: connectionId })}`;
  return html`<a class="${look}" href="${addressOf(frame, WHERE_PATH)}${query}">${ICONS.search}${say(frame.language, 'whereLink')}</a>`;
}
