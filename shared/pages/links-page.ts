import { html } from 'hono/html';
import type { PendingLink } from '../tokens/index.ts';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { returnToField } from './return-to.ts';
import { timeElement } from './time-element.ts';
import type { Frame, LinksView } from './views.ts';

/** The links that were sent and not used yet, each with a button that withdraws it. */
export function linksPage(frame: Frame, { links, withdrawn }: LinksView): string {
  const { language } = frame;
  const main = html`${withdrawn && html`<div class="notice tone-ok" role="status">${ICONS.check}<div class="notice-text"><p>${say(language, 'noticeLinkWithdrawn')}</p></div></div>`}
${backLink(frame)}
<h1>${say(language, 'linksTitle')}</h1>
<p class="lead">${say(language, 'linksIntro')}</p>
<section class="card">
  ${
    links.length === 0
      ? html`<p class="muted">${say(language, 'noLinks')}</p>`
      : html`<ul class="links">${links.map((link) => item(frame, link))}</ul>`
  }
</section>`;
  return page(frame, { title: say(language, 'linksTitle'), main, width: 'wide' });
}

function item(frame: Frame, link: PendingLink): Markup {
  const { language } = frame;
  const mailbox = link.mailbox ?? say(language, 'linkForAny');
  return html`<li class="pending-link">
    <div>
      <p><strong>${mailbox}</strong></p>
      <p class="muted">${say(language, `may_${link.profile}`)}</p>
      <p class="muted">${say(language, 'byWhom', link.begunBy)} · ${timeElement(frame, link.madeAt)}</p>
      <p class="muted">${
        link.openedAt === null
          ? html`${say(language, 'linkNotOpened')} · ${say(language, 'noticeLinkExpires')}: ${timeElement(frame, link.expiresAt)}`
          : html`${say(language, 'linkOpened')}: ${timeElement(frame, link.openedAt)}`
      }</p>
    </div>
    <form method="post" action="${addressOf(frame, `/setup-page/links/${encodeURIComponent(link.id)}/withdraw`)}">
      ${formToken(frame)}${returnToField('/setup-page/links')}
      <button class="button danger">${say(language, 'withdrawLink')}<span class="visually-hidden">${say(language, 'ofMailbox', mailbox)}</span></button>
    </form>
  </li>`;
}
