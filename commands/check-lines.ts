import type { StepResult } from '../shared/delegation-check/index.ts';
import { type Diagnosis, stepText } from '../shared/diagnosis/index.ts';
import type { Language } from '../shared/language.ts';
import { say } from '../shared/pages/messages.ts';
import { whoActs } from '../shared/pages/who-acts.ts';
import { CHECK_WORDS } from './check-words.ts';

const MARKS = { true: '✓', false: '✗', null: '–' } as const;

/** The longest name of a step, and what separates it from the next column. */
const WIDTH = 11;
const indented = (line: string): string => ' '.repeat(WIDTH + 2) + line;

/** The result of a step for people: one line, and after a failure its cause, who acts and what to do. */
export function linesOf(result: StepResult, language: Language): readonly string[] {
  const { step, ok, code, proves, note, help } = result;
  const title =
    help && `${help.diagnosis.title[language]} (${code})${language === 'en' ? '.' : '。'}`;
  const sentences = [ok === true ? proves[language] : title, note?.[language]];
  const words = sentences.filter(Boolean).join(language === 'en' ? ' ' : '');
  const first = `${MARKS[`${ok}`]} ${step.padEnd(WIDTH)}${words}`;
  return [first, ...helpLines(result, language).map(indented)].map(printable);
}

function helpLines({ help, detail }: StepResult, language: Language): readonly string[] {
  if (!help) return [];
  const { diagnosis, possibilities, row } = help;
  const words = CHECK_WORDS[language];
  const cases = possibilities.map((each) => each[language]);
  const { answer, network } = detail;
  return [
    ...(cases.length === 0 ? [diagnosis.explanation[language]] : []),
    ...(answer ? [`${words.answer}: ${answer}`] : []),
    ...(network ? [`${words.network}: ${network}`] : []),
    ...(cases.length > 0 ? [words.cases, ...numbered(cases)] : []),
    `${say(language, 'whoActs')}: ${whoActs(language, diagnosis)}`,
    `${say(language, 'whatToDo')}:`,
    ...numbered(diagnosis.remedy.map((step) => (row ? step[language] : stepText(step, language)))),
    ...(row ? [`${words.copy}:`, ...rowLines(row, language)] : linkLines(diagnosis, language)),
  ];
}

const numbered = (lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => `  ${index + 1}. ${line}`);

type Row = NonNullable<NonNullable<StepResult['help']>['row']>;

/** Each value alone at the end of its line, so that it can be selected and copied. */
function rowLines({ page, clientId, serviceAccount, scopes }: Row, language: Language) {
  const words = CHECK_WORDS[language];
  return [
    `  ${words.page}: ${page}`,
    `  ${words.clientId}: ${clientId ?? words.clientIdOf(serviceAccount)}`,
    `  ${words.scopes}: ${scopes}`,
  ];
}

const linkLines = ({ links }: Diagnosis, language: Language): readonly string[] =>
  links.map(({ href }) => `${CHECK_WORDS[language].page}: ${href}`);

/** Google's words and a key file's are shown, and a terminal must obey none of them. */
const printable = (line: string): string =>
  line.replaceAll(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '�');
