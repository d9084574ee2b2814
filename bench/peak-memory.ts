import { readFileSync } from 'node:fs';

/** The most memory that a process has had resident so far, in bytes; null where Linux is not. */
export const peakMemoryOf = (processId: number | undefined): number | null =>
  memoryOf(processId, 'VmHWM');

/** The memory that a process has resident now, in bytes; null where Linux is not. */
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
