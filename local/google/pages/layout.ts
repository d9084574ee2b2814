import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import type { Reader } from '../../reader.ts';
import type { Google } from '../google.ts';
import type { Answer, Markup } from '../http/answer.ts';

const CSS = readFileSync(new URL('emulator.css', import.meta.url), 'utf8');

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
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${name}</title>
<link rel="stylesheet" href="${basePath}/emulator.css">
</head>
<body>
<header class="banner">
<p><strong>${name}</strong> – ${say('no real account is involved', '実際のアカウントには影響しません')}</p>
<nav aria-label="${say('Emulator', 'エミュレーター')}">
<a href="${basePath}/emulator">${say('Switches', 'スイッチ')}</a>
<a href="${basePath}/emulator/mail">${say('Mail', 'メール')}</a>
${connectorPage ? html`<a href="${connectorPage}">${say('Back to the connector', 'コネクタに戻る')}</a>` : ''}
</nav>
</header>
<main>${content}</main>
</body>
</html>
`;
}

/** `GET /emulator.css`: the stylesheet of every page. */
export function stylesheet(): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
    body: CSS,
  };
}
