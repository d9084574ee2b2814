import { parseArgs } from 'node:util';
import { isLanguage, type Language } from '../shared/language.ts';
import { POLICY_CHOICES, POLICY_NAMES, type PolicyChoices } from '../shared/mail/model/policies.ts';
import type { TraceFields } from '../shared/mail/tracing/index.ts';

/** What `npm run mail` is asked for. */
export type MailCall =
  | { readonly verb: 'help' }
  | { readonly verb: 'preview'; readonly files: readonly string[]; readonly json: boolean }
  | StatementCall
  | RehearseCall
  | EraseCall
  | BackfillCall
  | WhereCall;

export type StatementCall = {
  readonly verb: 'statement';
  readonly mailbox: string;
  /** As it was typed. */
  readonly day: string;
  readonly format: 'text' | 'json' | 'csv';
  /** A file with the settings, instead of `.env`. */
  readonly env?: string;
};

/** A change of a mailbox's policies that is rehearsed. */
export type RehearseCall = {
  readonly verb: 'rehearse';
  readonly mailbox: string;
  readonly choices: Partial<PolicyChoices>;
  /** Senders that are blocked, too, as they were typed. */
  readonly blocked: readonly string[];
  readonly json: boolean;
  readonly env?: string;
};

export type EraseCall = {
  readonly verb: 'erase';
  readonly address: string;
  readonly json: boolean;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** Where an earlier run ended. */
  readonly after?: string;
  readonly env?: string;
};

export type BackfillCall = {
  readonly verb: 'backfill';
  readonly mailbox: string;
  /** 1 to 30, back from now. */
  readonly days: number;
  readonly json: boolean;
  readonly env?: string;
};

/** What somebody knows of a mail, as it was typed; empty: nothing. */
export type WhereCall = {
  readonly verb: 'where';
  readonly asked: TraceFields;
  /** An address; empty: all mailboxes. */
  readonly mailbox: string;
  readonly lang: Language;
  readonly json: boolean;
  readonly env?: string;
};

const OPTIONS = {
  json: { type: 'boolean', default: false },
  csv: { type: 'boolean', default: false },
  mailbox: { type: 'string' },
  day: { type: 'string' },
  policy: { type: 'string', multiple: true },
  block: { type: 'string', multiple: true },
  days: { type: 'string' },
  address: { type: 'string' },
  after: { type: 'string' },
  yes: { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  subject: { type: 'string' },
  'message-id': { type: 'string' },
  'last-day': { type: 'string' },
  zone: { type: 'string' },
  lang: { type: 'string' },
  env: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** The options of each verb, besides `--help`. */
const OF_VERB: Readonly<Record<string, readonly string[]>> = {
  preview: ['json'],
  statement: ['json', 'csv', 'mailbox', 'day', 'env'],
  rehearse: ['json', 'mailbox', 'policy', 'block', 'env'],
  backfill: ['json', 'mailbox', 'days', 'env'],
  erase: ['json', 'address', 'after', 'yes', 'env'],
  where: [
    ...['address', 'from', 'to', 'subject', 'message-id', 'day', 'last-day', 'zone'],
    ...['mailbox', 'lang', 'json', 'env'],
  ],
};

/** Parses the arguments of a verb; null if they are wrong, which an option of another verb is too. */
export function parseMailCall(args: readonly string[]): MailCall | null {
  const given = parsed(args);
  if (given === null) return null;
  const { values, positionals } = given;
  if (values.help) return { verb: 'help' };
  const [verb = '', ...files] = positionals;
  if (!isOf(verb, values)) return null;
  if (verb === 'preview')
    return files.length === 0 ? null : { verb: 'preview', files, json: values.json };
  if (files.length > 0) return null;
  if (verb === 'rehearse') return rehearseIn(values);
  if (verb === 'backfill') return backfillIn(values);
  if (verb === 'where') return whereIn(values);
  return verb === 'erase' ? eraseIn(values) : statementIn(values);
}

function isOf(verb: string, values: Values): boolean {
  const given = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== false,
  );
  return (
    Object.hasOwn(OF_VERB, verb) && given.every(([name]) => OF_VERB[verb]?.includes(name) ?? false)
  );
}

type Values = NonNullable<ReturnType<typeof parsed>>['values'];

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    return null;
  }
}

function statementIn({ json, csv, mailbox, day, env }: Values): MailCall | null {
  if (!mailbox || !day || (json && csv)) return null;
  const format = json ? 'json' : csv ? 'csv' : 'text';
  return { verb: 'statement', mailbox, day, format, ...(env !== undefined && { env }) };
}

/** Without a change there is nothing to rehearse. */
function rehearseIn({ json, mailbox, policy = [], block = [], env }: Values): MailCall | null {
  const named = policy.map(choiceIn);
  if (!mailbox || policy.length + block.length === 0 || named.includes(null)) return null;
  const choices = Object.assign({}, ...named);
  const about = { mailbox, choices, blocked: block, json };
  return { verb: 'rehearse', ...about, ...(env !== undefined && { env }) };
}

/** `name=value`; null: there is no such policy or choice. */
function choiceIn(text: string): Partial<PolicyChoices> | null {
  const [wanted, value] = text.split('=', 2);
  const name = POLICY_NAMES.find((each) => each === wanted);
  const choices: readonly string[] = name ? POLICY_CHOICES[name] : [];
  return name && choices.includes(value ?? '') ? { [name]: value } : null;
}

function backfillIn({ json, mailbox, days = '', env }: Values): MailCall | null {
  const isValid = /^(?:[1-9]|[12][0-9]|30)$/.test(days);
  if (!mailbox || !isValid) return null;
  return {
    ...{ verb: 'backfill', mailbox, days: Number(days), json },
    ...(env !== undefined && { env }),
  };
}

/** An address is all that looks like one: what cannot be one would be erased nowhere, and look as if it were. */
function eraseIn({ json, yes, address = '', after, env }: Values): MailCall | null {
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) return null;
  return {
    ...{ verb: 'erase', address, json, yes },
    ...(after !== undefined && { after }),
    ...(env !== undefined && { env }),
  };
}

/** What is wrong with the question itself is said in a sentence, and not with the usage. */
function whereIn(values: Values): MailCall | null {
  const { json, env, mailbox = '', lang = 'en', zone = 'UTC' } = values;
  if (!isLanguage(lang)) return null;
  const { address = '', from = '', to = '', subject = '', day = '' } = values;
  const [identifier, lastDay] = [values['message-id'] ?? '', values['last-day'] ?? ''];
  const asked = { address, from, to, subject, identifier, day, lastDay, zone };
  return { verb: 'where', asked, mailbox, lang, json, ...(env !== undefined && { env }) };
}
