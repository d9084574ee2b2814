import type { Org } from '../org.ts';

/** Enterprise Edition with 15 licences: 100,000 and 1,000 for each. */
const MAX = 115_000;

const maxOf = ({ faults }: Org): number => Number(faults.find('small_budget')?.['max'] ?? MAX);

/** Is the day's limit of calls used up? */
export function isUsedUp(org: Org): boolean {
  return org.settings.requests() >= maxOf(org) || org.faults.take('daily_limit') !== undefined;
}

/** `Sforce-Limit-Info` of every answer. */
export function limitInfo(org: Org): string {
  return `api-usage=${org.settings.requests()}/${maxOf(org)}`;
}

/** `GET limits`. */
export function limits(org: Org): unknown {
  const max = maxOf(org);
  const left = Math.max(0, max - org.settings.requests());
  const full = (fault: string) => (org.faults.find(fault) ? 0 : 5000);
  return {
    DailyApiRequests: { Max: max, Remaining: left },
    DataStorageMB: { Max: 10_240, Remaining: full('storage_full') },
    FileStorageMB: { Max: 10_240, Remaining: full('file_storage_full') },
    SingleEmail: { Max: 5000, Remaining: 5000 },
  };
}
