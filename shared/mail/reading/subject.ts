import { SUBJECT_PREFIXES } from './quote-words.ts';
import { inPlainForm } from './words.ts';

const LONGEST_SUBJECT = 1000;
/** `Re:`, `Re[2]:`, `AW (3):`, and what a gateway puts before it, such as `[External]`. */
const PREFIX = /^ ?(?:\[[^\]]{0,60}\] ?)?([^\s:[\]()]{1,10}) ?(?:[[(^]\d{1,4}[\])]?)? ?:/;
const MOST_PREFIXES = 20;

/** A subject without marks of answers and forwards, in the form in which equal ones are equal. */
export function plainSubject(subject: string): string {
  return prefixesOf(subject).rest;
}

/** Does the subject say that the mail is a forward? Only its first mark counts: `Re: Fwd:` is an answer. */
export function isForwardSubject(subject: string): boolean {
  return SUBJECT_PREFIXES.forward.has(prefixesOf(subject).prefixes[0] ?? '');
}

/** Does the subject say that the mail is an answer? */
export function isAnswerSubject(subject: string): boolean {
  return SUBJECT_PREFIXES.reply.has(prefixesOf(subject).prefixes[0] ?? '');
}

function prefixesOf(subject: string): {
  readonly prefixes: readonly string[];
  readonly rest: string;
} {
  const prefixes: string[] = [];
  let rest = inPlainForm(subject.slice(0, LONGEST_SUBJECT));
  while (prefixes.length < MOST_PREFIXES) {
    const [all = '', prefix = ''] = PREFIX.exec(rest) ?? [];
    if (!SUBJECT_PREFIXES.reply.has(prefix) && !SUBJECT_PREFIXES.forward.has(prefix)) break;
    prefixes.push(prefix);
    rest = rest.slice(all.length).trim();
  }
  return { prefixes, rest };
}
