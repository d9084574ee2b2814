import { readFileSync, writeFileSync } from 'node:fs';

/** The peak resident memory of a process in bytes; null if the system is not Linux. */
export const peakMemoryOf = (processId: number | undefined): number | null =>
  memoryOf(processId, 'VmHWM');

/** The current resident memory of a process in bytes; null if the system is not Linux. */
export const residentMemoryOf = (processId: number | undefined): number | null =>
  memoryOf(processId, 'VmRSS');

function memoryOf(processId: number | undefined, name: 'VmHWM' | 'VmRSS'): number | null {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const kibibytes = new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

/** Resets the peak of this process (proc(5), `clear_refs`), where the system can. */
export function forgetPeak(): void {
  try {
    writeFileSync(`/proc/${process.pid}/clear_refs`, '5');
  } catch {
    // Then the peak is that of the whole life of the process.
  }
}
