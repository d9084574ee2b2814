import { createHash } from 'node:crypto';
import type { Policies } from '../model/policies.ts';
import type { ParsedMail } from '../ports.ts';

/**
 * The key by which an org knows a mail: SHA-256 (hex) of its Message-ID, sender and Date. Copies of one mail in
 * several mailboxes agree in these; another mail that reuses a Message-ID does not. A mail without a Message-ID is
 * known by its mailbox and Gmail's id. Where each mailbox has a case of its own, its copy is a mail of its own. See
 * decision 20.
 */
export function mailKey(
  { messageId, from, date }: Pick<ParsedMail, 'messageId' | 'from' | 'date'>,
  {
    connectionId,
    messageId: gmailId,
  }: { readonly connectionId: string; readonly messageId: string },
  copies: Policies['copies'] = 'one_case',
): string {
  const named =
    messageId === null
      ? ['gmail', connectionId, gmailId]
      : [
          'mail',
          messageId,
          from?.address.toLowerCase() ?? '',
          date?.toISOString() ?? '',
          ...(copies === 'case_each' ? [connectionId] : []),
        ];
  // JSON keeps the parts apart: it escapes the quotation marks within them.
  return createHash('sha256').update(JSON.stringify(named)).digest('hex');
}
