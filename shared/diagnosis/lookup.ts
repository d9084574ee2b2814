import { type Cause, type Diagnosis, diagnosisOf } from './diagnosis.ts';
import {
  asWords,
  decodeErrorParameter,
  namesIn,
  normalise,
  runsIn,
  shareFound,
  withoutSpaces,
} from './screen-text.ts';
import { SCREEN_WORDS, type ScreenWords } from './screen-words.ts';

/** The rest of a longer text does not help, and strangers can use this page. */
const MAX_CHARACTERS = 4000;
const MAX_RESULTS = 5;

/** A code outweighs any sentence: it is certain, while error pages share their sentences. */
const CODE_SCORE = 1000;
const PHRASE_SCORE = 100;
/** Below this share, two sentences are similar only because they are in the same language. */
const MIN_SHARE = 0.7;

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

/** Codes in loose spelling. A code within a longer one (admin policy enforced) does not count. */
function looseCodesIn(text: string): readonly string[] {
  const words = asWords(text);
  const found = CODES.filter((code) => words.includes(asWords(code)));
  return found.filter((code) => !found.some((other) => other !== code && other.includes(code)));
}

/** Reads what was typed. Loose spelling counts only when there is no exact code: "sent an invalid request" is prose. */
function queryOf(text: string): Query {
  const names = namesIn(text);
  const exact = CODES.filter((code) => names.has(code));
  const looseCodes = exact.length > 0 ? [] : looseCodesIn(text);
  return { ...phraseOf(text), codes: new Set(exact), looseCodes };
}

/** People also type a part of a sentence; a third of it is enough to identify the sentence. */
const isPieceOf = (phrase: string, text: string): boolean =>
  text.length >= 4 && text.length * 3 >= phrase.length && phrase.includes(text);

function phraseScore(phrase: Phrase, { text, runs }: Phrase): number {
  if (isPieceOf(phrase.text, text)) return (PHRASE_SCORE * text.length) / phrase.text.length;
  const share = shareFound(phrase.runs, runs);
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

/**
 * Answers "What did Google show you?" from a code, a sentence, a whole pasted page or the address of Google's
 * error page, in English or Japanese. Returns the matching diagnoses, best first, at most five, or none. Google
 * shows most errors of the consent page itself and never sends them to our callback, so the reader has to type
 * them.
 */
export function lookUp(words: string): readonly Diagnosis[] {
  const query = queryOf(decodeErrorParameter(words.slice(0, MAX_CHARACTERS)));
  return ENTRIES.map((entry) => ({ cause: entry.cause, score: score(entry, query) }))
    .filter((candidate) => candidate.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_RESULTS)
    .map(({ cause }) => diagnosisOf(cause));
}
