import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import type { Reader } from '../../reader.ts';
import type { Answer, Markup } from '../http/answer.ts';
import type { Org } from '../org.ts';

const CSS = readFileSync(new URL('emulator.css', import.meta.url), 'utf8');

export type PageContent = { readonly title: string; readonly content: Markup };

/** Wraps the content of every page. The banner says that this is not the real Salesforce, and leads back to the connector. */
export function layout(
  { basePath, name, connectorPage }: Org,
  { language, say }: Reader,
  { title, content }: PageContent,
): Markup {
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
<p><strong>${say('Emulated Salesforce', '模擬 Salesforce')}</strong> – ${say('no real org is involved', '実際の組織には影響しません')}</p>
${connectorPage ? html`<a href="${connectorPage}">${say('Back to the connector', 'コネクタに戻る')}</a>` : ''}
</header>
<nav aria-label="${say('Pages', 'ページ')}">
<a href="${basePath}/cases">${say('Cases', 'ケース')}</a>
<a href="${basePath}/outbound">${say('Outbound Messages', 'アウトバウンドメッセージ')}</a>
<a href="${basePath}/setup">${say('Setup', '設定')}</a>
</nav>
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
