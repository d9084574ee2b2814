import { html } from 'hono/html';
import { currentProbe, type ListedConnection, type Probe } from '../tokens/index.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** When the mailbox was last probed, when its token is next refreshed, and which labels it has. */
export function mailboxFacts(
  frame: Frame,
  { status, probe, refreshDueAt }: ListedConnection,
): Markup {
  const { language } = frame;
  return html`<dl class="facts">
    <div><dt>${say(language, 'lastCheck')}</dt><dd>${lastCheck(frame, probe)}</dd></div>
    ${status === 'active' && html`<div><dt>${say(language, 'nextRefresh')}</dt><dd>${due(frame, refreshDueAt)}</dd></div>`}
    ${probe && probe.labelCount > 0 && html`<div class="rest"><dt>${say(language, 'labels')}</dt><dd>${labels(frame, probe)}</dd></div>`}
  </dl>`;
}

/** Since when the mailbox fails. If only its last probe failed, the time of that probe: we know no earlier one. */
export function failingSince(frame: Frame, connection: ListedConnection): Markup {
  const { failure } = connection;
  const probe = currentProbe(connection);
  const at = failure?.since ?? (probe?.failure ? probe.at : null);
  return html`${at && html`<div><dt>${say(frame.language, 'failingSince')}</dt><dd>${timeElement(frame, at)}</dd></div>`}`;
}

export function lastCheck(frame: Frame, probe: Probe | null): Markup {
  const { language } = frame;
  if (!probe) return html`<span class="muted">${say(language, 'neverChecked')}</span>`;
  return html`${timeElement(frame, probe.at)}${probe.failure && html` <span class="muted">· ${say(language, 'checkFailed')}</span>`}`;
}

/** When the scheduler next refreshes or probes the mailbox. */
export function due(frame: Frame, dueAt: Date | null): Markup {
  const { language, now } = frame;
  if (!dueAt) return html`<span class="muted">${say(language, 'nonePlanned')}</span>`;
  // Show "due now" and not "an hour ago", which would puzzle the reader: the next run handles it anyway.
  return dueAt <= now ? html`${say(language, 'dueNow')}` : timeElement(frame, dueAt);
}

/** The labels of the last probe, which stores the count of all and the names of the first ones. */
export function labels({ language }: Frame, { labels: names, labelCount }: Probe): Markup {
  const more = labelCount - names.length;
  return html`<details>
    <summary>${labelCount}<span class="visually-hidden"> ${say(language, 'labels')}</span></summary>
    <ul class="tags">${names.map((name) => html`<li>${name}</li>`)}${more > 0 && html`<li class="muted">${say(language, 'labelsMore', more)}</li>`}</ul>
  </details>`;
}

/** All facts about a mailbox that its diagnosis does not contain. */
export function allFacts(frame: Frame, connection: ListedConnection): Markup {
  const { language } = frame;
  const { probe, status, grant, grantsMinted, consentedAt, refreshedAt, usedAt } = connection;
  const active = status === 'active';
  const fact = (name: FixedKey, value: Markup | string): Markup =>
    html`<div><dt>${say(language, name)}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts all">
    ${fact('connectedAt', timeElement(frame, consentedAt))}
    ${grant.kind !== 'none' && fact('method', say(language, `method_${grant.kind}`))}
    ${fact('lastUsed', timeElement(frame, usedAt))}
    ${fact('lastRefresh', refreshedAt ? timeElement(frame, refreshedAt) : say(language, 'notYet'))}
    ${active && fact('nextRefresh', due(frame, connection.refreshDueAt))}
    ${fact('lastCheck', lastCheck(frame, probe))}
    ${active && fact('nextCheck', due(frame, connection.probeDueAt))}
    ${fact('grants', say(language, 'grantsOfCap', grantsMinted))}
    ${probe && probe.labelCount > 0 && fact('labels', labels(frame, probe))}
    ${fact('connectionId', html`<code>${connection.id}</code>`)}
    ${fact('scopes', html`<span class="scope-list">${connection.scopes.map((scope) => html`<code>${scope}</code> `)}</span>`)}
  </dl>`;
}
