import { html } from 'hono/html';
import type { Run } from '../jobs/run.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { type Progress, progressOf } from './run-progress.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** The jobs that have words of their own, in the order in which they are shown. */
const NAMED = ['token-refresh', 'label-probe'] as const;

type Named = (typeof NAMED)[number];

const isNamed = (job: string): job is Named => NAMED.some((name) => name === job);

/** The jobs that are shown: those with words of their own, then every other that ran. */
const jobsOf = (runs: readonly Run[]): readonly string[] => [
  ...NAMED,
  ...new Set(
    runs
      .map(({ job }) => job)
      .filter((job) => !isNamed(job))
      .toSorted(),
  ),
];

/** The counts of a run that are shown, in this order. Others are not shown. */
const SHOWN_COUNTS = [
  'refreshed',
  'needsReconnect',
  'retryLater',
  'healthy',
  'failing',
  'done',
  'left',
] as const;

/**
 * The progress of the scheduled jobs. While one runs, `data-running` has the script fetch the page's parts more often;
 * readers without the script use the link that reloads the page.
 */
export function runLines(frame: Frame, runs: readonly Run[]): Markup {
  const jobs = jobsOf(runs).flatMap((job) => {
    const progress = progressOf(runs, job, frame.now);
    return progress ? [{ job, progress }] : [];
  });
  const live = jobs.some(({ progress }) => progress.state === 'running');
  return html`<div id="runs" class="runs"${live && html` data-running`}>
  ${jobs.map(({ job, progress }) => (progress.state === 'running' ? running(frame, job, progress) : last(frame, job, progress)))}
</div>`;
}

function running(frame: Frame, job: string, { done, due, startedAt }: Progress): Markup {
  const { language } = frame;
  const title = isNamed(job)
    ? say(language, `running_${job}`, done, due)
    : say(language, 'running_other', job, done, due);
  const id = `running-${job}`;
  return html`<p class="run"><span><span id="${id}">${title}</span> <span class="muted">· ${say(language, 'runStarted')} ${timeElement(frame, startedAt)}</span></span>
    <progress aria-labelledby="${id}" value="${done}" max="${Math.max(due, 1)}"></progress></p>`;
}

function last(frame: Frame, job: string, progress: Progress): Markup {
  const { language } = frame;
  const title = isNamed(job)
    ? say(language, `lastRun_${job}`)
    : say(language, 'lastRun_other', job);
  return html`<p class="muted">${title} ${timeElement(frame, progress.lastAt)} · ${inWords(frame, job, progress)}</p>`;
}

function inWords({ language }: Frame, job: string, { state, counts, done, due }: Progress): string {
  if (state === 'cut_off') return say(language, 'runCutOff', done, due);
  // Counts without words of their own are shown as a sum.
  const shown: Progress['counts'] = isNamed(job) ? counts : { done, left: due - done };
  const parts = SHOWN_COUNTS.flatMap((name) => {
    const count = shown[name] ?? 0;
    return count > 0 ? [say(language, `run_${name}`, count)] : [];
  });
  return parts.length === 0
    ? say(language, 'runNothing')
    : parts.join(language === 'ja' ? '、' : ', ');
}
