import { ADDITIONS } from './messages/additions.ts';
import { ATTENTION } from './messages/attention.ts';
import { CALLERS } from './messages/callers.ts';
import { CHECKLIST } from './messages/checklist.ts';
import { CHECKS } from './messages/checks.ts';
import { CONNECT } from './messages/connect.ts';
import { DELEGATIONS } from './messages/delegations.ts';
import { DIAGNOSIS } from './messages/diagnosis.ts';
import { EVENTS } from './messages/events.ts';
import { FLASHES } from './messages/flashes.ts';
import { FLEET } from './messages/fleet.ts';
import { LEDGER } from './messages/ledger.ts';
import { MAIL } from './messages/mail.ts';
import { MAILBOXES } from './messages/mailboxes.ts';
import { ORGS } from './messages/orgs.ts';
import { POLICIES } from './messages/policies.ts';
import { PREVIEW } from './messages/preview.ts';
import { REHEARSAL } from './messages/rehearsal.ts';
import { SHELL } from './messages/shell.ts';
import { STATEMENT } from './messages/statement.ts';
import { TODAY } from './messages/today.ts';
import { VISITS } from './messages/visits.ts';
import { WHERE } from './messages/where.ts';
import type { Language } from './views.ts';

/** All texts of the pages, except those of diagnoses and errors. */
export const MESSAGES = {
  ...SHELL,
  ...MAILBOXES,
  ...FLEET,
  ...ATTENTION,
  ...CHECKS,
  ...CHECKLIST,
  ...EVENTS,
  ...FLASHES,
  ...CONNECT,
  ...DELEGATIONS,
  ...ORGS,
  ...CALLERS,
  ...MAIL,
  ...POLICIES,
  ...LEDGER,
  ...STATEMENT,
  ...PREVIEW,
  ...REHEARSAL,
  ...ADDITIONS,
  ...DIAGNOSIS,
  ...TODAY,
  ...VISITS,
  ...WHERE,
};

export type MessageKey = keyof typeof MESSAGES;

/** The values that a message takes: none for a fixed sentence. */
type ValuesOf<Key extends MessageKey> = (typeof MESSAGES)[Key]['en'] extends (
  ...values: infer Values
) => string
  ? Values
  : [];

/** The keys of messages without values. */
export type FixedKey = {
  [Key in MessageKey]: ValuesOf<Key> extends [] ? Key : never;
}[MessageKey];

/** A message in a language. Its type requires exactly the values that it takes. */
export function say<Key extends MessageKey>(
  language: Language,
  key: Key,
  ...values: ValuesOf<Key>
): string {
  const phrase: string | ((...values: never) => string) = MESSAGES[key][language];
  // The key determines both the phrase and its values, but the union of all phrases loses that relation.
  return typeof phrase === 'string'
    ? phrase
    : (phrase as (...values: ValuesOf<Key>) => string)(...values);
}
