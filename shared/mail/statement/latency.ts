/** From a message's arrival at Gmail to the end of its filing, in seconds. */
export type Latency = { readonly p50: number; readonly p95: number; readonly p99: number };

/**
 * The percentiles of some durations by nearest rank: each is one of the durations.
 *
 * @returns null: there are none
 */
export function latencyOf(milliseconds: readonly number[]): Latency | null {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const rank = (percent: number): number | undefined =>
    sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  const [p50, p95, p99] = [rank(50), rank(95), rank(99)];
  if (p50 === undefined || p95 === undefined || p99 === undefined) return null;
  return { p50: p50 / 1000, p95: p95 / 1000, p99: p99 / 1000 };
}
