import { html } from 'hono/html';
import type { Absence } from '../mail/tracing/index.ts';
import { connectionAddress } from './address.ts';
import { remedy } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { newTabLink } from './outside-anchor.ts';
import { datedTimeElement } from './time-element.ts';
import { tellAbsence, tellLook } from './trace-words.ts';
import { tracedMail } from './traced-mail.ts';
import type { Frame } from './views.ts';
import type { LookView, OrgMailView, WhereForm, WhereResult } from './where-view.ts';

/** The answer: each mail that was found, or what may have become of it; and what could not be searched. */
export function whereResult(frame: Frame, form: WhereForm, result: WhereResult): Markup {
  const { language } = frame;
  const { mails, hasMore, inOrgs, absences } = result;
  return html`<section id="result" class="where-result" aria-labelledby="result-title">
  <h2 id="result-title">${headingOf(frame, result)}</h2>
  ${asked(frame, form)}
  ${mails.length > 0 && html`<ol class="results">${mails.map((each) => tracedMail(frame, each))}</ol>`}
  ${hasMore && html`<p class="note tone-info">${ICONS.search}<span>${say(language, 'traceMore')}</span></p>`}
  ${absences.length > 0 && html`<section class="card"><h3>${say(language, 'traceWhy')}</h3><ol class="reasons">${absences.map((each) => absence(frame, each, inOrgs))}</ol></section>`}
  ${searched(frame, result)}
</section>`;
}

function headingOf({ language }: Frame, { mails, looks, beyond }: WhereResult): string {
  if (mails.length > 0) return say(language, 'traceFound', mails.length);
  const [only] = looks;
  if (!looks.some(({ look }) => look.outcome === 'searched'))
    return say(language, 'traceNotSearched');
  if (looks.length === 1 && only) return say(language, 'traceNotFoundIn', only.look.address);
  const searched = looks.filter(({ look }) => look.outcome === 'searched');
  return beyond > 0
    ? say(language, 'traceNotFoundAmong', searched.length)
    : say(language, 'traceNotFound');
}

/** What was asked for, so that a picture of the answer says what it answers. */
function asked({ language }: Frame, form: WhereForm): Markup {
  const days = [form.day, form.lastDay].filter((day) => day !== '').join(' – ');
  const fields: readonly (readonly [FixedKey, string])[] = [
    ['whereAddress', form.address],
    ['whereSubject', form.subject],
    ['whereIdentifier', form.identifier],
    ['whereMailbox', form.mailbox],
    ['whereDay', days && `${days} (${form.zone.trim() || 'UTC'})`],
  ];
  return html`<dl class="facts">${fields.map(([key, value]) => value !== '' && html`<div><dt>${say(language, key)}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>`;
}

const LOG_SEARCH = 'https://admin.google.com/ac/emaillogsearch';
const QUARANTINE = 'https://email-quarantine.google.com/adminreview';

function absence(frame: Frame, each: Absence, inOrgs: readonly OrgMailView[]): Markup {
  const { language } = frame;
  const { title, text, whoActs } = tellAbsence(language, each);
  return html`<li><p><strong>${title}</strong></p>
    ${text.map((sentence) => html`<p>${sentence}</p>`)}
    ${each.kind === 'in_org' && inOrgs.map((row) => orgMail(frame, row))}
    ${each.kind === 'workspace' && html`<p class="mail-links">${newTabLink(language, LOG_SEARCH, say(language, 'openLogSearch'))}${newTabLink(language, QUARANTINE, say(language, 'openQuarantine'))}</p>`}
    <p class="muted small">${say(language, 'whoActs')}: <strong>${whoActs}</strong></p></li>`;
}

const orgMail = (frame: Frame, { mail, caseUrl }: OrgMailView): Markup =>
  html`<p class="mail-links"><span><bdi>${mail.subject || say(frame.language, 'noSubject')}</bdi>, <bdi>${mail.sender}</bdi>, ${datedTimeElement(frame, mail.sentAt ?? mail.createdAt)}</span>
    ${mail.isDeleted ? html`<span class="muted">${say(frame.language, 'sum_deleted_in_org')}</span>` : caseUrl !== null && newTabLink(frame.language, caseUrl, say(frame.language, 'openCase'))}</p>`;

/** The mailboxes that were not searched, with the reason; of those that were, when they were last read. */
function searched(frame: Frame, { looks, beyond }: WhereResult): Markup {
  const { language } = frame;
  const done = looks.filter(({ look }) => look.outcome === 'searched');
  const others = looks.filter(({ look }) => look.outcome !== 'searched');
  return html`<section class="card"><h3>${say(language, 'traceMailboxes', done.length, looks.length + beyond)}</h3>
  ${beyond > 0 && html`<p class="note tone-warn">${ICONS.warning}<span>${say(language, 'traceBeyond', beyond)}</span></p>`}
  ${others.length > 0 && html`<ul class="events lines">${others.map((each) => lookItem(frame, each))}</ul>`}
  ${done.length > 0 && html`<details><summary>${say(language, 'look_searched')}</summary><ul class="events lines">${done.map((each) => lookItem(frame, each))}</ul></details>`}
</section>`;
}

function lookItem(frame: Frame, { look, diagnosis }: LookView): Markup {
  const { language } = frame;
  const { outcome, address, connectionId, intake } = look;
  const isDone = outcome === 'searched';
  const readAt = isDone ? intake?.syncedAt : null;
  return html`<li class="event step ${isDone ? 'tone-ok' : 'tone-warn'}">${isDone ? ICONS.check : ICONS.warning}
    <div class="event-what"><p><a href="${connectionAddress(frame, connectionId)}">${address}</a> <span class="muted">${say(language, `look_${outcome}`)}</span></p>
    ${readAt && html`<p class="muted">${say(language, 'lastReadAt')}: ${datedTimeElement(frame, readAt)}</p>`}
    ${reasonOf(frame, { look, diagnosis })}</div></li>`;
}

function reasonOf(frame: Frame, { look, diagnosis: given }: LookView): Markup | null {
  const { language } = frame;
  if (look.outcome === 'searched') return null;
  const { text, whoActs, diagnosis } = tellLook(language, look, given);
  return html`${text.map((sentence) => html`<p class="muted">${sentence}</p>`)}
    ${diagnosis ? html`<details class="small"><summary>${diagnosis.title[language]}</summary><div class="diagnosis"><p>${diagnosis.explanation[language]}</p>${remedy(frame, diagnosis)}</div></details>` : html`<p class="muted">${say(language, 'whoActs')}: <strong>${whoActs}</strong></p>`}`;
}
