import { html } from 'hono/html';
import { type AuditEventKind, isScopeProfile, type Method } from '../tokens/index.ts';
import { connectionAddress } from './address.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { withReturnTo } from './return-to.ts';
import { datedTimeElement } from './time-element.ts';
import type { EventView, Frame } from './views.ts';

const GOOD = { tone: 'tone-ok', icon: ICONS.check };
const WARNING = { tone: 'tone-warn', icon: ICONS.warning };
const BAD = { tone: 'tone-bad', icon: ICONS.broken };

const LOOKS = {
  connected: GOOD,
  needs_reconnect: BAD,
  recovered: GOOD,
  disconnected: { tone: 'tone-off', icon: ICONS.off },
  probe_failing: WARNING,
  probe_recovered: GOOD,
  address_changed: WARNING,
  grants_near_cap: WARNING,
  grant_ending: WARNING,
  security_event: WARNING,
  fleet_paused: BAD,
  fleet_resumed: GOOD,
  fleet_probes_failing: BAD,
  fleet_probes_recovered: GOOD,
  signed_in: { tone: 'tone-off', icon: ICONS.check },
  sign_in_refused: WARNING,
  link_made: { tone: 'tone-off', icon: ICONS.link },
  link_withdrawn: { tone: 'tone-off', icon: ICONS.off },
  fallback_took_over: WARNING,
  fallback_changed: { tone: 'tone-off', icon: ICONS.check },
  delegation_added: GOOD,
  delegation_changed: { tone: 'tone-off', icon: ICONS.check },
  delegation_key_added: GOOD,
  delegation_key_removed: { tone: 'tone-off', icon: ICONS.off },
  delegation_removed: { tone: 'tone-off', icon: ICONS.off },
  imap_enabled: { tone: 'tone-off', icon: ICONS.check },
} as const satisfies Record<AuditEventKind, { tone: string; icon: Markup }>;

/** A list of events, the newest first. `whose`: show the mailbox of each event. */
export function eventList(
  frame: Frame,
  events: readonly EventView[],
  { whose }: { readonly whose: boolean },
): Markup {
  if (events.length === 0) return html`<p class="muted">${say(frame.language, 'noEvents')}</p>`;
  return html`<ol class="events">${events.map((view) => item(frame, view, whose))}</ol>`;
}

function item(frame: Frame, { event, diagnosis }: EventView, whose: boolean): Markup {
  const { language } = frame;
  const change = changeOf(frame, event);
  const { tone, icon } = LOOKS[event.kind];
  return html`<li class="event ${tone}">
    ${icon}
    <div class="event-what">
      <p><span class="event-kind">${titleOf(frame, event)}</span> ${whose && subject(frame, event)}</p>
      ${change && html`<p class="muted">${change}</p>`}
      ${diagnosis && html`<p class="muted">${diagnosis.title[language]}</p>`}
    </div>
    <p class="event-who muted">${by(frame, event)}</p>
    <p class="event-when muted">${datedTimeElement(frame, event.at)}</p>
  </li>`;
}

/** The mailbox of an event, linked once it has a page; nothing for an event of the fleet. */
const subject = (frame: Frame, { connectionId, address }: EventView['event']): Markup =>
  html`${connectionId === null ? address : html`<a href="${withReturnTo(frame, connectionAddress(frame, connectionId))}">${address ?? connectionId}</a>`}`;

function by({ language }: Frame, { by: who, role, linkBy }: EventView['event']): string {
  if (who === null) return say(language, 'byConnector');
  if (role === 'requester') return say(language, 'byRequester', who);
  if (role !== 'owner') return say(language, 'byWhom', who);
  return linkBy === null
    ? say(language, 'byOwner', who)
    : say(language, 'byOwnerThroughLink', who, linkBy);
}

function titleOf({ language }: Frame, { kind, again, revoked }: EventView['event']): string {
  if (kind === 'connected' && again) return say(language, 'event_reconnected');
  if (kind === 'disconnected' && revoked === false) return say(language, 'event_forgotten');
  return say(language, `event_${kind}`);
}

function changeOf({ language }: Frame, { change }: EventView['event']): string | null {
  if (!change) return null;
  const value = (text: string): string => {
    if (change.of === 'profile' && isScopeProfile(text)) return say(language, `may_${text}`);
    if (change.of === 'method' && isMethod(text)) return say(language, `method_${text}`);
    return text;
  };
  return say(language, 'changedFromTo', value(change.from), value(change.to));
}

const isMethod = (text: string): text is Method => text === 'consent' || text === 'delegation';
