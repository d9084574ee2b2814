import { html } from 'hono/html';
import { diagnose } from '../diagnosis/index.ts';
import type { ProbeSample } from '../tokens/index.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

/** As many as the strip has room for: older ones would be left of it. */
const SHOWN = 30;
const STEP = 4;
const BAR = 3;
const HEIGHT = 20;
const WIDTH = SHOWN * STEP - 1;
const LEAST = 3;

/**
 * The last checks as bars, the newest at the right. A bar that passed is as high as it was slow; one
 * that failed is a full one with its foot cut off, an exclamation mark, whatever its colour.
 */
export function checkStrip(language: Language, history: readonly ProbeSample[]): Markup | null {
  const samples = history.slice(-SHOWN);
  if (samples.length === 0) return null;
  const typical = typicalOf(samples) ?? 1;
  const placed = samples.map((sample, place) => ({
    ...sample,
    x: (SHOWN - samples.length + place) * STEP,
  }));
  const passed = placed.map(
    ({ code, x, latencyMs }) => code === null && bar(x, latencyMs / typical),
  );
  const failed = placed.map(({ code, x }) => code !== null && exclamation(x));
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" preserveAspectRatio="none"><title>${inWords(language, samples)}</title><path class="strip-base" d="M0 ${HEIGHT - 0.5}H${WIDTH}"/>${path('strip-passed', passed)}${path('strip-failed', failed)}</svg>`;
}

/** Many bars are one path: a page has fifty strips. */
const path = (look: string, bars: readonly (string | false)[]): Markup =>
  html`<path class="${look}" d="${bars.filter(Boolean).join('')}"/>`;

/** What is typical fills a third, so that both a quick one and a slow one can be told from it. */
function bar(x: number, timesTypical: number): string {
  const height = Math.max(LEAST, Math.min(HEIGHT, Math.round((timesTypical * HEIGHT) / 3)));
  return `M${x} ${HEIGHT}h${BAR}v-${height}h-${BAR}z`;
}

const exclamation = (x: number): string =>
  `M${x} 0h${BAR}v${HEIGHT - 7}h-${BAR}zM${x} ${HEIGHT - 4}h${BAR}v4h-${BAR}z`;

/** "29 of 30 checks passed, 84 ms typically". */
export function inWords(language: Language, samples: readonly ProbeSample[]): string {
  const passed = samples.filter(({ code }) => code === null).length;
  return say(language, 'checksPassed', passed, samples.length, typicalOf(samples));
}

/** The median of those that passed; null when none did. */
function typicalOf(samples: readonly ProbeSample[]): number | null {
  const passed = samples.filter(({ code }) => code === null).map(({ latencyMs }) => latencyMs);
  return passed.sort((a, b) => a - b)[Math.floor(passed.length / 2)] ?? null;
}

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
  const { title } = diagnose({ code, upstream: null });
  return html`<span class="result tone-bad">${ICONS.broken}${title[language]}</span>`;
}
