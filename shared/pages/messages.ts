import { ADDITIONS } from './messages/additions.ts';
import { CHECKS } from './messages/checks.ts';
import { CONNECT } from './messages/connect.ts';
import { DELEGATIONS } from './messages/delegations.ts';
import { DIAGNOSIS } from './messages/diagnosis.ts';
import { EVENTS } from './messages/events.ts';
import { FLASHES } from './messages/flashes.ts';
import { FLEET } from './messages/fleet.ts';
import { MAILBOXES } from './messages/mailboxes.ts';
import { SHELL } from './messages/shell.ts';
import { VISITS } from './messages/visits.ts';
import type { Language } from './views.ts';

/** All texts of the pages, except those of diagnoses and errors. */
export const MESSAGES = {
  ...SHELL,
  ...MAILBOXES,
  ...FLEET,
  ...CHECKS,
  ...EVENTS,
  ...FLASHES,
  ...CONNECT,
  ...DELEGATIONS,
  ...ADDITIONS,
  ...DIAGNOSIS,
  ...VISITS,
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
