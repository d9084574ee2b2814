import type { CaseMail, MailboxSender, MailPorts } from '../ports.ts';

/** What sending works with. */
export type SendPorts = MailPorts & {
  readonly senderOf: (connectionId: string) => MailboxSender;
  readonly caseMailOf: (orgId: string) => CaseMail;
  /** May the connector send from this mailbox, and read what was sent? Throws what is wrong with the connection. */
  readonly maySend: (connectionId: string) => Promise<boolean>;
};
