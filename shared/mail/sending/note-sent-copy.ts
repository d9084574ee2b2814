import { headerFields } from '../message/header-fields.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import { type MailPorts, type ParsedMail, SEND_HEADER } from '../ports.ts';
import { isHeld } from './held-send.ts';

/**
 * Recognises the mail of a send among the sent mail of a mailbox. If Gmail's answer to that send was lost, the send is
 * noted as sent.
 *
 * @returns whether the send writes the mail's EmailMessage, so that nobody else must
 */
export async function noteSentCopy(
  { store, clock }: Pick<MailPorts, 'store' | 'clock'>,
  { headers }: Pick<ParsedMail, 'headers'>,
  { connectionId, messageId, threadId }: LedgerEntry,
): Promise<boolean> {
  const id = headerFields(headers).first(SEND_HEADER.toLowerCase())?.trim();
  const known = id ? await store.readSend(id) : null;
  if (known === null || known.value.connectionId !== connectionId) return false;
  const { value, revision } = known;
  const now = clock.now();
  if (value.sent === null && !isHeld(value, now)) {
    const sent = { messageId, threadId };
    const change = { state: 'sent', sent, failure: null, changedAt: now, dueAt: now } as const;
    // Where another process writes first, it notes the same.
    await store.writeSend({ ...value, ...change }, revision);
  }
  return value.caseId !== null;
}
