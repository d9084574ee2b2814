import { html } from 'hono/html';
import type { Run } from '../tokens/index.ts';
import { addressOf } from './address.ts';
import { type Markup, stringify } from './markup.ts';
import { say } from './messages.ts';
import { type Progress, progressOf } from './run-progress.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

const JOBS = ['token-refresh', 'label-probe'] as const;

/** The counts of a run that are shown, in this order. Others are not shown. */
const SHOWN_COUNTS = [
  'refreshed',
  'needsReconnect',
  'retryLater',
  'healthy',
  'failing',
  'left',
] as const;

/**
 * The progress of the scheduled jobs. While one runs, `data-live` tells the script where to fetch this part
 * again; readers without the script use the link that reloads the page.
 */
export function runLines(frame: Frame, runs: readonly Run[]): Markup {
  const jobs = JOBS.flatMap((job) => {
    const progress = progressOf(runs, job, frame.now);
    return progress ? [{ job, progress }] : [];
  });
  const live = jobs.some(({ progress }) => progress.state === 'running');
  return html`<div id="runs" class="runs"${live && html` data-live="${addressOf(frame, '/setup-page/runs')}"`}>
  ${jobs.map(({ job, progress }) => (progress.state === 'running' ? running(frame, job, progress) : last(frame, job, progress)))}
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
  const parts = SHOWN_COUNTS.flatMap((name) => {
    const count = counts[name] ?? 0;
    return count > 0 ? [say(language, `run_${name}`, count)] : [];
  });
  return parts.length === 0
    ? say(language, 'runNothing')
    : parts.join(language === 'ja' ? '、' : ', ');
}

/** The part of the list page that changes while a job runs. The script fetches it and replaces the old one. */
export const runsFragment = (frame: Frame, runs: readonly Run[]): string =>
  stringify(runLines(frame, runs));
