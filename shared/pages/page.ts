import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { assetPaths } from './assets.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';
import { withSharedIcons } from './icon-sprite.ts';
import { type Markup, stringify } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** The parts of one page; the frame around them is the same on all pages. */
type Page = {
  readonly title: string;
  readonly main: Markup;
  /** `fleet` for a long list, `wide` for a short one, `narrow` for one question or one answer. */
  readonly width: 'fleet' | 'wide' | 'narrow';
  /** False when a GET of the address would show another page, so that the language switch cannot return to it. */
  readonly switchable?: boolean;
  /** The id of this page's form that the language switch sends, where a GET would lose what was entered. */
  readonly languageForm?: string;
};

/** Builds the whole document. The script counts times from `data-now`, because the reader's clock may be wrong. */
export function page(frame: Frame, { title, main, width, ...switching }: Page): string {
  const { language } = frame;
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${say(language, 'pageTitle', title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="${addressOf(frame, assetPaths.icon)}">
<link rel="stylesheet" href="${addressOf(frame, assetPaths.stylesheet)}">
<script type="module" src="${addressOf(frame, assetPaths.script)}"></script>
</head>
<body data-now="${frame.now.toISOString()}">
<a class="skip" href="#content">${say(language, 'skipToContent')}</a>
${header(frame, switching)}
<main id="content" class="${width}" tabindex="-1">
${main}
</main>
${footer(frame)}
</body>
</html>
`;
  return withSharedIcons(stringify(document));
}
