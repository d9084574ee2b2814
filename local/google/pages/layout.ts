import { html } from 'hono/html';
import type { Google } from '../google.ts';
import type { Markup } from '../http/answer.ts';

/** The frame of every page: says first of all that nothing here is the real Google. */
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
