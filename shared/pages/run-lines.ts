import { html } from 'hono/html';
import type { Run } from '../tokens/index.ts';
import { addressOf } from './address.ts';
import { type Markup, stringify } from './markup.ts';
import { say } from './messages.ts';
import { type Progress, progressOf } from './run-progress.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

const JOBS = ['token-refresh', 'label-probe'] as const;

/** What a run's counts are called, in the order in which they are said; others are not said. */
const COUNTED = [
  'refreshed',
  'needsReconnect',
  'retryLater',
  'healthy',
  'failing',
  'left',
] as const;

/**
 * How the scheduled jobs go. While one runs, `data-live` tells the script where to fetch this again;
 * readers without it have a link that reloads the page.
 */
export function runLines(frame: Frame, runs: readonly Run[]): Markup {
  const going = JOBS.flatMap((job) => {
    const progress = progressOf(runs, job, frame.now);
    return progress ? [{ job, progress }] : [];
  });
  const live = going.some(({ progress }) => progress.state === 'running');
  return html`<div id="runs" class="runs"${live && html` data-live="${addressOf(frame, '/setup-page/runs')}"`}>
  ${going.map(({ job, progress }) => (progress.state === 'running' ? running(frame, job, progress) : last(frame, job, progress)))}
</div>`;
}

function running(frame: Frame, job: Run['job'], { done, due, startedAt }: Progress): Markup {
  const { language } = frame;
  const id = `running-${job}`;
  return html`<p class="run"><span><span id="${id}">${say(language, `running_${job}`, done, due)}</span> <span class="muted">· ${say(language, 'runStarted')} ${timeElement(frame, startedAt)}</span></span>
    <progress aria-labelledby="${id}" value="${done}" max="${Math.max(due, 1)}"></progress></p>`;
}

function last(frame: Frame, job: Run['job'], progress: Progress): Markup {
  const { language } = frame;
  return html`<p class="muted">${say(language, `lastRun_${job}`)} ${timeElement(frame, progress.lastAt)} · ${inWords(frame, progress)}</p>`;
}

function inWords({ language }: Frame, { state, counts, done, due }: Progress): string {
  if (state === 'cut_off') return say(language, 'runCutOff', done, due);
  const said = COUNTED.flatMap((name) => {
    const count = counts[name] ?? 0;
    return count > 0 ? [say(language, `run_${name}`, count)] : [];
  });
  return said.length === 0
    ? say(language, 'runNothing')
    : said.join(language === 'ja' ? '、' : ', ');
}

/** The part of the list's page that changes while a job runs, for the script to put in its place. */
export const runsFragment = (frame: Frame, runs: readonly Run[]): string =>
  stringify(runLines(frame, runs));
