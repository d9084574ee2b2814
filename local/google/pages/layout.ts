import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import type { Google } from '../google.ts';
import type { Answer, Markup } from '../http/answer.ts';

const CSS = readFileSync(new URL('emulator.css', import.meta.url), 'utf8');

/** Wraps the content of every page. The banner says that this is not the real Google. */
export function layout(google: Pick<Google, 'basePath'>, title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Emulated Google</title>
<link rel="stylesheet" href="${google.basePath}/emulator.css">
</head>
<body>
<header class="banner"><strong>Emulated Google</strong> – no real account is involved</header>
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
