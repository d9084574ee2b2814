import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const undoings = new Set<() => void>();

/**
 * Undoes something however the run ends: at its end, by a failure, or by Ctrl-C. Synchronous, since
 * a process that exits waits for nothing.
 *
 * @returns what to call when it has been undone by other means
 */
export function undoAtExit(undo: () => void): () => void {
  undoings.add(undo);
  return () => undoings.delete(undo);
}

/** Makes `undoAtExit` hold for the signals that would end the process without an exit event. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // 128 + n is what a shell answers for a process that signal n ended.
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  process.once('exit', () => {
    // The last opened first: a child that still writes would keep its directory from being removed.
    for (const undo of [...undoings].reverse()) undo();
  });
}

/** A directory that is gone when the run is over. */
export function makeTemporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'connector-bench-'));
  undoAtExit(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}
