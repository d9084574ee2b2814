import { html } from 'hono/html';
import { type Health, healthOf } from '../tokens/index.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { Language, MailboxView } from './views.ts';

type Look = { readonly tone: string; readonly icon: Markup; readonly key: FixedKey };

/** Every health as it is shown: never by colour alone, and named as the filter that finds it. */
export const MAILBOX_STATUS = {
  well: { tone: 'tone-ok', icon: ICONS.check, key: 'status_well' },
  failing: { tone: 'tone-warn', icon: ICONS.warning, key: 'status_failing' },
  needs_reconnect: { tone: 'tone-bad', icon: ICONS.broken, key: 'status_needs_reconnect' },
  disconnected: { tone: 'tone-off', icon: ICONS.off, key: 'status_disconnected' },
} as const satisfies Record<Health, Look>;

/** How a mailbox is shown; the store counts by the same health. */
export const lookOf = ({ connection }: MailboxView): Look => MAILBOX_STATUS[healthOf(connection)];

/** The status in its colours. */
export const statusBadge = (language: Language, { icon, key }: Look): Markup =>
  html`<p class="status">${icon}${say(language, key)}</p>`;
