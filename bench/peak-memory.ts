import { readFileSync } from 'node:fs';

/** The most memory that a process has had resident so far, in bytes; null where Linux is not. */
export function peakMemoryOf(processId: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}
