import { html } from 'hono/html';
import { errorContent } from './error-content.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import type { ErrorView, Frame } from './views.ts';

/** Why a form was refused, for the page that shows the form again: below its first heading. */
export function refusalPanel(frame: Frame, error: ErrorView): Markup {
  const { heading, body } = errorContent(frame, error);
  return html`<section class="notice tone-bad" role="alert">
  ${ICONS.broken}
  <div class="notice-text refusal"><h2>${heading}</h2>
  ${body}</div>
</section>`;
}
