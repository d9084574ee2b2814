import { type Cause, type Diagnosis, diagnosisOf } from './diagnosis.ts';
import { asWords, namesIn, normalise, runsIn, shareFound, withoutSpaces } from './screen-text.ts';
import { SCREEN_WORDS, type ScreenWords } from './screen-words.ts';

/** Longer pastes hold nothing more that helps, and the page is open to strangers. */
const LONGEST = 4000;
const MOST_RESULTS = 5;

/** A code is certain, and its page's sentences are shared with others: it outweighs any sentence. */
const CODE_FOUND = 1000;
const PHRASE_FOUND = 100;
/** Below this share two sentences merely use the same language. */
const LEAST_SHARE = 0.7;

type Phrase = { readonly text: string; readonly runs: ReadonlySet<string> };
type Query = Phrase & { readonly codes: ReadonlySet<string> };

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

/** A code in loose spelling; one inside a longer one (admin policy enforced) was not meant. */
function looseCodesIn(text: string): readonly string[] {
  const words = asWords(text);
  const found = CODES.filter((code) => words.includes(asWords(code)));
  return found.filter((code) => !found.some((other) => other !== code && other.includes(code)));
}

/** The codes in a text. Loose spelling counts only without an exact one: "sent an invalid request" is prose. */
function codesIn(text: string): ReadonlySet<string> {
  const names = namesIn(text);
  const exact = CODES.filter((code) => names.has(code));
  return new Set(exact.length > 0 ? exact : looseCodesIn(text));
}

/** People also type the middle of a sentence; a third of it is enough to know which. */
const isPieceOf = (phrase: string, text: string): boolean =>
  text.length >= 4 && text.length * 3 >= phrase.length && phrase.includes(text);

function phraseScore(phrase: Phrase, { text, runs }: Phrase): number {
  if (isPieceOf(phrase.text, text)) return (PHRASE_FOUND * text.length) / phrase.text.length;
  const share = shareFound(phrase.runs, runs);
  // Of two sentences that are both there, the longer says more.
  return share >= LEAST_SHARE ? PHRASE_FOUND * share + phrase.text.length : 0;
}

function score(entry: (typeof ENTRIES)[number], query: Query): number {
  const code = entry.codes.some((known) => query.codes.has(known)) ? CODE_FOUND : 0;
  const phrases = entry.phrases.map((phrase) => phraseScore(phrase, query));
  return code + Math.max(0, ...phrases);
}

/**
 * "What did Google show you?" In: a code, a sentence or a whole pasted page, in English or Japanese.
 * Out: the diagnoses that fit, best first, at most five; none if nothing fits. Most errors of the
 * consent page are shown by Google and never reach our callback, so the reader must tell us.
 */
export function lookUp(words: string): readonly Diagnosis[] {
  const text = words.slice(0, LONGEST);
  const query = { ...phraseOf(text), codes: codesIn(text) };
  return ENTRIES.map((entry) => ({ cause: entry.cause, score: score(entry, query) }))
    .filter((candidate) => candidate.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_RESULTS)
    .map(({ cause }) => diagnosisOf(cause));
}
