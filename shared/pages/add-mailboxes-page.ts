import { html } from 'hono/html';
import { type BadLine, MOST_LINES } from '../additions/index.ts';
import type { AddMailboxesView } from './addition-views.ts';
import { backLinkTo } from './back-link.ts';
import { delegationAddress } from './delegation-facts.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { Frame, Language } from './views.ts';

/** The form that adds mailboxes by a service account: an address, a list or a file. */
export function addMailboxesPage(frame: Frame, view: AddMailboxesView): string {
  const { language } = frame;
  const { delegation } = view;
  const { id, serviceAccount, domains, profile } = delegation;
  const main = html`${backLinkTo(frame, `/setup-page/service-accounts/${id}`, serviceAccount)}
<h1>${say(language, 'addMailboxes')}</h1>
<p class="lead">${say(language, 'addMailboxesIntro', serviceAccount)}</p>
${problem(language, view)}
<form class="card form" method="post" enctype="multipart/form-data" action="${delegationAddress(frame, id, 'mailboxes')}">
  ${formToken(frame)}
  <dl class="facts">
    <div><dt>${say(language, 'delegationDomains')}</dt><dd>${domains.join(', ')}</dd></div>
    <div><dt>${say(language, 'linkMayDo')}</dt><dd>${say(language, `profile_${profile}`)}</dd></div>
  </dl>
  <div class="field">
    <label for="addresses">${say(language, 'addressesField')}</label>
    <textarea id="addresses" name="addresses" rows="${view.addresses === '' ? 6 : 14}" autocapitalize="none" autocomplete="off" spellcheck="false" aria-describedby="addresses-hint"${(view.bad.length > 0 || view.problem) && html` aria-invalid="true"`}>${view.addresses}</textarea>
    <p class="muted small" id="addresses-hint">${say(language, 'addressesHint', MOST_LINES)}</p>
  </div>
  <div class="field">
    <label for="list_file">${say(language, 'listFile')}</label>
    <input id="list_file" name="list_file" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" aria-describedby="list-file-hint">
    <p class="muted small" id="list-file-hint">${say(language, 'listFileHint')}</p>
  </div>
  <div class="actions"><button class="button primary">${say(language, 'addMailboxes')}</button></div>
</form>`;
  return page(frame, { title: say(language, 'addMailboxes'), main, width: 'narrow' });
}

function problemTitle(
  language: Language,
  { problem: whole, bad, lines }: AddMailboxesView,
): string {
  if (whole === 'empty') return say(language, 'listEmpty');
  if (whole === 'upload') return say(language, 'listUnreadable');
  return whole === 'too_many'
    ? say(language, 'listTooMany', MOST_LINES)
    : say(language, 'linesBad', bad.length, lines);
}

function problem(language: Language, view: AddMailboxesView): Markup | null {
  if (view.problem === null && view.bad.length === 0) return null;
  const title = problemTitle(language, view);
  return html`<section class="notice tone-bad" role="alert">
  ${ICONS.broken}
  <div class="notice-text refusal"><h2>${title}</h2>
  ${
    view.bad.length > 0 &&
    html`<p>${say(language, 'linesBadMeans')}</p>
  <ul class="bad-lines" tabindex="0" aria-label="${title}">${view.bad.map((line) => badLine(language, line))}</ul>`
  }</div>
</section>`;
}

const badLine = (language: Language, line: BadLine): Markup =>
  html`<li><span class="muted">${say(language, 'lineNumber', line.line)}</span> <span>${line.address === '' ? '—' : line.address}</span> <span class="why">${whyBad(language, line)}</span></li>`;

const whyBad = (language: Language, line: BadLine): string =>
  line.problem === 'duplicate'
    ? say(language, 'bad_duplicate', line.of)
    : say(language, `bad_${line.problem}`);
