import { html } from 'hono/html';
import { backLinkTo } from './back-link.ts';
import { formToken } from './form-token.ts';
import type { CorrectionView } from './ledger-views.ts';
import { messagesAddress } from './mail-section.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { newTabLink } from './outside-anchor.ts';
import { page } from './page.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame } from './views.ts';

/** The address of the page on which a filed mail is corrected. */
export const correctionAddress = (frame: Frame, id: string, messageId: string): string =>
  `${messagesAddress(frame, id)}/${encodeURIComponent(messageId)}/correct`;

/** Moves a filed mail to another case, which is shown before, or to a new one; or undoes that a forward was believed. */
export function correctionPage(frame: Frame, view: CorrectionView): string {
  const { language } = frame;
  const { connectionId, address, caseUrl, isForward, refused } = view;
  const path = `/setup-page/connections/${encodeURIComponent(connectionId)}/messages`;
  const main = html`${backLinkTo(frame, path, say(language, 'messagesOf', address))}
<h1>${say(language, 'wrongCase')}</h1>
<p class="lead">${say(language, 'wrongCaseMeans')}</p>
<p class="muted">${say(language, 'oldCopyStays')}</p>
${caseUrl && html`<p>${newTabLink(language, caseUrl, say(language, 'presentCase'))}</p>`}
${refused && refusalPanel(frame, refused)}
${otherCase(frame, view)}
${oneButton(frame, view, { title: 'ownCase', means: 'ownCaseMeans', button: 'moveToNew', asks: 'new' })}
${isForward && oneButton(frame, view, { title: 'wrongCustomer', means: 'wrongCustomerMeans', button: 'customerIsForwarder', asks: 'forwarder' })}`;
  return page(frame, { title: say(language, 'wrongCase'), main, width: 'narrow' });
}

const actionOf = (frame: Frame, { connectionId, messageId }: CorrectionView): string =>
  correctionAddress(frame, connectionId, messageId);

function otherCase(frame: Frame, view: CorrectionView): Markup {
  const { language } = frame;
  const { named, found } = view;
  return html`<section class="card"><h2>${say(language, 'otherCase')}</h2>
  <form class="form" method="get" action="${actionOf(frame, view)}">
    <div class="field"><label for="case">${say(language, 'otherCaseNamed')}</label>
    <input id="case" name="case" type="text" value="${named}" maxlength="300" required autocomplete="off" spellcheck="false"></div>
    <div class="actions"><button class="button">${say(language, 'lookUpCase')}</button></div>
  </form>
  ${found && foundCase(frame, view, found)}
</section>`;
}

function foundCase(
  frame: Frame,
  view: CorrectionView,
  { id, number, subject, status }: NonNullable<CorrectionView['found']>,
): Markup {
  const { language } = frame;
  const fact = (key: FixedKey, value: string): Markup =>
    html`<div><dt>${say(language, key)}</dt><dd>${value}</dd></div>`;
  return html`<h3>${say(language, 'isItThisCase')}</h3>
  <dl class="facts">${fact('caseNumber', number)}${fact('envelopeSubject', subject || say(language, 'noSubject'))}${fact('caseStatus', status)}</dl>
  <form class="actions" method="post" action="${actionOf(frame, view)}">
    ${formToken(frame)}<input type="hidden" name="case" value="${id}">
    <button class="button primary" name="do" value="case">${say(language, 'moveToCase')}</button>
  </form>`;
}

type OneButton = {
  readonly title: FixedKey;
  readonly means: FixedKey;
  readonly button: FixedKey;
  readonly asks: 'new' | 'forwarder';
};

function oneButton(
  frame: Frame,
  view: CorrectionView,
  { title, means, button, asks }: OneButton,
): Markup {
  const { language } = frame;
  return html`<section class="card"><h2>${say(language, title)}</h2>
  <p>${say(language, means)}</p>
  <form class="actions" method="post" action="${actionOf(frame, view)}">
    ${formToken(frame)}<button class="button" name="do" value="${asks}">${say(language, button)}</button>
  </form>
</section>`;
}
