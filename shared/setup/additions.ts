import {
  type Addition,
  type AdditionLine,
  continueAddition,
  isHeldBack,
  readAddition,
  readLines,
  retryFailed,
} from '../additions/index.ts';
import { type Diagnosis, diagnose } from '../diagnosis/index.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import {
  type AdditionView,
  additionPage,
  type FailedCause,
  type LineCounts,
  type LinesShown,
} from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { idIn } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';

/** A request without the script works this long, and a person waits for it. */
const LONGEST_SECONDS = 20;

/** The progress and the results of an addition. */
export async function showAddition(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { value: addition } = await readAddition(runtime, idIn(incoming));
  const [frame, lines, delegations] = await Promise.all([
    frameOf(incoming, runtime),
    readLines(runtime, addition),
    runtime.tokens.listDelegations(),
  ]);
  const delegation = delegations.find(({ id }) => id === addition.delegationId) ?? null;
  const view = viewOf(addition, lines, incoming.query);
  return page(additionPage(frame, { ...view, delegation }));
}

/** Works on what is left for some seconds; the script asks for shorter steps, to show the progress. */
export async function continueAdding(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const { clock, tokens } = runtime;
  const seconds = Math.min(Number(form.get('seconds')) || LONGEST_SECONDS, LONGEST_SECONDS);
  await continueAddition(runtime, idIn(incoming), {
    by: session.address,
    until: new Date(clock.now().getTime() + Math.max(seconds, 1) * 1000),
    connect: tokens.connectByDelegation,
  });
  return backToAddition(incoming, runtime, form);
}

/** "Try the failed ones again": they are left again, and so is what was not tried. */
export async function retryAdding(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { form } = await readAdminForm(incoming, runtime);
  await retryFailed(runtime, idIn(incoming));
  return backToAddition(incoming, runtime, form);
}

function backToAddition(incoming: Incoming, { config }: Runtime, form: URLSearchParams): Reply {
  const path = `${HOME}/additions/${encodeURIComponent(idIn(incoming))}`;
  const show = SHOWN.find((each) => each === form.get('show'));
  return redirect(`${config.baseUrl}${path}${show && show !== 'all' ? `?show=${show}` : ''}`);
}

const SHOWN: readonly LinesShown[] = ['all', 'failed', 'waiting'];
const LINES_SHOWN = 100;

const SELECTS: Readonly<Record<LinesShown, (line: AdditionLine) => boolean>> = {
  all: () => true,
  failed: ({ outcome }) => outcome?.kind === 'failed',
  waiting: ({ outcome }) => outcome === null,
};

function viewOf(
  { id, serviceAccount, stops }: Addition,
  lines: readonly AdditionLine[],
  query: URLSearchParams,
): Omit<AdditionView, 'delegation'> {
  const shown = SHOWN.find((each) => each === query.get('show')) ?? 'all';
  const selected = lines.filter(SELECTS[shown]);
  const after = Math.max(0, Math.trunc(Number(query.get('after')) || 0));
  const end = after + LINES_SHOWN;
  return {
    id,
    serviceAccount,
    total: lines.length,
    counts: countLines(lines),
    isRunning: lines.some((line) => !line.outcome && !isHeldBack(stops, line)),
    stops: stops.map((stop) => ({ domain: stop.domain, diagnosis: diagnosed(stop) })),
    causes: causesOf(lines),
    unrevoked: lines.filter(({ outcome }) => outcome && 'revoked' in outcome && !outcome.revoked)
      .length,
    shown,
    lines: selected.slice(after, end).map((line) => ({ line, diagnosis: diagnosisOf(line) })),
    after,
    next: end < selected.length ? end : null,
  };
}

const diagnosed = (failure: Parameters<typeof diagnose>[0]): Diagnosis =>
  diagnose(failure, { method: 'delegation' });

const diagnosisOf = ({ outcome }: AdditionLine): Diagnosis | null =>
  outcome?.kind === 'failed' ? diagnosed(outcome.failure) : null;

function countLines(lines: readonly AdditionLine[]): LineCounts {
  const counts = { connected: 0, switched: 0, again: 0, failed: 0, waiting: 0 };
  for (const { outcome } of lines) counts[outcome?.kind ?? 'waiting'] += 1;
  return counts;
}

/** Why lines failed, the most frequent cause first. */
function causesOf(lines: readonly AdditionLine[]): readonly FailedCause[] {
  const causes = new Map<string, FailedCause>();
  for (const line of lines) {
    const diagnosis = diagnosisOf(line);
    if (!diagnosis) continue;
    const before = causes.get(diagnosis.cause)?.lines ?? 0;
    causes.set(diagnosis.cause, { diagnosis, lines: before + 1 });
  }
  return [...causes.values()].toSorted((one, other) => other.lines - one.lines);
}
