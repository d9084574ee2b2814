import { z } from 'zod';
import {
  type Diagnosis,
  hrefIn,
  type Known,
  knownMailbox,
  type Step,
  stepText,
} from '../../../diagnosis/index.ts';
import type { Language } from '../../../language.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import type { ListedConnection } from '../../../tokens/index.ts';

/** A diagnosis in a response: all empty while nothing fails. */
export const DIAGNOSIS_FIELDS = {
  cause: z
    .string()
    .describe('Why it fails, as a name of docs/troubleshooting.md. Empty: nothing fails.'),
  explanation: z.string().describe('The cause in words, in the language of the caller.'),
  remedy: z.string().describe('What to do about it, one step on each line.'),
  whoActs: z
    .string()
    .describe(
      'Who can end the failure: mailbox_owner, workspace_admin, cloud_project_owner, salesforce_admin, developer or nobody_retry.',
    ),
};

export type DiagnosisFields = Readonly<Record<keyof typeof DIAGNOSIS_FIELDS, string>>;

/** For whom a diagnosis is written: the language, and the values for its steps. */
export type Reader = { readonly language: Language; readonly known: Known };

export const readerOf = (language: Language, { config }: Pick<Runtime, 'config'>): Reader => ({
  language,
  known: { baseUrl: config.baseUrl, clientId: config.oauthClient.clientId },
});

/** The same reader, of what concerns one mailbox. */
export const readerAbout = ({ language, known }: Reader, connection: ListedConnection): Reader => ({
  language,
  known: { ...known, mailbox: knownMailbox(connection) },
});

/** @param diagnosis null: nothing fails */
export function diagnosisFields(
  diagnosis: Diagnosis | null,
  { language, known }: Reader,
): DiagnosisFields {
  return {
    cause: diagnosis?.cause ?? '',
    explanation: diagnosis?.explanation[language] ?? '',
    remedy: diagnosis?.remedy.map((step) => lineOf(step, { language, known })).join('\n') ?? '',
    whoActs: diagnosis?.actor ?? '',
  };
}

/** A step with the page that it opens, as an address: a text has no links. */
function lineOf(step: Step, { language, known }: Reader): string {
  const text = stepText(step, language, known);
  return step.opens ? `${text} ${hrefIn(step.opens, known)}` : text;
}

/** A moment in a response: text and not a date, because it can be empty. */
export const moment = (meaning: string) =>
  z.string().describe(`${meaning} ISO 8601 in UTC; empty: not known.`);

export const momentText = (at: Date | null | undefined): string => at?.toISOString() ?? '';
