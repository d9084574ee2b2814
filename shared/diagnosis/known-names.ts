import { ORG_RULES } from './org-rules.ts';
import type { Rule } from './rule.ts';
import { GOOGLE_RULES } from './rules.ts';

/** Whose names: of OAuth (RFC 6749), of Gmail’s API, or of Salesforce’s API and token endpoint. */
export type NameSpace = 'oauth' | 'gmail' | 'org' | 'org_login';

const namesOf = (rules: readonly Rule[]): ReadonlySet<string> =>
  new Set(rules.flatMap(({ error, subtype }) => [error ?? [], subtype ?? []].flat()));

const isOfOAuth = ({ endpoint }: Rule): boolean =>
  endpoint === undefined || endpoint === 'token' || endpoint === 'authorization';

const NAMES: Readonly<Record<NameSpace, ReadonlySet<string>>> = {
  oauth: namesOf(GOOGLE_RULES.filter(isOfOAuth)),
  gmail: namesOf(GOOGLE_RULES.filter(({ endpoint }) => endpoint === 'gmail')),
  org: namesOf(ORG_RULES.filter(({ endpoint }) => endpoint === 'org')),
  org_login: namesOf(ORG_RULES.filter(({ endpoint }) => endpoint === 'org_login')),
};

/** A whole name: not a part of a longer one, of an address or of a path. */
const WORD = /(?<![\w@/-])[A-Za-z]\w*(?![\w@-])/g;

/** Words that also stand in prose, so that they name nothing by themselves. */
const PROSE: ReadonlySet<string> = new Set(['required', 'conflict', 'aborted', 'FORBIDDEN']);

/** The first name in a text that a rule knows; null: there is none. A name within another word does not count. */
export function knownNameIn(text: string, space: NameSpace): string | null {
  for (const [word] of text.matchAll(WORD)) {
    if (!NAMES[space].has(word)) {
      if (space !== 'org_login' || !NAMES.org_login.has(word.toLowerCase())) continue;
    }
    if (!PROSE.has(word)) return word;
  }
  return null;
}

/** The words of all rules, to find the telling part of a long text. */
const SENTENCES: readonly string[] = [
  ...new Set(
    [...ORG_RULES, ...GOOGLE_RULES].flatMap(({ says }) => (says ? [says.toLowerCase()] : [])),
  ),
];

/** Where the first words stand that a rule knows; 0: nowhere. */
export function whereKnown(text: string): number {
  const lower = text.toLowerCase();
  const found = SENTENCES.map((words) => lower.indexOf(words)).filter((at) => at > 0);
  return found.length === 0 ? 0 : Math.min(...found);
}

const OF_ORG_LOGIN: readonly string[] = ORG_RULES.flatMap(({ endpoint, says }) =>
  endpoint === 'org_login' && says ? [says.toLowerCase()] : [],
);

/** Does a text, also as it stands in an address, have words that only Salesforce's token endpoint and page say? */
export function saysOrgLogin(text: string): boolean {
  const words = text.toLowerCase().replaceAll(/\+|%20/g, ' ');
  return OF_ORG_LOGIN.some((sentence) => words.includes(sentence));
}
