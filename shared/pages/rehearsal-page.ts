import { html } from 'hono/html';
import { diagnose } from '../diagnosis/index.ts';
import { FATE_COUNTS } from '../mail/model/fate.ts';
import type { Rehearsal } from '../mail/rehearsal/index.ts';
import { backLinkTo } from './back-link.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import { mailAddress } from './mail-section.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import { newTabLink } from './outside-anchor.ts';
import { page } from './page.ts';
import type {
  FateView,
  RehearsalResult,
  RehearsalView,
  RehearsedMailView,
} from './rehearsal-view.ts';
import { datedTimeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** What would become of a mailbox's last mail under settings that are not saved, and the form that saves them. */
export function rehearsalPage(frame: Frame, view: RehearsalView): string {
  const { language } = frame;
  const { connectionId, address, result } = view;
  const title = say(language, 'rehearsalOf', address);
  const main = html`${backLinkTo(frame, `/setup-page/connections/${encodeURIComponent(connectionId)}`, address)}
<h1>${title}</h1>
<p class="lead">${say(language, 'rehearsalIntro')}</p>
${result.kind === 'failed' ? failed(frame, result) : made(frame, result)}
${decision(frame, view)}`;
  return page(frame, { title, main, width: 'wide' });
}

type Result<Kind> = Extract<RehearsalResult, { kind: Kind }>;

const failed = (frame: Frame, { diagnosis }: Result<'failed'>): Markup =>
  html`<section class="card" role="alert"><p><strong>${say(frame.language, 'rehearsalFailed')}</strong></p>
  ${diagnosisPanel(frame, diagnosis, { heading: 2 })}</section>`;

function made(frame: Frame, { rehearsal, mails }: Result<'made'>): Markup {
  const { language } = frame;
  if (rehearsal.arrived === 0)
    return html`<section class="card"><p>${say(language, 'rehearsalEmpty')}</p></section>`;
  const more = rehearsal.differing.length - mails.length;
  const none = say(language, rehearsal.rehearsed === 0 ? 'rehearsalNone' : 'rehearsalSame');
  const list = html`<h2>${say(language, 'rehearsalDiffers', rehearsal.differing.length)}</h2>
  <ol class="events mails">${mails.map((mail) => changedMail(frame, mail))}</ol>`;
  return html`<section class="card">${mails.length === 0 ? html`<p>${none}</p>` : list}</section>
${more > 0 && note(say(language, 'rehearsalMore', more))}
${counts(frame, rehearsal)}`;
}

const note = (text: string): Markup =>
  html`<p class="note tone-info">${ICONS.history}<span>${text}</span></p>`;

function changedMail(frame: Frame, mail: RehearsedMailView): Markup {
  const { language } = frame;
  const { messageId, receivedAt, mailUrl, now, changed } = mail;
  const isOther = customerOf(now) !== customerOf(changed);
  const side = (key: 'fateNow' | 'fateChanged', view: FateView): Markup =>
    html`<div><dt>${say(language, key)}</dt><dd>${fateText(frame, view, isOther)}</dd></div>`;
  return html`<li class="event tone-info">
    ${ICONS.history}
    <div class="event-what">
      <dl class="facts">${side('fateNow', now)}${side('fateChanged', changed)}</dl>
      <p class="mail-links"><code>${messageId}</code> ${newTabLink(language, mailUrl, say(language, 'openInGmail'))}</p>
    </div>
    <p class="event-who muted"></p>
    <p class="event-when muted">${datedTimeElement(frame, receivedAt)}</p>
  </li>`;
}

const customerOf = ({ fate }: FateView): string =>
  fate.kind === 'filed' ? (fate.customer?.toLowerCase() ?? '') : '';

/** The customer is named where it is another one. */
function fateText(frame: Frame, view: FateView, withCustomer: boolean): Markup {
  const { language } = frame;
  const { fate, caseUrl, firstMailUrl } = view;
  const head = html`<strong>${say(language, `fate_${fate.kind === 'filed' ? fate.as : fate.kind}`)}</strong>`;
  if (fate.kind === 'skipped') return html`${head}<br>${say(language, `skipped_${fate.reason}`)}`;
  if (fate.kind === 'held')
    return html`${head}<br>${diagnose({ code: fate.code, upstream: null }).title[language]}`;
  if (fate.kind !== 'filed') return head;
  return html`${head}
      ${caseUrl && html`<br>`}${caseUrl && newTabLink(language, caseUrl, say(language, 'fateCase'))}
      ${firstMailUrl && html`<br>`}${firstMailUrl && newTabLink(language, firstMailUrl, say(language, 'fateFirstMail'))}
      ${withCustomer && fate.customer && html`<br>${say(language, 'fateCustomer', fate.customer)}`}
      ${fate.isMasked && html`<br>${say(language, 'fateMasked')}`}`;
}

function counts(frame: Frame, rehearsal: Rehearsal): Markup {
  const { language } = frame;
  const { first, last, arrived, rehearsed, unread, counts: of } = rehearsal;
  const row = (kind: (typeof FATE_COUNTS)[number]): Markup =>
    html`<tr><th scope="row">${say(language, `fate_${kind}`)}</th><td>${grouped(of.now[kind])}</td><td>${grouped(of.changed[kind])}</td></tr>`;
  const shown = FATE_COUNTS.filter((kind) => of.now[kind] + of.changed[kind] > 0);
  return html`<section class="card">
  <h2>${say(language, 'rehearsalCounts')}</h2>
  <p>${say(language, 'rehearsalCovered', rehearsed, arrived)}</p>
  ${
    first &&
    last &&
    html`<dl class="facts"><div><dt>${say(language, 'rehearsalFirst')}</dt><dd>${datedTimeElement(frame, first)}</dd></div><div><dt>${say(language, 'rehearsalLast')}</dt><dd>${datedTimeElement(frame, last)}</dd></div></dl>`
  }
  ${rehearsed + unread.length < arrived && note(say(language, 'rehearsalLeft'))}
  ${unread.length > 0 && note(say(language, 'rehearsalUnread', unread.length))}
  <table class="counts"><thead><tr><th scope="col"><span class="visually-hidden">${say(language, 'fateKind')}</span></th><th scope="col">${say(language, 'fateNow')}</th><th scope="col">${say(language, 'fateChanged')}</th></tr></thead>
  <tbody>${shown.map(row)}</tbody></table>
  <p class="muted small">${say(language, 'rehearsalLimits')}</p>
</section>`;
}

/** Saves exactly what was rehearsed, or leads back to the form with all that was filled in. */
function decision(frame: Frame, { connectionId, fields }: RehearsalView): Markup {
  const { language } = frame;
  return html`<form class="card form" method="post" action="${mailAddress(frame, connectionId)}">
  ${formToken(frame)}
  ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
  <div class="actions"><button class="button primary">${say(language, 'saveThese')}</button>
  <button class="button" formaction="${mailAddress(frame, connectionId, 'rehearse')}" name="do" value="back">${say(language, 'backToSettings')}</button></div>
</form>`;
}
