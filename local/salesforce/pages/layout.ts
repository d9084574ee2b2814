import { html } from 'hono/html';
import { documentOf, stylesheetWith } from '../../emulator/document.ts';
import type { Reader } from '../../reader.ts';
import type { Answer, Markup } from '../http/answer.ts';
import type { Org } from '../org.ts';

const CSS = stylesheetWith(new URL('emulator.css', import.meta.url));

export type PageContent = { readonly title: string; readonly content: Markup };

/** Wraps the content of every page. The banner says that this is not the real Salesforce, and leads back to the connector. */
export function layout(
  { basePath, name, connectorPage }: Org,
  { language, say }: Reader,
  { title, content }: PageContent,
): Markup {
  const body = html`<header class="banner">
<p><strong>${say('Emulated Salesforce', '模擬 Salesforce')}</strong> – ${say('no real org is involved', '実際の組織には影響しません')}</p>
${connectorPage ? html`<a href="${connectorPage}">${say('Back to the connector', 'コネクタに戻る')}</a>` : ''}
</header>
<nav aria-label="${say('Pages', 'ページ')}">
<a href="${basePath}/cases">${say('Cases', 'ケース')}</a>
<a href="${basePath}/outbound">${say('Outbound Messages', 'アウトバウンドメッセージ')}</a>
<a href="${basePath}/setup">${say('Setup', '設定')}</a>
</nav>
<main>${content}</main>`;
  return documentOf(language, { title: `${title} – ${name}`, basePath, body });
}

/** `GET /emulator.css`: the stylesheet of every page. */
export function stylesheet(): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
    body: CSS,
  };
}
