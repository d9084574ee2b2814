import { AppError } from '../../errors.ts';
import type { MailFailure } from '../model/mail-failure.ts';
import { type Send, type SendState, sendIdOf } from '../model/send.ts';
import type { SendPorts } from './send-ports.ts';

/** The state of a send, in the form in which its caller is told. */
export type SendStatus = {
  readonly id: string;
  readonly state: SendState;
  readonly connectionId: string;
  /** Gmail's ids; null while the mail is not known to be sent. */
  readonly messageId: string | null;
  readonly threadId: string | null;
  /** The Message-ID that Gmail wrote, without angle brackets; null: not read yet. */
  readonly identifier: string | null;
  readonly caseId: string | null;
  /** Null: not written yet, or no case was named. */
  readonly emailMessageId: string | null;
  /** Why it was not sent, or its EmailMessage is not written. */
  readonly failure: MailFailure | null;
  readonly changedAt: Date;
};

export const statusOf = (send: Send): SendStatus => ({
  id: send.id,
  state: send.state,
  connectionId: send.connectionId,
  messageId: send.sent?.messageId ?? null,
  threadId: send.sent?.threadId ?? null,
  identifier: send.identifier,
  caseId: send.caseId,
  emailMessageId: send.emailMessageId,
  failure: send.failure,
  changedAt: send.changedAt,
});

/**
 * What became of a mail that a caller asked to be sent. It asks neither Gmail nor Salesforce.
 *
 * @throws AppError `send_unknown`: no mail with this key was handed to Gmail; `store_unavailable`
 */
export async function stateOfSend(
  { store }: Pick<SendPorts, 'store'>,
  asked: { readonly caller: string; readonly key: string },
): Promise<SendStatus> {
  const known = await store.readSend(sendIdOf(asked));
  if (known === null) throw new AppError('send_unknown');
  return statusOf(known.value);
}
