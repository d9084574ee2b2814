import { html } from 'hono/html';
import { diagnose } from '../diagnosis/index.ts';
import type { ProbeSample } from '../tokens/index.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

/** The last checks one by one, the newest first: when, how it went, how long Gmail took. */
export function checkTable(frame: Frame, history: readonly ProbeSample[]): Markup {
  const { language } = frame;
  return html`<table class="checks">
    <thead><tr><th scope="col">${say(language, 'checkWhen')}</th><th scope="col">${say(language, 'checkResult')}</th><th scope="col" class="number">${say(language, 'checkTook')}</th></tr></thead>
    <tbody>${history.toReversed().map((sample) => row(frame, sample))}</tbody>
  </table>`;
}

const row = (frame: Frame, { at, latencyMs, code }: ProbeSample): Markup =>
  html`<tr><td>${timeElement(frame, at)}</td><td>${result(frame.language, code)}</td><td class="number">${say(frame.language, 'milliseconds', latencyMs)}</td></tr>`;

function result(language: Language, code: ProbeSample['code']): Markup {
  if (code === null) {
    return html`<span class="result tone-ok">${ICONS.check}${say(language, 'checkPassed')}</span>`;
  }
  const { title } = diagnose({ code, google: null });
  return html`<span class="result tone-bad">${ICONS.broken}${title[language]}</span>`;
}
