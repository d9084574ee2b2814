import { html } from 'hono/html';
import type { ListedConnection } from '../tokens/index.ts';
import { due, labels, lastCheck } from './mailbox-facts.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** Everything that is known of a mailbox and that a diagnosis does not say. */
export function allFacts(frame: Frame, connection: ListedConnection): Markup {
  const { language } = frame;
  const { probe, status, grantsMinted, consentedAt, refreshedAt, usedAt } = connection;
  const active = status === 'active';
  const fact = (name: FixedKey, value: Markup | string): Markup =>
    html`<div><dt>${say(language, name)}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts all">
    ${fact('connectedAt', timeElement(frame, consentedAt))}
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
