/** What the mailboxes have used of Gmail's quota, in the memory of this process. */
export type Usage = {
  /**
   * Takes units of a mailbox's minute. Answers false, and takes none, when they would exceed it
   * (developers.google.com/gmail/api/reference/quota).
   */
  take(address: string, units: number, at: number): boolean;
  /** Notes that a call begins. Answers how many of the mailbox then run, and what notes its end. */
  begin(address: string): { running: number; end: () => void };
};

const MINUTE_MS = 60_000;

/** @param unitsPerMinute Gmail's limit for a user; 6,000 for a project made since May 2026 */
export function countUsage(unitsPerMinute: number): Usage {
  const minutes = new Map<string, { minute: number; units: number }>();
  const running = new Map<string, number>();
  return {
    take(address, units, at) {
      const minute = Math.floor(at / MINUTE_MS);
      const counted = minutes.get(address);
      const used = counted?.minute === minute ? counted.units : 0;
      if (used + units > unitsPerMinute) return false;
      minutes.set(address, { minute, units: used + units });
      return true;
    },
    begin(address) {
      const now = (running.get(address) ?? 0) + 1;
      running.set(address, now);
      const end = () => void running.set(address, (running.get(address) ?? 1) - 1);
      return { running: now, end };
    },
  };
}
