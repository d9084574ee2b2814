import { AppError } from '../errors.ts';
import { POLICY_CHOICES, POLICY_NAMES, type PolicyChoices } from '../mail/model/policies.ts';
import { domainOf, isAddress } from '../tokens/index.ts';

/** @param before stays where the form names no choice, or none that there is */
export function policiesIn(fields: URLSearchParams, before: PolicyChoices): PolicyChoices {
  const chosen = POLICY_NAMES.map((name) => {
    const choices: readonly string[] = POLICY_CHOICES[name];
    const choice = fields.get(`policy_${name}`) ?? '';
    return [name, choices.includes(choice) ? choice : before[name]];
  });
  return Object.fromEntries(chosen);
}

/** Each mail of the mailbox is compared with all of them. */
const MOST_BLOCKED = 200;
/** So many wrong entries are named at once. */
const MOST_NAMED = 10;

/**
 * The blocked senders that a person entered, each once and in lower case: addresses, or domains as `@example.com`,
 * divided by blanks, commas or lines.
 *
 * @param own the mailbox's address: neither it nor its domain can be blocked
 * @throws AppError `blocked_senders_invalid`, which names what is wrong; `blocked_senders_too_many`
 */
export function blockedSendersIn(text: string, own: string): readonly string[] {
  const entered = text
    .toLowerCase()
    .split(/[\s,;、,;]+/u)
    .filter(Boolean);
  const entries = [...new Set(entered)];
  const wrong = entries.filter((entry) => !canBeBlocked(entry, own.toLowerCase()));
  if (wrong.length > 0)
    throw new AppError('blocked_senders_invalid', {
      detail: { entries: wrong.slice(0, MOST_NAMED) },
    });
  if (entries.length > MOST_BLOCKED) throw new AppError('blocked_senders_too_many');
  return entries;
}

function canBeBlocked(entry: string, own: string): boolean {
  const isDomain = entry.startsWith('@');
  const isWellFormed = isAddress(isDomain ? `anybody${entry}` : entry) && !/[<>"]/.test(entry);
  return isWellFormed && entry !== (isDomain ? `@${domainOf(own)}` : own);
}
