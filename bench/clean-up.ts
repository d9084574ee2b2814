import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const cleanUps = new Set<() => void>();

/**
 * Runs a clean-up when the process exits: at its end, after a failure, or on Ctrl-C. It is synchronous,
 * since a process that exits waits for nothing.
 *
 * @returns a function that cancels the clean-up
 */
export function cleanUpAtExit(cleanUp: () => void): () => void {
  cleanUps.add(cleanUp);
  return () => cleanUps.delete(cleanUp);
}

/** Makes `cleanUpAtExit` work for signals too, which would end the process without an exit event. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Like a shell, report 128 + n for a process that signal n ended.
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  process.once('exit', () => {
    // In reverse order: a child process must end before its directory can be removed.
    for (const cleanUp of [...cleanUps].reverse()) cleanUp();
  });
}

/** Makes a directory that is removed when the process exits. */
export function makeTemporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'connector-bench-'));
  cleanUpAtExit(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}
