import { cutMail } from '../message/cut-mail.ts';
import { mailKey } from '../message/mail-key.ts';
import type { Policies } from '../model/policies.ts';
import type { CaseFiling, ParsedMail, RawMessage } from '../ports.ts';
import { maskMail } from '../redaction/mask-mail.ts';
import type { UnderstoodMail } from './understand.ts';

/** A mail, and the EmailMessage that is made of it. */
export type PreparedMail = UnderstoodMail &
  Pick<CaseFiling, 'key' | 'email'> & {
    /** Something of the mail is missing in the EmailMessage, so the original is attached. */
    readonly needsOriginal: boolean;
  };

/** A mail as it was read. */
export type ReadMail = {
  readonly connectionId: string;
  readonly raw: RawMessage;
  /** As it was sent, also where another sender is the customer: the key is made of it. */
  readonly mail: ParsedMail;
  /** It is written as one that was sent, and not as one that came in. */
  readonly isOutgoing: boolean;
};

/**
 * Makes the EmailMessage of a mail: its numbers masked where the mailbox asks for it, its texts cut to what Salesforce
 * takes. `mail` of the result stays unmasked, since the case is found by the mail as it came.
 */
export function prepareMail(
  { connectionId, raw, mail, isOutgoing }: ReadMail,
  understood: UnderstoodMail,
  policies: Policies,
): PreparedMail {
  const key = mailKey(mail, { connectionId, messageId: raw.messageId }, policies.copies);
  const masked = maskMail(understood.mail, policies);
  const cut = cutMail(masked.mail, raw);
  const email = isOutgoing ? { ...cut.email, isOutgoing } : cut.email;
  return { ...understood, key, email, needsOriginal: cut.wasCut && masked.isOriginalStorable };
}
