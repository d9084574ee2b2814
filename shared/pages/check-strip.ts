import { html } from 'hono/html';
import { type Diagnosis, diagnoseSample } from '../diagnosis/index.ts';
import type { ProbeSample } from '../tokens/index.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

/** How many bars fit into the strip; older samples are left out. */
const SHOWN = 30;
const BAR_SPACING = 4;
const BAR_WIDTH = 3;
const HEIGHT = 20;
const WIDTH = SHOWN * BAR_SPACING - 1;
const MIN_HEIGHT = 3;

/**
 * The last probes as bars, the newest at the right. The height of a passed probe's bar shows its latency.
 * A failed probe is a full bar with a gap near its foot, an exclamation mark, so it is recognised without
 * its colour.
 */
export function checkStrip(language: Language, history: readonly ProbeSample[]): Markup | null {
  const samples = history.slice(-SHOWN);
  if (samples.length === 0) return null;
  const typical = medianLatency(samples) ?? 1;
  const placed = samples.map((sample, place) => ({
    ...sample,
    x: (SHOWN - samples.length + place) * BAR_SPACING,
  }));
  const passed = placed.map(
    ({ code, x, latencyMs }) => code === null && bar(x, latencyMs / typical),
  );
  const failed = placed.map(({ code, x }) => code !== null && exclamation(x));
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" preserveAspectRatio="none"><title>${inWords(language, samples)}</title><path class="strip-base" d="M0 ${HEIGHT - 0.5}H${WIDTH}"/>${path('strip-passed', passed)}${path('strip-failed', failed)}</svg>`;
}

/** How many bars a line of a long list has. */
const SHORT = 16;

/** The same in a line of a long list: fewer bars, and drawn as strokes, which take a third of the bytes. */
export function shortStrip(language: Language, history: readonly ProbeSample[]): Markup | null {
  const samples = history.slice(-SHORT);
  if (samples.length === 0) return null;
  const typical = medianLatency(samples) ?? 1;
  const [passed, failed]: [string[], string[]] = [[], []];
  samples.forEach(({ code, latencyMs }, place) => {
    const x = (SHORT - samples.length + place) * BAR_SPACING + 2;
    if (code === null) passed.push(`M${x} ${HEIGHT}v-${heightOf(latencyMs / typical)}`);
    else failed.push(`M${x} 0v${HEIGHT - 7}m0 3v4`);
  });
  return html`<svg class="strip" viewBox="0 0 ${SHORT * BAR_SPACING} ${HEIGHT}" role="img"><title>${inWords(language, samples)}</title><path d="${passed.join('')}"/>${failed.length > 0 && html`<path class="failed" d="${failed.join('')}"/>`}</svg>`;
}

/** Draws all bars of a kind as one path, because a page can have fifty strips. */
const path = (look: string, bars: readonly (string | false)[]): Markup =>
  html`<path class="${look}" d="${bars.filter(Boolean).join('')}"/>`;

/** The median latency fills a third of the height, so that both faster and slower probes stand out. */
const heightOf = (timesTypical: number): number =>
  Math.max(MIN_HEIGHT, Math.min(HEIGHT, Math.round((timesTypical * HEIGHT) / 3)));

function bar(x: number, timesTypical: number): string {
  const height = heightOf(timesTypical);
  return `M${x} ${HEIGHT}h${BAR_WIDTH}v-${height}h-${BAR_WIDTH}z`;
}

const exclamation = (x: number): string =>
  `M${x} 0h${BAR_WIDTH}v${HEIGHT - 7}h-${BAR_WIDTH}zM${x} ${HEIGHT - 4}h${BAR_WIDTH}v4h-${BAR_WIDTH}z`;

/** "29 of 30 checks passed, 84 ms typically". */
export function inWords(language: Language, samples: readonly ProbeSample[]): string {
  const passed = samples.filter(({ code }) => code === null).length;
  return say(language, 'checksPassed', passed, samples.length, medianLatency(samples));
}

/** The median latency of the passed probes; null when none passed. */
function medianLatency(samples: readonly ProbeSample[]): number | null {
  const passed = samples.filter(({ code }) => code === null).map(({ latencyMs }) => latencyMs);
  return passed.sort((a, b) => a - b)[Math.floor(passed.length / 2)] ?? null;
}

/**
 * A table of the last probes, the newest first: time, result, and how long Gmail took.
 *
 * @param lastFailure the diagnosis of the last probe, which knows more than a sample; null when it passed
 */
export function checkTable(
  frame: Frame,
  history: readonly ProbeSample[],
  lastFailure: Diagnosis | null = null,
): Markup {
  const { language } = frame;
  const newest = history.at(-1);
  const rows = history.toReversed().map((sample) => {
    const failure = diagnoseSample(sample);
    return row(frame, sample, failure && ((sample === newest && lastFailure) || failure));
  });
  return html`<table class="checks">
    <thead><tr><th scope="col">${say(language, 'checkWhen')}</th><th scope="col">${say(language, 'checkResult')}</th><th scope="col" class="number">${say(language, 'checkTook')}</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

const row = (frame: Frame, { at, latencyMs }: ProbeSample, failure: Diagnosis | null): Markup =>
  html`<tr><td>${timeElement(frame, at)}</td><td>${result(frame.language, failure)}</td><td class="number">${say(frame.language, 'milliseconds', latencyMs)}</td></tr>`;

const result = (language: Language, failure: Diagnosis | null): Markup =>
  failure
    ? html`<span class="result tone-bad">${ICONS.broken}${failure.title[language]}</span>`
    : html`<span class="result tone-ok">${ICONS.check}${say(language, 'checkPassed')}</span>`;
