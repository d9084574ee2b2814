import { BOUNCE_RULES } from '../../shared/diagnosis/bounce-rules.ts';
import { CALLOUT_RULES } from '../../shared/diagnosis/callout-rules.ts';
import { CAUSES_BY_CODE } from '../../shared/diagnosis/causes-by-code.ts';
import type { Cause } from '../../shared/diagnosis/diagnosis.ts';
import type { Rule } from '../../shared/diagnosis/rule.ts';
import { RULES } from '../../shared/diagnosis/rules.ts';
import { SCREEN_WORDS } from '../../shared/diagnosis/screen-words.ts';
import type { TextRule } from '../../shared/diagnosis/text-rule.ts';
import type { Language } from '../../shared/language.ts';

/** What leads to a cause, from the same data by which it is recognised. */
export type Evidence = {
  /** Answers of Google's or Salesforce's, and codes of the network, in Markdown. */
  readonly answers: readonly string[];
  /** Words of a screen, in one language. */
  readonly words: readonly string[];
  /** Our own error codes. */
  readonly codes: readonly string[];
};

/** A longer list would hide the rest of the section. A reader with other words looks them up on the setup page. */
const MOST_WORDS = 4;

/** What other servers say, and people paste. */
const REPORTED: readonly TextRule[] = [...BOUNCE_RULES, ...CALLOUT_RULES];

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
const LATIN = /^[\u0020-\u007e\u2010-\u2027]+$/;

const isOf = (language: Language) => (phrase: string) =>
  language === 'ja' ? JAPANESE.test(phrase) : LATIN.test(phrase);

/** A class of status codes ends with its dot. */
const isWhole = (status: string): boolean => !status.endsWith('.');

export function evidenceOf(cause: Cause, language: Language): Evidence {
  const rules = RULES.filter((rule) => rule.cause === cause);
  const { codes = [], phrases = [] } = SCREEN_WORDS[cause] ?? {};
  const reported = REPORTED.filter((rule) => rule.cause === cause);
  const statuses = reported.flatMap((rule) => rule.codes ?? []).filter(isWhole);
  const sentences = [...phrases, ...reported.flatMap(({ says = [] }) => says)];
  return {
    answers: unique([...rules.map(answerIn), ...[...codes, ...statuses].map(code)]),
    words: unique(sentences).filter(isOf(language)).slice(0, MOST_WORDS),
    codes: ownCodesOf(cause),
  };
}

/** The codes by which a cause is looked up: what the answers, the screens, the network and we ourselves call it. */
export function codesOf(cause: Cause): readonly string[] {
  const named = RULES.filter((rule) => rule.cause === cause).flatMap(namesIn);
  return unique([...named, ...(SCREEN_WORDS[cause]?.codes ?? []), ...ownCodesOf(cause)]);
}

const namesIn = ({ error, subtype, network }: Rule): readonly string[] =>
  [error, subtype, network && nameOfNetwork(network)].filter((name) => name !== undefined);

const ownCodesOf = (cause: Cause): readonly string[] =>
  Object.entries(CAUSES_BY_CODE).flatMap(([own, its]) => (its === cause ? [own] : []));

function answerIn({ status, error, subtype, says, network }: Rule): string {
  const names = namesIn({ error, subtype, network } as Rule).map(code);
  return [
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...names,
    ...(says === undefined ? [] : [`“${says}”`]),
  ].join(' · ');
}

/** A rule names a code of the network, or what such codes begin with. */
const nameOfNetwork = (network: string): string =>
  network.endsWith('_') ? `${network}…` : network;

const code = (name: string): string => `\`${name}\``;

const unique = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.filter((text) => text !== '')),
];
