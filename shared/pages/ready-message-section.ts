import { html } from 'hono/html';
import type { Diagnosis } from '../diagnosis/index.ts';
import { copyable, copyableText } from './copyable.ts';
import { ICONS } from './icons.ts';
import { LANGUAGE_NAMES, otherLanguage } from './language-switch.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { type MessageAbout, mailtoOf, readyMessage, recipientOf } from './ready-message.ts';
import type { Frame } from './views.ts';

/**
 * A message to who has to act, ready to be sent, in either language: the reader of a page often is not the one who may
 * change anything. Null: the remedy is nobody's elsewhere.
 */
export function readyMessageSection(
  frame: Frame,
  diagnosis: Diagnosis | null,
  about: MessageAbout | null = null,
): Markup | null {
  const other = otherLanguage(frame.language);
  return section(
    frame,
    diagnosis,
    (asked) => html`<div class="ready-message-text">${fields(frame, asked, about)}</div>
  <details lang="${other}"><summary>${LANGUAGE_NAMES[other]}</summary>
  <div class="ready-message-text">${fields({ ...frame, language: other }, asked, about)}</div></details>`,
  );
}

/** The same in the page's language alone, for a page with many: its language switch changes them all. */
export const shortMessageSection = (frame: Frame, diagnosis: Diagnosis): Markup | null =>
  section(
    frame,
    diagnosis,
    (asked) => html`<div class="ready-message-text">${fields(frame, asked, null)}</div>`,
  );

function section(
  frame: Frame,
  diagnosis: Diagnosis | null,
  message: (asked: Diagnosis) => Markup,
): Markup | null {
  const recipient = diagnosis && recipientOf(diagnosis);
  if (!diagnosis || !recipient) return null;
  return html`<details class="ready-message">
  <summary>${ICONS.mail}${say(frame.language, `messageTo_${recipient}`)}</summary>
  ${message(diagnosis)}
</details>`;
}

function fields(frame: Frame, diagnosis: Diagnosis, about: MessageAbout | null): Markup {
  const { language } = frame;
  const message = readyMessage(frame, diagnosis, about);
  return html`${copyable(language, say(language, 'messageSubjectLabel'), message.subject)}
  ${copyableText(language, say(language, 'messageBodyLabel'), message.body)}
  <p><a class="text-link" href="${mailtoOf(message)}">${say(language, 'messageOpen')}</a> <span class="muted small">${say(language, 'messageOpenHint')}</span></p>`;
}
