import { both, type Wording } from '../diagnosis/entry.ts';
import { type Cause, diagnose } from '../diagnosis/index.ts';
import { AppError, type UpstreamReport } from '../errors.ts';
import type { StepId } from './steps.ts';

/** Facts for a program: never secrets. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** What a step found out. */
export type Finding = {
  /** Null: it was not checked, because an earlier step failed, or because it does not apply. */
  readonly ok: boolean | null;
  readonly cause: Cause | null;
  readonly facts: Facts;
  /** One sentence beside what the step proves. */
  readonly note: Wording | null;
  /** The failed step for which this one was not checked. */
  readonly because?: StepId;
};

export const passed = (facts: Facts, note: Wording | null = null): Finding => ({
  ok: true,
  cause: null,
  facts,
  note,
});

export const failed = (cause: Cause, facts: Facts, note: Wording | null = null): Finding => ({
  ok: false,
  cause,
  facts,
  note,
});

/** A step that does not apply: later steps are checked nevertheless. */
export const notApplicable = (note: Wording): Finding => ({
  ok: null,
  cause: null,
  facts: {},
  note,
});

/** A step that cannot be checked, because another one has failed. */
export const notChecked = (because: StepId): Finding => ({
  ok: null,
  cause: null,
  facts: { because },
  because,
  note: both(
    `Not checked, because “${because}” failed.`,
    `${because} が失敗したため、確認していません。`,
  ),
});

/** The cause of a failure of a delegated mailbox. */
export const causeOf = (error: AppError): Cause => diagnose(error, { method: 'delegation' }).cause;

/**
 * Turns an error into the finding of the step that it ended.
 *
 * @throws whatever is no AppError, since it is a defect and no finding
 */
export function failedBy(thrown: unknown): Finding {
  if (!(thrown instanceof AppError)) throw thrown;
  const { upstream, detail } = thrown;
  return failed(causeOf(thrown), { ...detail, ...(upstream && factsIn(upstream)) });
}

/** What Google answered, or the network's code when it did not; without secrets, as every report is. */
function factsIn({ status, error, description, network }: UpstreamReport): Facts {
  const answer = [status, error, description].filter((part) => part !== null).join(' ');
  return { ...(answer && { answer }), ...(network && { network }) };
}
