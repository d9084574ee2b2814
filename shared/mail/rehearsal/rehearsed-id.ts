import { messageOfUnwritten } from '../model/unwritten-id.ts';

/**
 * What stands in a rehearsal for the ids of the Case and the EmailMessage that a message would get. No id of Salesforce
 * has this sign, and it is none of shadow mode, because a rehearsed case counts as written.
 */
const PREFIX = 'rehearsed~';

/** The made-up id for a message of Gmail. */
export const rehearsedId = (messageId: string): string => `${PREFIX}${messageId}`;

/** The message that opens this case, in the rehearsal or in shadow mode; null: the id is Salesforce's. */
export const openerOf = (caseId: string): string | null =>
  caseId.startsWith(PREFIX) ? caseId.slice(PREFIX.length) : messageOfUnwritten(caseId);
