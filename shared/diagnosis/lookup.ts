import { type Cause, type Diagnosis, diagnosisOf } from './diagnosis.ts';
import { inContext } from './in-context.ts';
import {
  asWords,
  decodeErrorParameter,
  namedCode,
  namesIn,
  normalise,
  runsIn,
  type ScreenWords,
  shareFound,
  withoutMarkup,
  withoutSpaces,
} from './screen-text.ts';
import { SCREEN_WORDS } from './screen-words.ts';
import { toldBy } from './told-by-text.ts';
import type { Circumstances } from './why-it-ended.ts';

/** The rest of a longer text does not help, and strangers can use this page. */
const MAX_CHARACTERS = 4000;
const MAX_RESULTS = 5;

/** A code outweighs any sentence: it is certain, while error pages share their sentences. */
const CODE_SCORE = 1000;
const PHRASE_SCORE = 100;
/** Below this share, two sentences are similar only because they are in the same language. */
const MIN_SHARE = 0.7;
/** A long text has most sequences of its language, so that it must have nearly all of a sentence. */
const LONG = 800;
const MIN_SHARE_IN_LONG = 0.95;

type Phrase = { readonly text: string; readonly runs: ReadonlySet<string> };
type Query = Phrase & {
  readonly codes: ReadonlySet<string>;
  /** Codes in loose spelling. They are words like a sentence's: a longer sentence that contains them is more specific. */
  readonly looseCodes: readonly string[];
};

function phraseOf(words: string): Phrase {
  const text = withoutSpaces(normalise(words));
  return { text, runs: runsIn(text) };
}

const ENTRIES = (Object.entries(SCREEN_WORDS) as [Cause, ScreenWords][]).map(([cause, words]) => ({
  cause,
  codes: words.codes,
  phrases: words.phrases.map(phraseOf),
}));

const CODES = [...new Set(ENTRIES.flatMap(({ codes }) => codes))];

const isLongName = (name: string): boolean => name.split('_').length > 2;

/** Codes in loose spelling. A code within a longer one (admin policy enforced) does not count. */
function looseCodesIn(text: string): readonly string[] {
  // A longer name with underscores is another one: a code within it means nothing.
  const words = asWords(text.replaceAll(/\w+/g, (name) => (isLongName(name) ? ' ' : name)));
  const found = CODES.filter((code) => words.includes(asWords(code)));
  return found.filter((code) => !found.some((other) => other !== code && other.includes(code)));
}

/** Reads what was typed. Loose spelling counts only when there is no exact code: "sent an invalid request" is prose. */
function queryOf(text: string): Query {
  const named = namedCode(text);
  const names = named && CODES.includes(named) ? new Set([named]) : namesIn(text);
  const exact = CODES.filter((code) => names.has(code));
  const looseCodes = exact.length > 0 ? [] : looseCodesIn(text);
  return { ...phraseOf(text), codes: new Set(exact), looseCodes };
}

/** People also type a part of a sentence; a third of it is enough to identify the sentence. Google's name is not. */
const isPieceOf = (phrase: string, text: string): boolean =>
  text.replace('google', '').length >= 4 &&
  text.length < phrase.length &&
  text.length * 3 >= phrase.length &&
  phrase.includes(text);

function phraseScore(phrase: Phrase, { text, runs }: Phrase): number {
  // A whole sentence outweighs what only resembles one.
  if (text.includes(phrase.text)) return 2 * PHRASE_SCORE + phrase.text.length;
  if (isPieceOf(phrase.text, text)) return (PHRASE_SCORE * text.length) / phrase.text.length;
  const share = shareFound(phrase.runs, runs);
  if (text.length > LONG && share < MIN_SHARE_IN_LONG) return 0;
  // When two sentences match, prefer the longer one, which is more specific.
  return share >= MIN_SHARE ? PHRASE_SCORE * share + phrase.text.length : 0;
}

function score(entry: (typeof ENTRIES)[number], query: Query): number {
  const code = entry.codes.some((known) => query.codes.has(known)) ? CODE_SCORE : 0;
  const loose = query.looseCodes.filter((known) => entry.codes.includes(known));
  const words = loose.map((known) => PHRASE_SCORE + known.length);
  const phrases = entry.phrases.map((phrase) => phraseScore(phrase, query));
  return code + Math.max(0, ...words, ...phrases);
}

/** A page that was pasted whole begins with what no reader sees. */
const MAX_PASTED = 64 * 1024;

const readable = (words: string): string =>
  decodeErrorParameter(withoutMarkup(words.slice(0, MAX_PASTED)).slice(0, MAX_CHARACTERS));

/**
 * Answers what Google showed, from a code, a sentence, a whole pasted page or the address of Google's
 * error page, in English, Japanese and, for the commonest pages, six more languages; and the same of Salesforce's pages.
 * Returns the matching diagnoses, best first, at most five, or none. Google shows most errors of the consent page itself
 * and never sends them to our callback, so the reader has to type them.
 */
export function lookUp(words: string, circumstances: Circumstances = {}): readonly Diagnosis[] {
  const query = queryOf(readable(words));
  const found = ENTRIES.map((entry) => ({ cause: entry.cause, score: score(entry, query) }))
    .filter((candidate) => candidate.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ cause }) => inContext(toldBy(cause, words), circumstances))
    .filter((cause) => circumstances.method !== 'consent' || !cause.startsWith('delegation_'));
  return [...new Set(found)].slice(0, MAX_RESULTS).map((cause) => diagnosisOf(cause));
}
