/**
 * What a mail that is not written to the org gets in place of the ids of its Case and EmailMessage. It names the
 * message, so that it can be found again in Gmail. No id of Salesforce has this sign.
 */
const PREFIX = 'shadow~';

/** The made-up id for a message of Gmail. */
export const unwrittenId = (messageId: string): string => `${PREFIX}${messageId}`;

/** Is it the id of a Case or EmailMessage that was never written? */
export const isUnwritten = (id: string): boolean => id.startsWith(PREFIX);

/** The message for which an id was made up; null: the id is Salesforce's. */
export const messageOfUnwritten = (id: string): string | null =>
  isUnwritten(id) ? id.slice(PREFIX.length) : null;
