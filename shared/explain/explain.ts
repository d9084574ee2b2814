import {
  type Actor,
  both,
  type Cause,
  type Circumstances,
  type Diagnosis,
  diagnose,
  diagnosisOf,
  hrefIn,
  type Known,
  lookUp,
  mayPass,
  possibleCauses,
  serviceOf,
  signOf,
  stepText,
  toldBy,
  withOthers,
} from '../diagnosis/index.ts';
import type { Language } from '../language.ts';
import { fieldIn, jsonIn } from '../network/json.ts';
import { type Brought, endsOf, pageWithin } from './brought.ts';
import { circumstancesOf } from './circumstances.ts';
import { GIVEN, type Given, parsedFrom, textOf } from './given.ts';
import { type ReadFailure, readFailure, readLogLine } from './read-failure.ts';
import { passingCause, reportedCause } from './reported.ts';

/** Another cause that the same answer may have. */
export type Alternative = {
  readonly code: string;
  readonly whoActs: Actor;
  readonly retryable: boolean;
  readonly title: string;
  /** What tells it from the others; empty: its words do. */
  readonly sign: string;
};

/** Why something failed, who acts and what they do, in one language. */
export type Explanation = {
  /** A cause of docs/troubleshooting.md, or `unrecognised`. */
  readonly code: string;
  readonly whoActs: Actor;
  /** Whether the same request, unchanged, may succeed later though nobody acts. */
  readonly retryable: boolean;
  /** What else it may be, the likeliest first. */
  readonly alternatives: readonly Alternative[];
  readonly title: string;
  readonly cause: string;
  readonly steps: readonly string[];
  readonly links: readonly string[];
};

const UNRECOGNISED: ReadonlySet<string> = new Set([
  'google_unrecognised',
  'salesforce_unrecognised',
]);

/**
 * Explains a failure that somebody brings. It never throws: what cannot be read is `unrecognised`, with the safest next
 * step.
 *
 * @param input one object as `GIVEN` describes it, its JSON, a text from a screen, or a line of our own log
 * @param known the values of this installation, for the steps
 */
export function explain(input: unknown, known: Known = {}): Explanation {
  const given = givenIn(input);
  const [first = NOTHING, ...others] = causesOf(given);
  return explanationOf(first, others, { language: given.lang ?? 'en', known });
}

/**
 * The causes that such a failure may have, the likeliest first: the same that `explain` answers. None: nobody knows.
 * It never throws.
 */
export const knownCausesOf = (input: unknown): readonly Diagnosis[] =>
  causesOf(givenIn(input)).filter(({ cause }) => !UNRECOGNISED.has(cause));

/** A text that is no JSON was copied from a screen. */
function givenIn(input: unknown): Given {
  const value = typeof input === 'string' ? (jsonIn(input) ?? input) : input;
  const isGiven = fieldIn(value, 'body') !== undefined || fieldIn(value, 'where') !== undefined;
  return GIVEN.parse(isGiven ? value : { body: value });
}

/** The same answer as for Google's unknown ones: it says what to look at next. */
const NOTHING = diagnose({ code: 'gmail_refused', upstream: null });

/** An object may refuse to become a text or a number: then nobody knows what it means. */
function causesOf(given: Given): readonly Diagnosis[] {
  try {
    return readCauses(given);
  } catch (thrown) {
    if (thrown instanceof TypeError) return [];
    throw thrown;
  }
}

function readCauses(given: Given): readonly Diagnosis[] {
  const whole = textOf(given.body);
  const brought: Brought = { text: endsOf(whole), value: parsedFrom(given.body) };
  const line = readLogLine(brought);
  if (line) return [diagnose(line, { ...circumstancesOf(given, null), isRenewed: true })];
  const reported = reportedCause(given, brought);
  if (reported)
    return withOthers(diagnosisOf(toldBy(reported, aboveQuote(whole))), OF_ANOTHER_SERVER);
  const shown = pageWithin(brought);
  const read = readFailure(given, shown);
  const circumstances = circumstancesOf(given, read?.place ?? null);
  const possible = read === null ? [] : asBrought(read, { circumstances, text: whole });
  if (possible[0] && !UNRECOGNISED.has(possible[0].cause)) return possible;
  // Screens show the words of answers, too. They are looked up only where no rule knows the answer.
  const onScreen = lookUp(whole, circumstances).filter(({ cause }) => fits(cause, read));
  if (onScreen.length > 0) return onScreen;
  const passing = passingCause(given, shown);
  return passing ? [diagnosisOf(passing)] : possible;
}

/** The text above the mail that a bounce quotes: the words of that mail tell nothing. */
const aboveQuote = (text: string): string =>
  text
    .split(
      /^(?:-{3,} ?(?:original|forwarded) message|content-type: message\/rfc822|received: )/im,
      1,
    )
    .join('');

/** Does a cause from the look-up belong to the side that answered? A failure of the network belongs to both. */
function fits(cause: Cause, read: ReadFailure | null): boolean {
  const isOfOrg = /^(?:org|salesforce|callout|routing)_/.test(cause);
  if (read === null || read.place === 'network') return true;
  return isOfOrg === (read.place === 'salesforce');
}

const OF_ANOTHER_SERVER = { method: undefined, service: null } as const;

/** The causes that an answer may have, with what the text around it tells. */
function asBrought(
  read: ReadFailure,
  { circumstances, text }: { readonly circumstances: Circumstances; readonly text: string },
): readonly Diagnosis[] {
  const possible = possibleCauses(read, circumstances);
  const { cause } = possible[0];
  const told = toldBy(cause, text);
  if (told === cause) return possible;
  return withOthers(diagnosisOf(told), {
    method: circumstances.method,
    service: serviceOf(read),
  });
}

const POINTS_TO_IT = both('What points to this cause: ', 'この原因の目安: ');

/** The explanation, with what tells the cause from the others that are possible. */
function withSign({ cause, explanation }: Diagnosis, language: Language): string {
  const sign = signOf(cause);
  if (sign === null) return explanation[language];
  const pieces = [explanation[language], `${POINTS_TO_IT[language]}${sign[language]}`];
  return pieces.join(language === 'en' ? ' ' : '');
}

function explanationOf(
  diagnosis: Diagnosis,
  others: readonly Diagnosis[],
  { language, known }: { readonly language: Language; readonly known: Known },
): Explanation {
  const { cause, actor, title, explanation, remedy, links } = diagnosis;
  return {
    code: UNRECOGNISED.has(cause) ? 'unrecognised' : cause,
    whoActs: actor,
    retryable: mayPass(diagnosis),
    alternatives: others.map((other) => ({
      code: other.cause,
      whoActs: other.actor,
      retryable: mayPass(other),
      title: other.title[language],
      sign: signOf(other.cause)?.[language] ?? '',
    })),
    title: title[language],
    cause: others.length > 0 ? withSign(diagnosis, language) : explanation[language],
    steps: remedy.map((step) => stepText(step, language, known)),
    links: links.map((link) => hrefIn(link, known)),
  };
}
