import { html } from 'hono/html';
import type { Intake } from '../mail/model/intake.ts';
import type { ListedConnection } from '../tokens/index.ts';
import { addressOf, connectionAddress } from './address.ts';
import { backfillSection } from './backfill-section.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { MailSectionView } from './mail-section-view.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { ORGS_PATH, orgAddress, orgName } from './org-facts.ts';
import { newTabLink } from './outside-anchor.ts';
import { statementAddress } from './statement-page.ts';
import { timeElement } from './time-element.ts';
import { todayFigures } from './today-figures.ts';
import type { Frame } from './views.ts';
import { whereLink } from './where-link.ts';

/** “Mail into cases” on a mailbox's page: whether it is on, how it is doing, and the way to change it. */
export function mailSection(
  frame: Frame,
  connection: ListedConnection,
  view: MailSectionView,
): Markup | null {
  const { intake } = view;
  if (connection.status === 'disconnected' && !intake) return null;
  const { language } = frame;
  const look = lookOf(view);
  return html`<section class="card" id="mail-into-cases">
  <div class="checks-head"><h2>${say(language, 'mailIntoCases')}</h2><div class="${look.tone}"><p class="status">${look.icon}${say(language, look.key)}</p></div></div>
  ${intake?.isOn ? on(frame, view, intake) : off(frame, connection, view)}
  ${view.emulatedMailbox !== null && html`<p>${newTabLink(language, view.emulatedMailbox, say(language, 'emulatedMailbox'))}</p>`}
</section>`;
}

type Look = { readonly tone: string; readonly icon: Markup; readonly key: FixedKey };

function lookOf({ intake, diagnosis, pause, held }: MailSectionView): Look {
  if (!intake?.isOn) return { tone: 'tone-off', icon: ICONS.off, key: 'mailOff' };
  if (diagnosis) return { tone: 'tone-bad', icon: ICONS.broken, key: 'mailStuck' };
  if (pause) return { tone: 'tone-bad', icon: ICONS.broken, key: 'org_paused' };
  if (held > 0) return { tone: 'tone-warn', icon: ICONS.warning, key: 'heldMail' };
  if (intake.routing.mode === 'shadow')
    return { tone: 'tone-info', icon: ICONS.off, key: 'shadowOn' };
  return { tone: 'tone-ok', icon: ICONS.check, key: 'mailOn' };
}

/** The path of an intake's settings, its messages, or a form on it. */
export function mailAddress(frame: Frame, id: string, action?: 'off' | 'rehearse'): string {
  const page = `${connectionAddress(frame, id)}/mail`;
  return action ? `${page}/${action}` : page;
}

export const messagesAddress = (frame: Frame, id: string): string =>
  `${connectionAddress(frame, id)}/messages`;

/** The way to “What would become of a mail?” with the policies of a mailbox. */
const previewLink = (frame: Frame, id: string): Markup =>
  html`<a class="button quiet" href="${connectionAddress(frame, id)}/preview">${say(frame.language, 'previewTitle')}</a>`;

function off(frame: Frame, connection: ListedConnection, view: MailSectionView): Markup {
  const { language } = frame;
  const link = (address: string, key: FixedKey, look = 'button'): Markup =>
    html`<a class="${look}" href="${address}">${say(language, key)}</a>`;
  const messages =
    view.intake && link(messagesAddress(frame, connection.id), 'lastMessages', 'button quiet');
  if (connection.status === 'disconnected') {
    return html`<div class="actions">${messages}</div>`;
  }
  if (!view.canRead) return notAllowed(frame, connection);
  if (!view.hasOrgs) {
    return html`<p>${say(language, 'mailNeedsOrg')}</p><div class="actions">${link(addressOf(frame, `${ORGS_PATH}/new`), 'connectOrg')}${messages}</div>`;
  }
  return html`<p>${say(language, 'mailOffMeans')}</p>
  <div class="actions">${link(mailAddress(frame, connection.id), 'turnMailOn')}${previewLink(frame, connection.id)}${messages}</div>`;
}

/** Which profile it has, and the way to the one that may read mail. */
function notAllowed(frame: Frame, { profile, grant, mailbox }: ListedConnection): Markup {
  const { language } = frame;
  const may = html`<p>${say(language, 'mailNotAllowed')} <span class="muted">${say(language, `may_${profile}`)}</span></p>`;
  if (grant.kind === 'delegation') {
    return html`${may}<p>${say(language, 'mailDelegatedMeans')}</p>
  <div class="actions"><a class="button" href="${addressOf(frame, '/setup-page/service-accounts')}">${ICONS.key}${say(language, 'serviceAccounts')}</a></div>`;
  }
  const query = new URLSearchParams({ profile: 'receive_and_send', mailbox: mailbox.address });
  return html`${may}<p>${say(language, 'mailReconnectMeans')}</p>
  <div class="actions"><a class="button" href="${addressOf(frame, `/setup-page/connect?${query}`)}">${say(language, 'mailReconnect')}</a></div>`;
}

function on(frame: Frame, view: MailSectionView, intake: Intake): Markup {
  const { language } = frame;
  const { connectionId } = intake;
  const isShadow = intake.routing.mode === 'shadow';
  return html`${isShadow && html`<p class="note tone-info">${ICONS.off}<span>${say(language, 'shadowMeans')}</span></p>`}
  ${troubles(frame, view, intake)}
  ${view.today && todayFigures(frame, view.today)}
  ${facts(frame, view, intake)}
  <div class="actions">
    <a class="button" href="${messagesAddress(frame, connectionId)}">${ICONS.mail}${say(language, 'lastMessages')}</a>
    <a class="button" href="${statementAddress(frame, connectionId)}">${ICONS.history}${say(language, 'statement')}</a>
    ${whereLink(frame, connectionId, 'button')}
    ${previewLink(frame, connectionId)}
    <a class="button" href="${mailAddress(frame, connectionId)}">${say(language, 'changeMail')}<span class="visually-hidden">: ${say(language, 'mailIntoCases')}</span></a>
  </div>
  ${backfillSection(frame, view, intake)}
  <details>
    <summary>${say(language, 'turnMailOff')}</summary>
    <form class="form inner" method="post" action="${mailAddress(frame, connectionId, 'off')}">
      ${formToken(frame)}
      <p>${say(language, 'turnMailOffMeans')}</p>
      <div class="actions"><button class="button danger">${say(language, 'turnMailOffConfirm')}</button></div>
    </form>
  </details>`;
}

/** What keeps its mail from becoming cases, the worst first, and what only makes it slower. */
function troubles(frame: Frame, view: MailSectionView, intake: Intake): Markup {
  const { language } = frame;
  const { diagnosis, pause, watchDiagnosis } = view;
  const since = (at: Date | undefined): Markup =>
    html`${at && html`<div><dt>${say(language, 'failingSince')}</dt><dd>${timeElement(frame, at)}</dd></div>`}`;
  return html`${diagnosis && diagnosisPanel(frame, diagnosis, { heading: 3, since: since(intake.failure?.since) })}
  ${pause && html`<p><strong>${say(language, 'orgPauseTitle')}</strong></p>${diagnosisPanel(frame, pause.diagnosis, { heading: 3, since: since(pause.since) })}`}
  ${watchDiagnosis && diagnosisPanel(frame, watchDiagnosis, { heading: 3, since: since(intake.watchFailure?.since) })}
  ${intake.pushSilentSince && html`<p class="note tone-warn">${ICONS.warning}<span>${say(language, 'pushSilent')}</span></p>`}
  ${intake.listing?.kind === 'resync' && html`<p class="note tone-info">${ICONS.history}<span>${say(language, 'listingOn', intake.listing.found)}</span></p>`}`;
}

function facts(frame: Frame, view: MailSectionView, intake: Intake): Markup {
  const { language } = frame;
  const { routing, startsAt, pushedAt, syncedAt, watch, connectionId } = intake;
  const fact = (key: FixedKey, value: Markup | string): Markup =>
    html`<div><dt>${say(language, key)}</dt><dd>${value}</dd></div>`;
  const time = (at: Date | null): Markup | string =>
    at ? timeElement(frame, at) : say(language, 'notYet');
  const { org, held } = view;
  return html`<dl class="facts">
    ${fact('mailOrg', org ? html`<a class="text-link" href="${orgAddress(frame, org.id)}">${orgName(org)}</a>` : say(language, 'orgGone'))}
    ${fact('mailLabel', routing.labelId === 'INBOX' ? say(language, 'inbox') : (view.labelName ?? routing.labelId))}
    ${fact('mailSince', time(startsAt))}
    ${fact('lastPush', time(pushedAt))}
    ${fact('lastRead', time(syncedAt))}
    ${fact('watchUntil', watch ? timeElement(frame, watch.expiresAt) : say(language, 'notAnnounced'))}
    ${fact('caseOwner', ownerText(frame, routing.owner))}
    ${fact('heldMail', held > 0 ? html`<a class="text-link" href="${messagesAddress(frame, connectionId)}?show=held">${say(language, 'mailCount', held)}</a>` : say(language, 'noneHeld'))}
  </dl>`;
}

function ownerText({ language }: Frame, owner: Intake['routing']['owner']): string {
  return say(language, owner.kind === 'owner' ? 'owner_queue' : `owner_${owner.kind}`);
}
