import { html } from 'hono/html';
import { currentProbe, type Health, healthOf } from '../tokens/index.ts';
import type { Glyph } from './icon-sprite.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { Language, MailboxView } from './views.ts';

type Look = {
  readonly tone: string;
  readonly icon: Glyph;
  readonly key: FixedKey;
};

/** How each health is shown: never by colour alone, and under the name of the filter that selects it. */
export const MAILBOX_STATUS = {
  well: { tone: 'tone-ok', icon: 'check', key: 'status_well' },
  failing: { tone: 'tone-warn', icon: 'warning', key: 'status_failing' },
  needs_reconnect: {
    tone: 'tone-bad',
    icon: 'broken',
    key: 'status_needs_reconnect',
  },
  disconnected: { tone: 'tone-off', icon: 'off', key: 'status_disconnected' },
} as const satisfies Record<Health, Look>;

/** Connected, and not proved: nothing is shown as working before Gmail has answered. */
const NOT_CHECKED: Look = {
  tone: 'tone-info',
  icon: 'history',
  key: 'status_not_checked',
};

/**
 * How a mailbox's health is shown. The store counts mailboxes by the same health; one that was not probed since
 * its owner's consent counts as healthy.
 */
export function lookOf({ connection }: MailboxView): Look {
  const health = healthOf(connection);
  return health === 'well' && !currentProbe(connection) ? NOT_CHECKED : MAILBOX_STATUS[health];
}

/** The badge with the icon and the name of the status. */
export const statusBadge = (language: Language, { icon, key }: Look): Markup =>
  html`<p class="status">${ICONS[icon]}${say(language, key)}</p>`;
