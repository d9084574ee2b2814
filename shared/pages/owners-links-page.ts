import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLinkTo } from './back-link.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { timeElement } from './time-element.ts';
import type { Frame, OwnersLinksView } from './views.ts';

/** The links that were just made for the owners of a group: to copy all at once, one by one, or as a file. */
export function ownersLinksPage(frame: Frame, view: OwnersLinksView): string {
  const { language } = frame;
  const { links, waiting, left } = view;
  const main = html`${backLinkTo(frame, `/setup-page?trouble=${encodeURIComponent(view.trouble)}`, say(language, 'backToGroup'))}
<h1>${say(language, 'ownersLinksTitle')}</h1>
<p class="lead">${say(language, links.length > 0 ? 'ownersLinksIntro' : 'ownersLinksNone')}</p>
${waiting > 0 && html`<p class="muted">${say(language, 'ownersLinksWaiting', waiting)} <a class="text-link" href="${addressOf(frame, '/setup-page/links')}">${say(language, 'linksTitle')}</a></p>`}
${links.length > 0 && made(frame, view)}
${left > 0 && more(frame, view)}`;
  return page(frame, { title: say(language, 'ownersLinksTitle'), main, width: 'wide' });
}

function made(frame: Frame, { links, csv }: OwnersLinksView): Markup {
  const { language } = frame;
  const lines = links.map(({ address, url }) => `${address}\t${url}`).join('\n');
  const first = links[0];
  // The links are secrets: the file is in the page, and no address of ours carries them.
  const file = `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`;
  return html`<section class="card">
  ${first && html`<p class="muted">${say(language, 'noticeLinkExpires')}: ${timeElement(frame, first.expiresAt)}</p>`}
  <div class="copyable"><label class="label" for="owners-links">${say(language, 'ownersLinksAll')}</label>
  <textarea id="owners-links" class="links-text" readonly rows="${Math.min(links.length + 1, 16)}" data-copy-source>${lines}</textarea>
  <span class="actions"><button class="button" type="button" hidden data-copy="owners-links" data-done="${say(language, 'copied')}">${say(language, 'copyAll')}</button>
  <a class="button" href="${file}" download="links.csv">${ICONS.download}${say(language, 'exportList')}</a></span></div>
</section>`;
}

const more = (frame: Frame, { trouble, left }: OwnersLinksView): Markup =>
  html`<form method="post" action="${addressOf(frame, '/setup-page/links/owners')}">
  ${formToken(frame)}<input type="hidden" name="trouble" value="${trouble}">
  <button class="button">${ICONS.link}${say(frame.language, 'ownersLinksMore', left)}</button>
</form>`;
