import { html } from 'hono/html';
import { FILING_MODES, type FilingMode } from '../mail/model/intake.ts';
import { type AuditEventKind, isScopeProfile, type Method } from '../tokens/index.ts';
import { connectionAddress } from './address.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { policyInWords } from './policy-fields.ts';
import { withReturnTo } from './return-to.ts';
import { statementAddress } from './statement-page.ts';
import { datedTimeElement } from './time-element.ts';
import type { EventView, Frame, Language } from './views.ts';

const GOOD = { tone: 'tone-ok', icon: ICONS.check };
const WARNING = { tone: 'tone-warn', icon: ICONS.warning };
const BAD = { tone: 'tone-bad', icon: ICONS.broken };
const CHANGED = { tone: 'tone-off', icon: ICONS.check };
const ENDED = { tone: 'tone-off', icon: ICONS.off };

const LOOKS = {
  connected: GOOD,
  needs_reconnect: BAD,
  recovered: GOOD,
  disconnected: ENDED,
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
  signed_in: CHANGED,
  sign_in_refused: WARNING,
  link_made: { tone: 'tone-off', icon: ICONS.link },
  link_withdrawn: ENDED,
  keys_backed_up: { tone: 'tone-off', icon: ICONS.key },
  fallback_took_over: WARNING,
  fallback_changed: CHANGED,
  delegation_added: GOOD,
  delegation_changed: CHANGED,
  delegation_key_added: GOOD,
  delegation_key_removed: ENDED,
  delegation_removed: ENDED,
  imap_enabled: CHANGED,
  org_added: GOOD,
  org_changed: CHANGED,
  org_removed: ENDED,
  intake_on: GOOD,
  intake_off: ENDED,
  routing_changed: CHANGED,
  mail_held: WARNING,
  mail_released: GOOD,
  mail_skipped_by_person: ENDED,
  org_paused: BAD,
  org_resumed: GOOD,
  sweep_found_mail: WARNING,
  books_differ: WARNING,
  push_silent: WARNING,
  backfill_begun: GOOD,
  backfill_ended: GOOD,
  mail_moved: GOOD,
  mail_customer_corrected: GOOD,
  address_erased: ENDED,
  caller_added: GOOD,
  caller_changed: CHANGED,
  caller_secret_added: GOOD,
  caller_secret_removed: ENDED,
  caller_removed: ENDED,
  send_not_sent: WARNING,
  send_unknown: BAD,
  send_row_failed: WARNING,
} as const satisfies Record<AuditEventKind, { tone: string; icon: Markup }>;

/**
 * A list of events, the newest first.
 *
 * @param options `whose`: show the mailbox of each event; `isNarrowed`: a filter chose them
 */
export function eventList(
  frame: Frame,
  events: readonly EventView[],
  { whose, isNarrowed = false }: { readonly whose: boolean; readonly isNarrowed?: boolean },
): Markup {
  if (events.length === 0) {
    return html`<p class="muted">${say(frame.language, isNarrowed ? 'noSuchEvents' : 'noEvents')}</p>`;
  }
  return html`<ol class="events">${events.map((view) => item(frame, view, whose))}</ol>`;
}

function item(frame: Frame, { event, diagnosis }: EventView, whose: boolean): Markup {
  const { language } = frame;
  const { title, change } = eventInWords(language, event);
  const { tone, icon } = LOOKS[event.kind];
  return html`<li class="event ${tone}">
    ${icon}
    <div class="event-what">
      <p><span class="event-kind">${title}</span> ${whose && subject(frame, event)}</p>
      ${change && html`<p class="muted">${say(language, 'changedFromTo', change.from, change.to)}</p>`}
      ${event.books && booksOf(frame, event, event.books)}
      ${diagnosis && html`<p class="muted">${diagnosis.title[language]}</p>`}
    </div>
    <p class="event-who muted">${by(frame, event)}</p>
    <p class="event-when muted">${datedTimeElement(frame, event.at)}</p>
  </li>`;
}

/** The mails of a day on which Gmail and the organization differ, by Gmail's ids, and a link to the statement of that day. */
function booksOf(
  frame: Frame,
  { connectionId, count }: EventView['event'],
  { day, messageIds }: NonNullable<EventView['event']['books']>,
): Markup {
  const { language } = frame;
  const said = say(language, 'statementOfDay', day);
  const address =
    connectionId && `${statementAddress(frame, connectionId)}?day=${encodeURIComponent(day)}`;
  const more = (count ?? 0) - messageIds.length;
  return html`<p class="muted">${address ? html`<a href="${address}">${said}</a>` : said}: ${messageIds.join(', ')}${more > 0 && ` ${say(language, 'andMoreMails', more)}`}</p>`;
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

/** What happened, and what changed from what into what, in words. */
export const eventInWords = (language: Language, event: EventView['event']) => ({
  title: titleOf(language, event),
  change: changeOf(language, event),
});

function titleOf(language: Language, { kind, again, revoked }: EventView['event']): string {
  if (kind === 'connected' && again) return say(language, 'event_reconnected');
  if (kind === 'disconnected' && revoked === false) return say(language, 'event_forgotten');
  return say(language, `event_${kind}`);
}

function changeOf(language: Language, { change }: EventView['event']) {
  if (!change) return null;
  const value = (text: string): string => {
    if (change.of === 'profile' && isScopeProfile(text)) return say(language, `profile_${text}`);
    if (change.of === 'method' && isMethod(text)) return say(language, `method_${text}`);
    if (change.of === 'policy') return policyInWords(language, text);
    if (change.of === 'mode' && isFilingMode(text)) return say(language, `mode_${text}`);
    return text;
  };
  return { from: value(change.from), to: value(change.to) };
}

const isFilingMode = (text: string): text is FilingMode =>
  FILING_MODES.some((mode) => mode === text);

const isMethod = (text: string): text is Method => text === 'consent' || text === 'delegation';
