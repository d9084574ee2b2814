import type { Run } from '../tokens/index.ts';
import { stringify } from './markup.ts';
import { runLines } from './run-lines.ts';
import type { Frame } from './views.ts';

/** The part of the list's page that changes while a job runs, for the script to put in its place. */
export const runsFragment = (frame: Frame, runs: readonly Run[]): string =>
  stringify(runLines(frame, runs));
