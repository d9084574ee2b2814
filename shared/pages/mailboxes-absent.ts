import { html } from 'hono/html';
import { listAddress } from './address.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame, Language, ListQuery } from './views.ts';

/** Why there is none: nothing was found, nothing fares like that, or the list has just ended. */
export function mailboxesAbsent(frame: Frame, asked: ListQuery): Markup {
  const { language } = frame;
  const narrowed = asked.search !== '' || asked.show !== null;
  return html`<div class="card absent" role="status">
  <p>${why(language, asked)}</p>
  ${narrowed && html`<p><a class="text-link" href="${listAddress(frame, {})}">${say(language, 'showEvery')}</a></p>`}
</div>`;
}

function why(language: Language, { show, search, after }: ListQuery): string {
  if (after) return say(language, 'pageEmpty');
  if (search !== '') return say(language, 'nothingFound', search);
  return say(language, show ? `none_${show}` : 'pageEmpty');
}
