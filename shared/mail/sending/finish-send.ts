import { asAppError } from '../../errors.ts';
import { classOf, GONE_AFTER_MS, isFinal, retryAt } from '../filing/failures.ts';
import { failureAfter, type MailFailure } from '../model/mail-failure.ts';
import type { Send } from '../model/send.ts';
import { type HeldSend, saveSend, sendEvent } from './held-send.ts';
import { writeToCase } from './write-to-case.ts';

/** How often a failure that is neither the mail's nor the organization's is tried, which is about a day. */
const MOST_TRIES = 30;

/**
 * Does what is left to do for a mail that Gmail has: writes its EmailMessage where a case was named, or reads its
 * Message-ID back. What fails is tried again; the mail is sent in any case. The lease of the send is given up.
 */
export async function finishSend(held: HeldSend): Promise<void> {
  const { ports } = held;
  const { connectionId, caseId, orgId, sent } = held.send.value;
  try {
    const read =
      caseId === null || orgId === null
        ? await ports.senderOf(connectionId).readSent(sent?.messageId ?? '')
        : await writeToCase(ports, held.send.value);
    const known = 'emailMessageId' in read ? read : { identifier: read.identifier };
    await saveSend(held, { ...known, state: 'done', failure: null, lease: null, dueAt: null });
  } catch (thrown) {
    await saveFailure(held, thrown);
  }
}

async function saveFailure(held: HeldSend, thrown: unknown): Promise<void> {
  const { ports, send } = held;
  const error = asAppError(thrown);
  if (error.code === 'send_busy') throw error;
  const now = ports.clock.now();
  const failure = failureAfter(send.value.failure, error, now);
  if (!isGivenUp(send.value, failure, now)) {
    const dueAt = retryAt(failure, now, ports.ids);
    return saveSend(held, { failure, lease: null, dueAt });
  }
  const failed = { ...send, value: { ...send.value, failure } };
  const event = await sendEvent({ ...held, send: failed }, 'send_row_failed');
  return saveSend(held, { failure, lease: null, dueAt: null }, event);
}

/** Is a failure one that more tries would not end? */
function isGivenUp({ emailMessageId }: Send, failure: MailFailure, now: Date): boolean {
  const { code, attempts, since } = failure;
  if (code === 'case_gone' || attempts >= MOST_TRIES) return true;
  const kind = classOf(code, emailMessageId !== null);
  const isGone = kind === 'gone' && now.getTime() - since.getTime() >= GONE_AFTER_MS;
  return isGone || isFinal(kind, failure);
}
