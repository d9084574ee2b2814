import { html } from 'hono/html';
import type { Backfill, Intake } from '../mail/model/intake.ts';
import { connectionAddress } from './address.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { MailSectionView } from './mail-section-view.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { type FixedKey, say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** The mail from before the start: how far it was brought, or the form that asks for it. */
export function backfillSection(
  frame: Frame,
  { backfilled }: Pick<MailSectionView, 'backfilled'>,
  { connectionId, backfill }: Intake,
): Markup {
  const isAtWork = backfill !== null && backfill.endedAt === null;
  return html`${backfill && progress(frame, backfill, backfilled)}
  ${isAtWork ? stopForm(frame, connectionId) : askForm(frame, connectionId)}`;
}

const action = (frame: Frame, id: string): string =>
  `${connectionAddress(frame, id)}/mail/backfill`;

function progress(frame: Frame, backfill: Backfill, left: number): Markup {
  const { language } = frame;
  const { from, to, listedTo, found, endedAt } = backfill;
  const fact = (key: FixedKey, value: Markup | string): Markup =>
    html`<div><dt>${say(language, key)}</dt><dd>${value}</dd></div>`;
  const time = (at: Date): Markup => timeElement(frame, at);
  const atWork = html`${fact('backfillReached', time(listedTo))}
    ${fact('backfillDone', grouped(Math.max(0, found - left)))}
    ${fact('backfillLeft', grouped(left))}`;
  return html`<h3>${say(language, 'earlierMail')}</h3>
  <p class="note tone-info">${ICONS.history}<span>${say(language, endedAt ? 'backfillEnded' : 'backfillRuns')}</span></p>
  <dl class="facts">
    ${fact('backfillSpan', html`${time(from)} – ${time(to)}`)}
    ${fact('backfillFound', grouped(found))}
    ${endedAt ? fact('backfillEndedAt', time(endedAt)) : atWork}
  </dl>`;
}

const stopForm = (frame: Frame, id: string): Markup =>
  html`<form class="actions" method="post" action="${action(frame, id)}/stop">${formToken(frame)}<button class="button">${say(frame.language, 'stopBackfill')}<span class="visually-hidden">: ${say(frame.language, 'earlierMail')}</span></button></form>`;

function askForm(frame: Frame, id: string): Markup {
  const { language } = frame;
  return html`<details>
    <summary>${say(language, 'earlierMail')}</summary>
    <form class="form inner" method="post" action="${action(frame, id)}">
      ${formToken(frame)}
      <p>${say(language, 'earlierMailMeans')}</p>
      <div class="field"><label for="days">${say(language, 'earlierDays')}</label>
      <input id="days" name="days" type="number" min="1" max="30" value="7" required></div>
      <div class="actions"><button class="button">${say(language, 'bringEarlierMail')}</button></div>
    </form>
  </details>`;
}
