import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { doneBanner } from './done-banner.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { page } from './page.ts';
import type { Frame } from './views.ts';
import { WHERE_PATH } from './where-link.ts';
import { whereResult } from './where-result.ts';
import type { WhereForm, WhereView } from './where-view.ts';

/** What somebody knows of a mail, and what became of it. */
export function wherePage(frame: Frame, view: WhereView): string {
  const { language } = frame;
  const { form, result, done } = view;
  const title = say(language, 'whereTitle');
  const main = html`${done !== null && doneBanner(say(language, `doneMail_${done}`))}
${backLink(frame)}
<h1>${title}</h1>
<p class="lead">${say(language, 'whereIntro')}</p>
${question(frame, view)}
${result && whereResult(frame, form, result)}`;
  return page(frame, { title, main, width: 'wide' });
}

type Field = {
  readonly label: FixedKey;
  readonly hint?: FixedKey;
  readonly type?: 'text' | 'date';
  readonly placeholder?: string;
};

const FIELDS: Readonly<Record<keyof WhereForm, Field>> = {
  address: {
    label: 'whereAddress',
    hint: 'whereAddressHint',
    placeholder: 'ann@example.com',
  },
  subject: { label: 'whereSubject', hint: 'whereSubjectHint' },
  identifier: {
    label: 'whereIdentifier',
    hint: 'whereIdentifierHint',
    placeholder: '<CAF2x7@mail.example.com>',
  },
  mailbox: { label: 'whereMailbox' },
  day: { label: 'whereDay', type: 'date' },
  lastDay: { label: 'whereLastDay', type: 'date' },
  zone: { label: 'whereZone' },
};

const OPTIONAL: ReadonlySet<keyof WhereForm> = new Set(['mailbox', 'day', 'lastDay']);

/** The fragment brings the reader to the answer, which a phone shows below the form. */
function question(frame: Frame, view: WhereView): Markup {
  const { language } = frame;
  const field = (name: keyof WhereForm): Markup => fieldOf(frame, name, view);
  return html`<form class="card where" method="post" action="${addressOf(frame, WHERE_PATH)}#result">
  ${formToken(frame)}
  <div class="where-fields">${field('address')}${field('subject')}${field('identifier')}${field('mailbox')}</div>
  <div class="where-days">${field('day')}${field('lastDay')}${field('zone')}</div>
  <p class="muted small">${say(language, 'whereNoDay')}</p>
  <div class="actions"><button class="button primary">${ICONS.search}${say(language, 'whereAsk')}</button></div>
</form>`;
}

function fieldOf(
  { language }: Frame,
  name: keyof WhereForm,
  { form, problem, result }: WhereView,
): Markup {
  const { label, hint, type = 'text', placeholder = '' } = FIELDS[name];
  const wrong = problem?.field === name ? problem : null;
  const described = [wrong && `${name}-wrong`, hint && `${name}-hint`].filter((id) => !!id);
  return html`<div class="field"><label for="${name}">${say(language, label)}${OPTIONAL.has(name) && html` <span class="muted">${say(language, 'whereOptional')}</span>`}</label>
    <input id="${name}" name="${name}" type="${type}" value="${form[name]}" placeholder="${name === 'mailbox' ? say(language, 'whereAllMailboxes') : placeholder}" autocomplete="off" autocapitalize="off" spellcheck="false"${name === 'zone' && problem === null && result === null && html` data-time-zone`}${wrong && html` aria-invalid="true" autofocus`}${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}>
    ${wrong && html`<p class="wrong" id="${name}-wrong">${ICONS.broken}${say(language, wrong.code)}</p>`}
    ${hint && html`<p class="muted small" id="${name}-hint">${say(language, hint)}</p>`}</div>`;
}
