import { html } from 'hono/html';
import { documentOf, stylesheetWith } from '../../emulator/document.ts';
import type { Reader } from '../../reader.ts';
import type { Google } from '../google.ts';
import type { Answer, Markup } from '../http/answer.ts';

const CSS = stylesheetWith(new URL('emulator.css', import.meta.url));

export type PageContent = { title: string; content: Markup };

/**
 * Wraps the content of every page. The banner says that this is not the real Google, and leads to the switches, to
 * the mail and back to the connector.
 */
export function layout(
  google: Pick<Google, 'basePath' | 'connectorPage'>,
  { language, say }: Reader,
  { title, content }: PageContent,
): Markup {
  const { basePath, connectorPage } = google;
  const name = say('Emulated Google', '模擬 Google');
  const body = html`<header class="banner">
<p><strong>${name}</strong> – ${say('no real account is involved', '実際のアカウントには影響しません')}</p>
<nav aria-label="${say('Emulator', 'エミュレーター')}">
<a href="${basePath}/emulator">${say('Switches', 'スイッチ')}</a>
<a href="${basePath}/emulator/mail">${say('Mail', 'メール')}</a>
${connectorPage ? html`<a href="${connectorPage}">${say('Back to the connector', 'コネクタに戻る')}</a>` : ''}
</nav>
</header>
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
