import { diagnosisOf } from '../diagnosis/diagnosis.ts';
import type { Wording } from '../diagnosis/entry.ts';
import type { Actor, Cause, Diagnosis } from '../diagnosis/index.ts';
import { type Facts, type Finding, failedBy, notChecked } from './finding.ts';
import { checkClock, checkKey, checkSignature } from './key-steps.ts';
import { checkGmail, checkImap, checkLabels, checkMailbox } from './mailbox-steps.ts';
import type { CheckPorts, CheckRequest } from './ports.ts';
import { type DelegationRow, rowFor, whyUnauthorized } from './row.ts';
import { type Run, startRun } from './run.ts';
import { STEPS, type Step, type StepId } from './steps.ts';
import { checkAssertion, checkScopes } from './token-steps.ts';

/** What to tell people of a failed step. */
export type Help = {
  readonly diagnosis: Diagnosis;
  /** What Google's answer can mean, the likeliest first; empty where it means one thing. */
  readonly possibilities: readonly Wording[];
  /** Null: the remedy is not in the Admin console's row. */
  readonly row: DelegationRow | null;
};

/** The result of one step. `step`, `ok`, `code`, `whoActs` and `detail` are for programs as well. */
export type StepResult = {
  readonly step: StepId;
  /** Null: not checked, or not applicable; then the note says why. */
  readonly ok: boolean | null;
  readonly code: Cause | null;
  readonly whoActs: Actor | null;
  readonly detail: Facts;
  readonly proves: Wording;
  readonly note: Wording | null;
  /** Null unless the step failed. */
  readonly help: Help | null;
};

const CHECKS: Readonly<Record<StepId, (run: Run) => Promise<Finding>>> = {
  key: checkKey,
  signs: checkSignature,
  clock: checkClock,
  assertion: checkAssertion,
  scopes: checkScopes,
  mailbox: checkMailbox,
  gmail: checkGmail,
  labels: checkLabels,
  imap: checkImap,
};

/**
 * Checks a delegation step by step, and yields each result when its step ends. It stores nothing and changes
 * nothing. When a step fails, those that need it are not checked, and all others are.
 *
 * The generator throws only what a port throws that is no AppError.
 */
export async function* checkDelegation(
  ports: CheckPorts,
  request: CheckRequest,
): AsyncGenerator<StepResult, void, void> {
  const run = startRun(ports, request);
  for (const step of request.offline ? STEPS.filter(isOffline) : STEPS) {
    const because = blockerOf(step, run);
    const finding = because ? notChecked(because) : await CHECKS[step.id](run).catch(failedBy);
    run.findings.set(step.id, finding);
    yield resultOf(step, finding, run);
  }
}

const isOffline = ({ id }: Step): boolean => id === 'key' || id === 'signs';

/** The failed step for which this one cannot be checked. */
function blockerOf({ id, needs }: Step, { findings }: Run): StepId | null {
  for (const need of needs) {
    const finding = findings.get(need);
    if (finding?.ok === false) return need;
    const because = finding?.because ?? null;
    if (because !== null && because !== id) return because;
  }
  return null;
}

function resultOf({ id, proves }: Step, finding: Finding, run: Run): StepResult {
  const { ok, cause, facts, note } = finding;
  const help = cause && helpFor(cause, run);
  return {
    step: id,
    ok,
    code: cause,
    whoActs: help?.diagnosis.actor ?? null,
    detail: { ...facts, ...(help?.row && { ...help.row }) },
    proves,
    note,
    help,
  };
}

const helpFor = (cause: Cause, run: Run): Help => ({
  diagnosis: diagnosisOf(cause),
  possibilities: whyUnauthorized(cause, run),
  row: rowFor(cause, run),
});
