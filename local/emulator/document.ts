import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import type { Language } from '../../shared/language.ts';

type Markup = ReturnType<typeof html>;

/** What both emulators' pages are made of: the rules that they share, without colours and measures. */
const SHARED_RULES = readFileSync(new URL('emulator.css', import.meta.url), 'utf8');

/** The stylesheet of an emulator: the shared rules, then its own. */
export const stylesheetWith = (own: URL): string => `${SHARED_RULES}\n${readFileSync(own, 'utf8')}`;

type Document = {
  readonly title: string;
  readonly basePath: string;
  readonly body: Markup;
};

/** The HTML document of a page, whose stylesheet the emulator serves below its base path. */
export const documentOf = (
  language: Language,
  { title, basePath, body }: Document,
): Markup => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${basePath}/emulator.css">
</head>
<body>
${body}
</body>
</html>
`;

/** The header fields of a page that only what its policy allows can load. */
export const pageHeaders = (policy: readonly string[]): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy.join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});
