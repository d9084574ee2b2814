import type { ParsedMail } from '../model/parsed-mail.ts';
import type { RawMessage } from '../ports.ts';
import type { UnderstoodMail } from './understand.ts';

/** Was it sent from the mailbox, and not to it? */
export const isSentMail = ({ labelIds }: Pick<RawMessage, 'labelIds'>): boolean =>
  labelIds.includes('SENT') && !labelIds.includes('INBOX');

/**
 * A mail that the mailbox sent is what it says it is: nothing in it tells of another sender, and it is no report. Gmail
 * would not have it among the sent mail if somebody else had written it.
 */
export const understandSent = (mail: ParsedMail): UnderstoodMail => ({
  mail,
  kind: 'mail',
  sender: { sender: mail.from, how: 'from', authentication: 'none' },
  bounce: null,
});
