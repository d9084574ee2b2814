import type { Waiting } from './open-mail-endpoints.ts';
import { type Program, startProgram } from './start-program.ts';

/** So many mailboxes, each with that mail, are due. */
export type MailRequest = { readonly mailboxes: number; readonly waiting: Waiting };

export type Times = {
  readonly milliseconds: number;
  /** Time on the process's main thread: other load on the machine hardly changes it. */
  readonly threadMicroseconds: number;
};

/**
 * What it took to file all of it. The most memory and temporary files are those of the whole life of the process;
 * memory is null if the system is not Linux.
 */
export type MailOutcome = {
  readonly filed: Times;
  /** Parsing and sanitising one mail of 20 KB alone. */
  readonly parsed: Times;
  /** Resident memory before the first mail, after garbage was collected. */
  readonly idleBytes: number | null;
  readonly peakBytes: number | null;
  /** The most that temporary files had. On Cloud Run they are memory too. */
  readonly scratchBytes: number;
};

/** Starts an instance of mail-sync over an empty store. */
export const startMailInstance = (
  directory: string,
  baseUrl: string,
): Promise<Program<MailRequest, MailOutcome>> =>
  startProgram(new URL('./mail-process.ts', import.meta.url), [directory, baseUrl]);
