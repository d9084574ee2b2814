import type { Clock } from './ports.ts';
import type { RecordKind } from './records.ts';
import type { RecordStore } from './store.ts';

/** What earlier runs saw of the clock. */
type ClockRecord = {
  /** The latest moment that a run noted. */
  readonly at: Date;
  /** Since when the clock has neither jumped nor gone back. */
  readonly steadySince: Date;
};

/** One record, `current`, for all processes. */
export const CLOCK_RECORD: RecordKind<ClockRecord> = { name: 'clock' };

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A machine that is off at night and at the weekend does not jump. */
const LONGEST_PAUSE_MS = 3 * DAY_MS;
/** By how much a clock may go back: two instances differ, and a clock that is set right goes back a little. */
const BACK_MS = 10 * MINUTE_MS;
/** A clock that is wrong for a minute, or for an afternoon, is not believed. */
const STEADY_MS = DAY_MS;
/** How often the record is written while nothing happens to the clock. */
const NOTED_EVERY_MS = 10 * MINUTE_MS;

type ClockPorts = {
  readonly store: Pick<RecordStore, 'readRecord' | 'writeRecord'>;
  readonly clock: Pick<Clock, 'now'>;
};

/**
 * May something be deleted or given up because its time has come? Only when the clock has been steady for a day,
 * as the runs before this one noted: a clock that jumps would delete what it should keep.
 *
 * @throws AppError what the store throws
 */
export async function isClockSteady({ store, clock }: ClockPorts): Promise<boolean> {
  const now = clock.now();
  const found = await store.readRecord(CLOCK_RECORD, 'current');
  return found !== null && isSteady(noted(found.value, now), now);
}

/**
 * Notes the clock's time for the runs that follow, and answers as `isClockSteady` does.
 *
 * @throws AppError what the store throws
 */
export async function noteClock({ store, clock }: ClockPorts): Promise<boolean> {
  const now = clock.now();
  const found = await store.readRecord(CLOCK_RECORD, 'current');
  const before = found?.value ?? null;
  const value = noted(before, now);
  const isNew = before?.steadySince.getTime() !== value.steadySince.getTime();
  if (isNew || Math.abs(now.getTime() - before.at.getTime()) >= NOTED_EVERY_MS) {
    const record = { kind: CLOCK_RECORD, id: 'current', value, expiresAt: null };
    // Null: another run noted it at the same time.
    await store.writeRecord(record, found?.revision ?? null);
  }
  return isSteady(value, now);
}

/** The record after a run at this moment. */
function noted(before: ClockRecord | null, now: Date): ClockRecord {
  const since = before ? now.getTime() - before.at.getTime() : Number.POSITIVE_INFINITY;
  const jumped = since > LONGEST_PAUSE_MS || since < -BACK_MS;
  return before && !jumped
    ? { at: now, steadySince: before.steadySince }
    : { at: now, steadySince: now };
}

const isSteady = ({ steadySince }: ClockRecord, now: Date): boolean =>
  now.getTime() - steadySince.getTime() >= STEADY_MS;
