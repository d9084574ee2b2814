import { html } from 'hono/html';
import type { Verdict } from '../mail/tracing/index.ts';
import { connectionAddress } from './address.ts';
import { remedy } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { decisionForm } from './message-item.ts';
import { say } from './messages.ts';
import { newTabLink } from './outside-anchor.ts';
import { datedTimeElement } from './time-element.ts';
import { placesOf, type Told, tellVerdict, toneOf } from './trace-words.ts';
import type { Frame } from './views.ts';
import type { TracedMailView } from './where-view.ts';

const TONES = { ok: ICONS.check, warn: ICONS.warning, info: ICONS.history, off: ICONS.off };

/** One mail that was found: what became of it, who acts, its way, and where it can be opened. */
export function tracedMail(frame: Frame, view: TracedMailView): Markup {
  const { language } = frame;
  const { mail } = view;
  const told = tellVerdict(language, mail);
  const tone = toneOf(mail.verdict);
  return html`<li class="card traced tone-${tone}">
  <div class="checks-head"><h3><bdi>${mail.subject || say(language, 'noSubject')}</bdi></h3><p class="status">${TONES[tone]}${told.title}</p></div>
  ${told.text.map((sentence) => html`<p>${sentence}</p>`)}
  ${cause(frame, told)}
  ${facts(frame, view, told)}
  ${way(frame, view, told)}
  ${links(frame, view)}
  ${decisions(frame, view)}
</li>`;
}

function cause(frame: Frame, { diagnosis }: Told): Markup | null {
  if (!diagnosis) return null;
  const { language } = frame;
  return html`<div class="diagnosis"><p><strong>${diagnosis.title[language]}</strong></p><p>${diagnosis.explanation[language]}</p>
  <details class="small"><summary>${say(language, 'whatToDo')}</summary><div class="diagnosis">${remedy(frame, diagnosis)}</div></details></div>`;
}

function facts(frame: Frame, { mail }: TracedMailView, { whoActs }: Told): Markup {
  const { language } = frame;
  const { from, to, connectionId, address } = mail;
  return html`<dl class="facts">
    <div><dt>${say(language, 'whoActs')}</dt><dd class="actor">${whoActs}</dd></div>
    <div><dt>${say(language, 'envelopeFrom')}</dt><dd><bdi>${from}</bdi></dd></div>
    ${to.length > 0 && html`<div><dt>${say(language, 'traceTo')}</dt><dd><bdi>${to.slice(0, 3).join(', ')}${to.length > 3 ? ', …' : ''}</bdi></dd></div>`}
    <div><dt>${say(language, 'whereMailbox')}</dt><dd><a class="text-link" href="${connectionAddress(frame, connectionId)}">${address}</a></dd></div>
    <div><dt>${say(language, 'traceLabels')}</dt><dd>${placesOf(language, mail).join(', ')}</dd></div>
  </dl>`;
}

/** What happened to it, in order. */
function way(frame: Frame, { mail }: TracedMailView, { title }: Told): Markup {
  const { language } = frame;
  const { receivedAt, entry, sentBy, verdict } = mail;
  const began =
    sentBy === null ? 'traceArrived' : sentBy === 'connector' ? 'traceSentByUs' : 'traceSent';
  const step = (text: string, at: Date | null): Markup =>
    html`<li><span>${text}</span> <span class="muted">${at && datedTimeElement(frame, at)}</span></li>`;
  return html`<div><p class="label">${say(language, 'traceWay')}</p><ol class="way">
    ${step(say(language, began), receivedAt)}
    ${entry && step(say(language, `foundBy_${entry.foundBy}`), entry.foundAt)}
    ${step(title, momentOf(verdict))}
    ${verdict.kind === 'waiting' && verdict.nextAt && step(say(language, 'nextAttempt'), verdict.nextAt)}
  </ol></div>`;
}

function momentOf(verdict: Verdict): Date | null {
  if ('at' in verdict) return verdict.at;
  return verdict.kind === 'held' ? verdict.since : null;
}

function links(frame: Frame, { mailUrl, caseUrl, presentUrl }: TracedMailView): Markup {
  const { language } = frame;
  return html`<p class="mail-links">${presentUrl && newTabLink(language, presentUrl, say(language, 'openPresentCase'))}
    ${caseUrl && newTabLink(language, caseUrl, say(language, 'openItsCase'))}
    ${newTabLink(language, mailUrl, say(language, 'openInGmail'))}</p>`;
}

/** The same decisions as in the list of its mailbox. */
function decisions(frame: Frame, { mail }: TracedMailView): Markup | null {
  const { connectionId, messageId, entry } = mail;
  const which = { message: messageId };
  if (entry?.state === 'held')
    return decisionForm(frame, connectionId, { which, offered: ['retry', 'file', 'skip'] });
  const isOffered = entry?.state === 'skipped' && entry.skipped !== 'deleted';
  return isOffered ? decisionForm(frame, connectionId, { which, offered: ['file'] }) : null;
}
