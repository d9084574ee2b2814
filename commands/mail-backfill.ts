import { setTimeout as pause } from 'node:timers/promises';
import { diagnose } from '../shared/diagnosis/index.ts';
import { type AppError, asAppError, type ErrorCode, errorEntry } from '../shared/errors.ts';
import { beginBackfill, countBackfilled, isBackfilling } from '../shared/mail/index.ts';
import type { Backfill, Intake } from '../shared/mail/model/intake.ts';
import type { MailStore } from '../shared/mail/ports.ts';
import { systemClock } from '../shared/runtime/system-ports.ts';
import { explainFailure, START_REMEDIES } from '../shared/start-remedies.ts';
import type { BackfillCall } from './mail-call.ts';
import { REFUSALS } from './statement-text.ts';
import { withState } from './with-state.ts';

const LOOK_MS = 3000;
/** A mailbox that is polled is read each quarter of an hour at least. */
const UNMOVED_MS = 20 * 60 * 1000;
/** Who asked, as the events of the mailbox name it. */
const BY = 'npm run mail';

/** How far a backfill has come. */
type Progress = {
  readonly mailbox: string;
  readonly state: 'at_work' | 'ended' | 'stopped';
  readonly from: Date;
  readonly to: Date;
  /** What arrived before is found. */
  readonly reached: Date;
  readonly found: number;
  readonly done: number;
  /** How many of those that were found are still to be filed. */
  readonly left: number;
};

/**
 * Asks for the earlier mail of a mailbox, and watches until all of it is brought. The work is that of mail-sync, so
 * that it goes on when nobody watches; one that is at work is watched and not begun again.
 *
 * @returns the exit code: 0 it ended, 1 it did not, 2 there is none to begin
 */
export async function printBackfill(call: BackfillCall): Promise<number> {
  try {
    return await withState(call, async ({ mail }) => {
      const found = await mail.findIntake(call.mailbox.toLowerCase());
      if (!found) return refuse(call, 'mailbox_unknown', REFUSALS.mailbox_unknown);
      const begun = await begin(mail, found.value, call);
      return watch(mail, begun, call);
    });
  } catch (thrown) {
    return fail(call, asAppError(thrown));
  }
}

async function begin(store: MailStore, intake: Intake, { days }: BackfillCall): Promise<Intake> {
  if (isBackfilling(intake)) {
    process.stderr.write('Earlier mail is being brought already. It is only watched.\n');
    return intake;
  }
  const { connectionId } = intake;
  return beginBackfill({ store, clock: systemClock }, { connectionId, days, by: BY });
}

async function watch(store: MailStore, begun: Intake, call: BackfillCall): Promise<number> {
  process.stderr.write('It goes on when nobody watches. The same command watches it again.\n');
  let [said, movedAt] = ['', Date.now()];
  for (;;) {
    const intake = (await store.readIntake(begun.connectionId))?.value ?? begun;
    const progress = await progressOf(store, intake);
    if (progress === null) return refuse(call, 'intake_off', errorEntry('intake_off').en);
    const line = call.json ? JSON.stringify(progress) : lineOf(progress);
    if (line !== said) {
      process.stdout.write(`${line}\n`);
      [said, movedAt] = [line, Date.now()];
    }
    if (progress.state !== 'at_work') return progress.state === 'ended' ? 0 : 1;
    if (Date.now() - movedAt > UNMOVED_MS) return stay(intake);
    await pause(LOOK_MS);
  }
}

async function progressOf(store: MailStore, intake: Intake): Promise<Progress | null> {
  const { backfill, address: mailbox, connectionId } = intake;
  if (backfill === null) return null;
  const { from, to, listedTo: reached, found } = backfill;
  const left = await countBackfilled(store, connectionId);
  const done = Math.max(0, found - left);
  return { mailbox, state: stateOf(backfill, left), from, to, reached, found, done, left };
}

/** One that was stopped after all was found may still have mail to file. */
function stateOf({ endedAt, listedTo, to }: Backfill, left: number): Progress['state'] {
  if (endedAt === null) return 'at_work';
  return listedTo >= to && left === 0 ? 'ended' : 'stopped';
}

function lineOf({ state, from, to, reached, found, done, left }: Progress): string {
  const counts = `${found} found, ${done} done, ${left} to be filed`;
  if (state === 'at_work')
    return `… ${minuteOf(from)} to ${minuteOf(to)}: has come to ${minuteOf(reached)}; ${counts}`;
  return state === 'ended'
    ? `✓ All mail from ${minuteOf(from)} to ${minuteOf(to)} is brought: ${counts}`
    : `✗ It was stopped at ${minuteOf(reached)}: ${counts}`;
}

const minuteOf = (moment: Date): string => `${moment.toISOString().slice(0, 16)}Z`;

/** Nothing moved for long: what keeps the mailbox from being read, or nobody reads it. */
function stay({ failure }: Intake): number {
  const why = failure
    ? `The mailbox cannot be read: ${diagnose(failure).title.en} (${failure.code}).`
    : 'Does mail-sync run?';
  process.stderr.write(`Nothing has moved for twenty minutes. ${why}\n`);
  return 1;
}

function refuse({ json }: BackfillCall, code: ErrorCode | 'mailbox_unknown', why: string): number {
  if (json) process.stdout.write(`${JSON.stringify({ error: { code } })}\n`);
  process.stderr.write(`${why}\n`);
  return 2;
}

/** What cannot be begun as it was asked for. */
const REFUSED: ReadonlySet<ErrorCode> = new Set(['backfill_invalid', 'intake_off']);

function fail(call: BackfillCall, error: AppError): number {
  const { code } = error;
  if (REFUSED.has(code)) return refuse(call, code, errorEntry(code).en);
  if (call.json) process.stdout.write(`${JSON.stringify({ error: { code } })}\n`);
  const why = code in START_REMEDIES ? explainFailure(error) : errorEntry(code).en;
  process.stderr.write(`It is not known how far it has come. Run it again.\n${why}\n`);
  return 1;
}
