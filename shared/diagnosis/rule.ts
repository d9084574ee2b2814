import type { ErrorCode, UpstreamReport } from '../errors.ts';
import type { Cause } from './diagnosis.ts';

/** One answer of Google's that we know. What a rule leaves out may be anything. */
export type Rule = {
  readonly cause: Cause;
  readonly endpoint?: UpstreamReport['endpoint'];
  /** Our own code, where the same words of Google's mean different things at different moments. */
  readonly code?: ErrorCode;
  readonly status?: number;
  readonly error?: string;
  readonly subtype?: string;
  /** Part of the description. */
  readonly says?: string;
};

/** Google spells one reason in several ways: rateLimitExceeded, RATE_LIMIT_EXCEEDED, rate_limit_exceeded. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const sameName = (wanted: string | undefined, found: string | null): boolean =>
  wanted === undefined || (found !== null && bare(wanted) === bare(found));

const contains = (wanted: string | undefined, found: string | null): boolean =>
  wanted === undefined || (found?.toLowerCase().includes(wanted.toLowerCase()) ?? false);

const same = <T>(wanted: T | undefined, found: T): boolean =>
  wanted === undefined || wanted === found;

/** Whether a rule recognises Google's answer. Descriptions are compared by part: their texts vary. */
export function matches(rule: Rule, code: ErrorCode, upstream: UpstreamReport): boolean {
  return (
    same(rule.endpoint, upstream.endpoint) &&
    same(rule.code, code) &&
    same(rule.status, upstream.status) &&
    sameName(rule.error, upstream.error) &&
    sameName(rule.subtype, upstream.subtype) &&
    contains(rule.says, upstream.description)
  );
}
