import { html } from 'hono/html';
import type { LineOutcome } from '../additions/index.ts';
import { aboutDelegation } from './about-mailbox.ts';
import type {
  AdditionView,
  FailedCause,
  LineCounts,
  LinesShown,
  LineView,
} from './addition-views.ts';
import { addressOf, connectionAddress } from './address.ts';
import { serviceAccountsLink } from './back-link.ts';
import { remedy } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import { ownersPageLink } from './owners-page.ts';
import { page } from './page.ts';
import { pager } from './pager.ts';
import type { Frame, Language } from './views.ts';
import { whoActs } from './who-acts.ts';

/**
 * The progress and the results of adding mailboxes. While lines are left, `data-step` lets the script ask for the
 * next step and replace this part; without it, the button asks for it. The status stays, so that it is announced.
 */
export function additionPage(frame: Frame, view: AdditionView): string {
  const { language } = frame;
  const title = say(language, view.isRunning ? 'addingTitle' : 'addedTitle');
  const main = html`${serviceAccountsLink(frame)}
<p class="visually-hidden" role="status" id="addition-status"></p>
<div id="addition" class="addition"${view.isRunning && html` data-step`} data-says="${progressText(language, view)}">
  <div class="subject-head"><h1>${title}</h1><p class="muted">${view.serviceAccount}</p></div>
  ${progress(frame, view)}
  ${view.stops.map(({ domain, diagnosis }) => stopBanner(frame, view, domain, diagnosis.title[language]))}
  ${view.causes.length > 0 && causes(frame, view)}
  ${view.unrevoked > 0 && unrevoked(frame, view.unrevoked)}
  ${results(frame, view)}
</div>`;
  return page(frame, { title, main, width: 'wide' });
}

const doneOf = ({ counts, total }: AdditionView): number => total - counts.waiting;

const progressText = (language: Language, view: AdditionView): string =>
  say(language, 'addingProgress', doneOf(view), view.total, view.counts.failed);

function progress(frame: Frame, view: AdditionView): Markup {
  const { language } = frame;
  const { isRunning, counts, total } = view;
  return html`<section class="card">
    <p id="addition-progress">${progressText(language, view)}</p>
    <progress class="long" aria-labelledby="addition-progress" value="${doneOf(view)}" max="${Math.max(total, 1)}"></progress>
    <dl class="facts">${COUNTED.map((name) => counts[name] > 0 && html`<div><dt>${say(language, `line_${name}`)}</dt><dd>${grouped(counts[name])}</dd></div>`)}</dl>
    ${isRunning ? stepForm(frame, view) : counts.failed + counts.waiting > 0 && retryForm(frame, view)}
  </section>`;
}

const COUNTED = [
  'connected',
  'switched',
  'again',
  'failed',
  'waiting',
] as const satisfies readonly (keyof LineCounts)[];

const additionAddress = (frame: Frame, id: string, action = ''): string =>
  addressOf(frame, `/setup-page/additions/${encodeURIComponent(id)}${action}`);

const stepForm = (frame: Frame, view: AdditionView): Markup =>
  html`<form method="post" action="${additionAddress(frame, view.id, '/continue')}" data-step-form>
      ${formToken(frame)}<input type="hidden" name="show" value="${view.shown}">
      <div class="actions"><button class="button primary">${say(frame.language, 'continueAdding')}</button></div>
      <p class="muted small">${say(frame.language, 'continueAddingMeans')}</p>
    </form>`;

const retryForm = (frame: Frame, view: AdditionView): Markup =>
  html`<form class="actions" method="post" action="${additionAddress(frame, view.id, '/retry')}">
      ${formToken(frame)}
      <button class="button primary">${say(frame.language, view.counts.waiting > 0 ? 'retryRest' : 'retryFailed')}</button>
    </form>`;

function stopBanner(
  frame: Frame,
  { counts }: AdditionView,
  domain: string | null,
  title: string,
): Markup {
  const { language } = frame;
  const what =
    domain === null
      ? say(language, 'stoppedAll', counts.waiting)
      : say(language, 'stoppedDomain', domain);
  return html`<div class="notice tone-bad">${ICONS.broken}<div class="notice-text"><p><strong>${title}</strong></p><p>${what}</p></div></div>`;
}

/** The reasons once each, with what to do: the lines name them only. */
const causes = (frame: Frame, view: AdditionView): Markup =>
  html`<section class="card">
    <h2>${say(frame.language, 'whyFailed')}</h2>
    ${view.causes.map((cause, place) => causePanel(frame, view, { cause, open: place === 0 }))}
  </section>`;

function causePanel(
  frame: Frame,
  { delegation }: AdditionView,
  { cause: { diagnosis, lines }, open }: { readonly cause: FailedCause; readonly open: boolean },
): Markup {
  const { language } = frame;
  return html`<details class="cause-panel"${open && html` open`}>
      <summary><strong>${diagnosis.title[language]}</strong> <span class="muted">· ${say(language, 'linesCount', lines)} · ${whoActs(language, diagnosis)}</span></summary>
      <div class="diagnosis"><p>${diagnosis.explanation[language]}</p>
      ${remedy(delegation ? aboutDelegation(frame, delegation) : frame, diagnosis)}</div>
    </details>`;
}

const unrevoked = ({ language }: Frame, count: number): Markup =>
  html`<div class="notice tone-warn">${ICONS.warning}<div class="notice-text"><p>${say(language, 'consentsUnrevoked', count)} ${ownersPageLink(language)}</p></div></div>`;

function results(frame: Frame, view: AdditionView): Markup {
  const { language } = frame;
  const { counts, lines } = view;
  return html`<section class="card">
    <h2>${say(language, 'resultsTitle')}</h2>
    <nav aria-label="${say(language, 'resultsFilter')}"><ul class="tabs">
      ${tab(frame, view, 'all', view.total)}
      ${tab(frame, view, 'failed', counts.failed)}
      ${counts.waiting > 0 && tab(frame, view, 'waiting', counts.waiting)}
    </ul></nav>
    ${
      lines.length === 0
        ? html`<p class="muted">${say(language, 'noLines')}</p>`
        : html`<ul class="events lines">${lines.map((line) => lineItem(frame, line))}</ul>`
    }
    ${otherPages(frame, view)}
  </section>`;
}

const linesAddress = (frame: Frame, { id }: AdditionView, shown: LinesShown, after = 0): string => {
  const query = new URLSearchParams();
  if (shown !== 'all') query.set('show', shown);
  if (after > 0) query.set('after', String(after));
  return additionAddress(frame, id, query.size > 0 ? `?${query}` : '');
};

function tab(frame: Frame, view: AdditionView, shown: LinesShown, count: number): Markup {
  return html`<li><a class="tab" href="${linesAddress(frame, view, shown)}"${shown === view.shown && html` aria-current="page"`}>${say(frame.language, `lines_${shown}`)} <span class="count">${grouped(count)}</span></a></li>`;
}

const LOOKS = {
  connected: { tone: 'tone-ok', icon: ICONS.check },
  switched: { tone: 'tone-ok', icon: ICONS.check },
  again: { tone: 'tone-off', icon: ICONS.check },
  failed: { tone: 'tone-bad', icon: ICONS.broken },
  waiting: { tone: 'tone-off', icon: ICONS.history },
} as const;

function lineItem(frame: Frame, { line, diagnosis }: LineView): Markup {
  const { language } = frame;
  const { address, outcome } = line;
  const kind = outcome?.kind ?? 'waiting';
  const { tone, icon } = LOOKS[kind];
  const name = connectionIn(outcome)
    ? html`<a href="${connectionAddress(frame, connectionIn(outcome))}">${address}</a>`
    : address;
  return html`<li class="event ${tone}">${icon}<span>${name}</span>
      <span class="line-what">${say(language, `line_${kind}`)}${diagnosis && html`<span class="muted">${diagnosis.title[language]} · ${whoActs(language, diagnosis)}</span>`}</span>
      <span class="muted line-number">${say(language, 'lineNumber', line.line)}</span></li>`;
}

const connectionIn = (outcome: LineOutcome | null): string =>
  outcome && 'connectionId' in outcome ? outcome.connectionId : '';

function otherPages(frame: Frame, view: AdditionView): Markup | null {
  const { after, next, shown } = view;
  const { language } = frame;
  const first = linesAddress(frame, view, shown);
  return pager({
    label: say(language, 'resultsPages'),
    back: after > 0 ? { href: first, text: say(language, 'firstPage') } : null,
    on:
      next === null
        ? null
        : { href: linesAddress(frame, view, shown, next), text: say(language, 'nextPage') },
  });
}
