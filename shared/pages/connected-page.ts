import { html } from 'hono/html';
import { accessEndText } from './access-end.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import { inOtherLanguage, otherLanguage } from './language-switch.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { ConnectedView, Frame } from './views.ts';

/** The last page for a mailbox owner: the mailbox is connected, and what Gmail answered when it was first checked. */
export function connectedPage(frame: Frame, view: ConnectedView): string {
  const { language } = frame;
  const other = otherLanguage(language);
  const { tone, icon } = lookOf(view);
  const main = html`<div class="visit">
<section class="card">
  <span class="visit-mark ${tone}">${icon}</span>
  <h1>${say(language, 'connectedTitle')}</h1>
  ${thanks(frame, view)}
</section>
${inOtherLanguage(other, html`<section class="card"><h2>${say(other, 'connectedTitle')}</h2>${thanks({ ...frame, language: other }, view)}</section>`)}
</div>`;
  return page(frame, {
    title: say(language, 'connectedTitle'),
    main,
    width: 'narrow',
    switchable: false,
  });
}

const CHECKED = { tone: 'tone-ok', icon: ICONS.check };
const PENDING = { tone: 'tone-info', icon: ICONS.history };
const REFUSED = { tone: 'tone-warn', icon: ICONS.warning };

function lookOf({ check }: ConnectedView): { readonly tone: string; readonly icon: Markup } {
  if (check.kind === 'pending') return PENDING;
  return check.diagnosis ? REFUSED : CHECKED;
}

function thanks(frame: Frame, { address, check, end }: ConnectedView): Markup {
  const { language } = frame;
  const refused = check.kind === 'made' && check.diagnosis;
  const answer = check.kind === 'pending' ? 'firstCheckPending' : 'firstCheckPassed';
  return html`<p>${say(language, 'connectedBody', address)}</p>
  ${
    refused
      ? html`<p>${say(language, 'firstCheckFailed')}</p>
  ${diagnosisPanel(frame, refused, { heading: 2 })}`
      : html`<p>${say(language, answer)}</p>`
  }
  ${end && html`<p>${accessEndText(language, end)}${!end.isTesting && html` ${say(language, 'connectedLimited')}`}</p>`}
  <p><strong>${say(language, 'closeWindow')}</strong></p>
  <p class="muted small">${say(language, 'connectedRevoke')}</p>`;
}
