import type { ErrorCode, UpstreamReport } from '../errors.ts';
import type { Method } from '../tokens/index.ts';
import type { Cause } from './diagnosis.ts';

/** One known answer of Google's. A field that a rule leaves out matches anything. */
export type Rule = {
  readonly cause: Cause;
  /** The same words have another cause, and another person acts, when the mailbox is reached by the other method. */
  readonly method?: Method;
  readonly endpoint?: UpstreamReport['endpoint'];
  /** Our own code, where the same text from Google has different meanings in different operations. */
  readonly code?: ErrorCode;
  readonly status?: number;
  readonly error?: string;
  readonly subtype?: string;
  /** Part of the description, in whole words. */
  readonly says?: string;
  /** Why no answer came back: a code of the network, or what such codes begin with. */
  readonly network?: string;
};

/** Google spells the same reason in several ways: rateLimitExceeded, RATE_LIMIT_EXCEEDED, rate_limit_exceeded. */
const canonical = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const sameName = (wanted: string | undefined, found: string | null): boolean =>
  wanted === undefined || (found !== null && canonical(wanted) === canonical(found));

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[a-z0-9_]/.test(character);

/**
 * Does a description contain the rule's words? They begin at the beginning of a word, and a code among them is a whole
 * word: `my_invalid_rapt` and `invalid_rapt_page` are other names.
 */
function contains(wanted: string | undefined, found: string | null): boolean {
  if (wanted === undefined) return true;
  const words = wanted.toLowerCase();
  const text = found?.toLowerCase() ?? '';
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const isWhole = !(words.includes('_') && isLetter(text[at + words.length]));
    if (isWhole && !(isLetter(words[0]) && isLetter(text[at - 1]))) return true;
  }
  return false;
}

const sameValue = <T>(wanted: T | undefined, found: T): boolean =>
  wanted === undefined || wanted === found;

/** Google's answer, our code for it, and how the mailbox is reached. */
export type Refusal = {
  readonly code: ErrorCode;
  readonly upstream: UpstreamReport;
  readonly method: Method;
};

/** Does a rule match Google's answer? A description only has to contain the rule's text, since descriptions vary. */
export function matches(rule: Rule, { code, upstream, method }: Refusal): boolean {
  return (
    sameValue(rule.method, method) &&
    sameValue(rule.endpoint, upstream.endpoint) &&
    sameValue(rule.code, code) &&
    sameValue(rule.status, upstream.status) &&
    sameName(rule.error, upstream.error) &&
    sameName(rule.subtype, upstream.subtype) &&
    contains(rule.says, upstream.description) &&
    (rule.network === undefined || (upstream.network?.startsWith(rule.network) ?? false))
  );
}
