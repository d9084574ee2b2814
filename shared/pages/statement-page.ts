import { html } from 'hono/html';
import { unwrittenId } from '../mail/model/unwritten-id.ts';
import { AGREED, type Difference, type Statement } from '../mail/statement/index.ts';
import { connectionAddress } from './address.ts';
import { backLinkTo } from './back-link.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import { newTabLink } from './outside-anchor.ts';
import { page } from './page.ts';
import type { DifferenceView, StatementResult, StatementView } from './statement-view.ts';
import { datedTimeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** The path of the statements of a mailbox. */
export const statementAddress = (frame: Frame, id: string): string =>
  `${connectionAddress(frame, id)}/statement`;

/** The books of a mailbox and day: the sums, and each mail that they disagree on. */
export function statementPage(frame: Frame, view: StatementView): string {
  const { language } = frame;
  const { connectionId, address, isShadow, result } = view;
  const title = say(language, 'statementOf', address);
  const main = html`${backLinkTo(frame, `/setup-page/connections/${encodeURIComponent(connectionId)}`, address)}
<h1>${title}</h1>
<p class="lead">${say(language, 'statementIntro')}</p>
${isShadow && html`<p class="note tone-info">${ICONS.off}<span>${say(language, 'shadowMeans')}</span></p>`}
${dayForm(frame, view)}
${resultOf(frame, result)}
${otherDays(frame, view)}`;
  return page(frame, { title, main, width: 'wide' });
}

const dayForm = (frame: Frame, { connectionId, day }: StatementView): Markup =>
  html`<form class="card" action="${statementAddress(frame, connectionId)}">
  <label class="label" for="day">${say(frame.language, 'statementDay')}</label>
  <div class="select-row"><input id="day" name="day" type="date" required value="${day}">
  <button class="button">${say(frame.language, 'statementShow')}</button></div>
</form>`;

function resultOf(frame: Frame, result: StatementResult): Markup {
  const { language } = frame;
  if (result.kind === 'none')
    return html`<section class="card" role="alert"><p><strong>${say(language, 'noStatement')}</strong></p><p>${say(language, `noDay_${result.why}`)}</p></section>`;
  if (result.kind === 'failed')
    return html`<section class="card" role="alert"><p><strong>${say(language, 'statementFailed')}</strong></p>
  ${diagnosisPanel(frame, result.diagnosis, { heading: 2 })}</section>`;
  return html`${sums(frame, result.statement)}${differences(frame, result)}`;
}

/** Shown also where there is none. */
const ALWAYS: ReadonlySet<string> = new Set(['filed', 'skipped', 'held', 'waiting']);

function sums(frame: Frame, { sums: counts, isBalanced, latency, lines }: Statement): Markup {
  const { language } = frame;
  const look = isBalanced
    ? html`<div class="tone-ok"><p class="status">${ICONS.check}${say(language, 'booksBalance')}</p></div>`
    : html`<div class="tone-warn"><p class="status">${ICONS.warning}${say(language, 'booksDiffer')}</p></div>`;
  const fact = (key: keyof Statement['sums']): Markup =>
    html`<div><dt>${say(language, `sum_${key}`)}</dt><dd>${grouped(counts[key])}</dd></div>`;
  const shown = AGREED.filter((kind) => counts[kind] > 0 || ALWAYS.has(kind));
  const unwritten = lines.filter(({ kind }) => kind === 'unwritten').length;
  return html`<section class="card">
  <div class="checks-head"><h2>${say(language, 'statementSums')}</h2>${look}</div>
  <dl class="facts">
    ${fact('arrived')}
    ${shown.map(fact)}
    ${fact('differences')}
    ${counts.native > 0 && fact('native')}
    <div><dt>${say(language, 'latency')}</dt><dd>${latency ? latencyText(frame, latency) : say(language, 'noneFiled')}</dd></div>
  </dl>
  ${unwritten > 0 && html`<p class="note tone-info">${ICONS.history}<span>${say(language, 'tooManyToCompare', unwritten)}</span></p>`}
</section>`;
}

function latencyText({ language }: Frame, latency: Latency): string {
  const { p50, p95, p99 } = latency;
  const [half, most, nearlyAll] = [p50, p95, p99].map((seconds) => Math.round(seconds * 10) / 10);
  return say(language, 'latencyIs', half ?? 0, most ?? 0, nearlyAll ?? 0);
}

type Latency = NonNullable<Statement['latency']>;

type Made = Extract<StatementResult, { kind: 'made' }>;

function differences(frame: Frame, { statement, differences: shown, more }: Made): Markup {
  const { language } = frame;
  const { sums: counts, lines } = statement;
  if (counts.differences + counts.native === 0)
    return html`<section class="card"><p>${say(language, 'noDifferences')}</p></section>`;
  const groups = Map.groupBy(shown, ({ line }) => line.kind as Difference);
  const count = (kind: Difference): number => lines.filter((line) => line.kind === kind).length;
  return html`${[...groups].map(
    ([kind, mails]) => html`<section class="card">
  <h2>${say(language, 'differenceHeading', say(language, `difference_${kind}`), count(kind))}</h2>
  <p>${say(language, `advice_${kind}`)}</p>
  <ol class="events mails">${mails.map((mail) => difference(frame, mail))}</ol>
</section>`,
  )}${more > 0 && html`<p class="note tone-info">${ICONS.history}<span>${say(language, 'moreDifferences', more)}</span></p>`}`;
}

function difference(frame: Frame, view: DifferenceView): Markup {
  const { line, mailUrl, caseUrl, foundUrl, firstMailUrl } = view;
  const { language } = frame;
  const found = line.kind.startsWith('native_') ? 'nativeCase' : 'foundOnCase';
  return html`<li class="event tone-warn">
    ${ICONS.warning}
    <div class="event-what">
      <p><span class="event-kind"><code>${line.messageId}</code></span></p>
      ${line.caseId === unwrittenId(line.messageId) && html`<p class="muted">${say(language, 'wouldOpenCase')}</p>`}
      <p class="mail-links">${newTabLink(language, mailUrl, say(language, 'openInGmail'))}
      ${caseUrl && newTabLink(language, caseUrl, say(language, 'ourCase'))}
      ${firstMailUrl && newTabLink(language, firstMailUrl, say(language, 'firstMail'))}
      ${foundUrl && newTabLink(language, foundUrl, say(language, found))}</p>
    </div>
    <p class="event-who muted"></p>
    <p class="event-when muted">${line.receivedAt && datedTimeElement(frame, line.receivedAt)}</p>
  </li>`;
}

function otherDays(frame: Frame, { connectionId, before, after }: StatementView): Markup | null {
  if (before === null && after === null) return null;
  const { language } = frame;
  const at = (day: string): string => `${statementAddress(frame, connectionId)}?day=${day}`;
  return html`<nav class="pager" aria-label="${say(language, 'statementDays')}">
  ${before && html`<a class="button" rel="prev" href="${at(before)}">${ICONS.back}<span class="visually-hidden">${say(language, 'dayBefore')}: </span>${before}</a>`}
  ${after && html`<a class="button" rel="next" href="${at(after)}"><span class="visually-hidden">${say(language, 'dayAfter')}: </span>${after}${ICONS.forward}</a>`}
</nav>`;
}
