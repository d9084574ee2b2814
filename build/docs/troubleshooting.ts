import { CATALOGUE } from '../../shared/diagnosis/catalogue/index.ts';
import {
  type Cause,
  type Diagnosis,
  diagnosisOf,
  isCause,
} from '../../shared/diagnosis/diagnosis.ts';
import type { Entry, Step, Wording } from '../../shared/diagnosis/entry.ts';
import { otherCausesOf } from '../../shared/diagnosis/same-words.ts';
import { sentencesOf, valueIn } from '../../shared/diagnosis/values.ts';
import type { Language } from '../../shared/language.ts';
import { whoActs } from '../../shared/pages/who-acts.ts';
import { START_REMEDIES } from '../../shared/start-remedies.ts';
import { codesOf, evidenceOf } from './evidence.ts';
import { PLACES, type Place } from './places.ts';
import { WORDS } from './words.ts';

/** The documents of which it writes parts. */
export const DOCUMENTS: readonly (readonly [path: string, Language])[] = [
  ['docs/troubleshooting.md', 'en'],
  ['docs/troubleshooting.ja.md', 'ja'],
];

/** Writes the parts of docs/troubleshooting.md, or its Japanese twin, that the catalogue says, by their names. */
export const PARTS: Readonly<Record<string, (language: Language) => string>> = {
  start: startTable,
  places: (language) => PLACES.map((place) => placeItem(place, language)).join('\n'),
  codes: codesTable,
  causes: (language) => PLACES.map((place) => placeSection(place, language)).join('\n\n'),
};

/**
 * A document with its generated parts as they are now. A part stands between two comments, which name it.
 *
 * @param text the document, of which everything else is kept
 */
export function rewritten(text: string, language: Language): string {
  return Object.entries(PARTS).reduce((before, [name, write]) => {
    const [begin, end] = [`<!-- ${name}: written by npm run docs -->`, `<!-- end of ${name} -->`];
    const [head, rest] = parted(before, begin);
    const [, tail] = parted(rest, end);
    return `${head}${begin}\n\n${write(language)}\n\n${end}${tail}`;
  }, text);
}

function parted(text: string, mark: string): readonly [string, string] {
  const place = text.indexOf(mark);
  if (place < 0) throw new Error(`The document has no ${mark}`);
  return [text.slice(0, place), text.slice(place + mark.length)];
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function startTable(language: Language): string {
  const { code, whatToDo } = WORDS[language];
  const rows = Object.entries(START_REMEDIES).map(([name, remedy]) =>
    row(`\`${name}\``, remedy[language]),
  );
  return [row(code, whatToDo), row('---', '---'), ...rows].join('\n');
}

const placeItem = ({ name, causes }: Place, language: Language): string =>
  `- [${name[language]}](#${fragmentOf(name[language])}): ${WORDS[language].count(causes.length)}`;

/** As GitHub names the fragment of a heading. */
const fragmentOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** Every code of an answer, a screen, the network or our own, with the causes that it may have. */
function codesTable(language: Language): string {
  const { code, cause } = WORDS[language];
  const rows = [...causesByCode()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { spelling, causes }]) =>
      row(`\`${spelling}\``, causes.map((each) => linkTo(each, language)).join('<br>')),
    );
  return [row(code, cause), row('---', '---'), ...rows].join('\n');
}

type Coded = { readonly spelling: string; readonly causes: readonly Cause[] };

/** Spellings that differ in capitals only are the same code, as they are for the rules. */
function causesByCode(): ReadonlyMap<string, Coded> {
  const found = new Map<string, Coded>();
  // What a program that calls the connector did wrong is said by the message of the code.
  const causes = Object.keys(CATALOGUE).filter(isCause);
  for (const cause of causes.filter((each) => each !== 'request_refused')) {
    for (const code of codesOf(cause)) {
      const known = found.get(code.toLowerCase()) ?? { spelling: code, causes: [] };
      const its = [...new Set([...known.causes, cause])];
      found.set(code.toLowerCase(), { ...known, causes: its });
    }
  }
  return found;
}

const linkTo = (cause: Cause, language: Language): string =>
  `[${CATALOGUE[cause].title[language]}](#${cause})`;

const placeSection = ({ name, causes }: Place, language: Language): string =>
  [`### ${name[language]}`, ...causes.map((cause) => causeSection(cause, language))].join('\n\n');

/** A cause: its code is the heading, so that its address is the same in both languages and never changes. */
function causeSection(cause: Cause, language: Language): string {
  const diagnosis = diagnosisOf(cause);
  const { title, explanation, remedy } = diagnosis;
  const steps = remedy.map((step, index) => `${index + 1}. ${stepIn(step, language)}`);
  return [
    `#### ${cause}`,
    `**${title[language]}**`,
    plain(explanation, language),
    factsOf(diagnosis, language).join('\n'),
    steps.join('\n'),
    ...seeAlso(cause, language),
  ].join('\n\n');
}

function factsOf(diagnosis: Diagnosis, language: Language): readonly string[] {
  const { cause } = diagnosis;
  const words = WORDS[language];
  const { answers, words: seen, codes } = evidenceOf(cause, language);
  const others = otherCausesOf(cause).map((other) => linkTo(other, language));
  const facts: readonly (readonly [string, readonly string[]])[] = [
    [
      words.whoActs,
      [`${whoActs(language, diagnosis)}${words.stop}${words.retry[laterOf(diagnosis)]}`],
    ],
    [words.answers, answers],
    [words.screen, seen.map((each) => words.quoted(each))],
    [words.ownCodes, codes.map((each) => `\`${each}\``)],
    [words.others, others],
  ];
  return facts.flatMap(([name, values]) =>
    values.length === 0 ? [] : [`- ${name}: ${values.join(words.comma)}`],
  );
}

/** What becomes of the failure later: `true` when the connector tries the same again by itself. */
function laterOf({ retries, passes }: Diagnosis): 'true' | 'false' | 'passes' | 'changes' {
  if (passes === undefined) return `${retries}`;
  return passes ? 'passes' : 'changes';
}

function stepIn(step: Step, language: Language): string {
  const named = valueIn(step, {});
  const { opens } = step;
  return [
    escaped(sentencesOf(step, language, {})),
    ...(named ? [`${named.name[language]}: \`${named.value}\``] : []),
    ...(opens ? [`→ [${opens[language]}](${opens.href})`] : []),
  ].join(' ');
}

/** The links that stand at no step. */
function seeAlso(cause: Cause, language: Language): readonly string[] {
  const { links }: Entry = CATALOGUE[cause];
  if (links.length === 0) return [];
  const { seeAlso: name, comma } = WORDS[language];
  return [`${name}: ${links.map((link) => `[${link[language]}](${link.href})`).join(comma)}`];
}

const plain = (wording: Wording, language: Language): string => escaped(wording[language]);

/** Text of the pages has no markup, and Markdown must see none in it. */
const escaped = (text: string): string => text.replaceAll(/[*<]/g, '\\$&');
