import { html } from 'hono/html';
import { leftIn } from '../checklist/index.ts';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { checklistItem } from './checklist-item.ts';
import type { ChecklistView } from './checklist-views.ts';
import { doneBanner } from './done-banner.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { Frame } from './views.ts';

export const CHECKLIST_PATH = '/setup-page/checklist';

/** What has to be in place before mail becomes cases: each item with its proof, or with its remedy. */
export function checklistPage(frame: Frame, view: ChecklistView): string {
  const { language } = frame;
  const main = html`${view.checked && doneBanner(say(language, 'checkedEverything'))}
${backLink(frame)}
<div class="page-head">
  <h1>${say(language, 'checklist')}</h1>
  ${checkButton(frame)}
</div>
<p class="lead">${say(language, 'checklistIntro')}</p>
<p class="summary">${say(language, 'checklistLeft', leftIn(view.items))}</p>
<ol class="card checklist">${view.items.map((item) => checklistItem(frame, item, view.keysAre))}</ol>
<p class="muted small">${say(language, 'checkEverythingMeans')}</p>`;
  return page(
    { ...frame, path: CHECKLIST_PATH },
    { title: say(language, 'checklist'), main, width: 'wide' },
  );
}

const checkButton = (frame: Frame): Markup =>
  html`<form class="actions" method="post" action="${addressOf(frame, `${CHECKLIST_PATH}/check`)}">${formToken(frame)}<button class="button primary">${ICONS.reload}${say(frame.language, 'checkEverything')}</button></form>`;
