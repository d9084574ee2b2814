import { AppError, asAppError } from '../../errors.ts';
import { failureAfter } from '../model/mail-failure.ts';
import { finishSend } from './finish-send.ts';
import { type HeldSend, saveSend, sendEvent } from './held-send.ts';
import { lookForSent } from './look-for-sent.ts';

const MINUTE_MS = 60_000;
/** If the history has not told after this, a person has to look. */
const LOOKED_FOR_MS = 24 * 60 * MINUTE_MS;
const LONGEST_PAUSE_MS = 15 * MINUTE_MS;

/**
 * Finds out what became of a mail whose outcome is not known, and finishes it if it was sent. The lease
 * of the send is given up.
 *
 * @param isAsked the caller waits for the answer, so that no event has to say it
 */
export async function settleSend(held: HeldSend, isAsked: boolean): Promise<void> {
  const { ports, send } = held;
  const { value } = send;
  const found = await lookForSent(ports, value).catch((thrown: unknown) => asAppError(thrown));
  if (found instanceof AppError) return lookLater(held, found);
  if (found.kind === 'found') {
    const { messageId, threadId, identifier } = found;
    await saveSend(held, {
      state: 'sent',
      sent: { messageId, threadId },
      identifier,
      failure: null,
    });
    return finishSend(held);
  }
  const now = ports.clock.now();
  // Of an attempt that is days ahead, which a wrong clock wrote, the history can prove nothing.
  const isOver = Math.abs(now.getTime() - value.attempt.until.getTime()) > LOOKED_FOR_MS;
  if (found.kind === 'lost' || (found.kind === 'not_yet' && isOver)) return giveUp(held);
  if (found.kind === 'not_yet') return lookLater(held, null);
  const failure = value.failure ?? failureAfter(null, new AppError('send_interrupted'), now);
  const event = isAsked ? null : await sendEvent(held, 'send_not_sent');
  await saveSend(held, { state: 'not_sent', failure, lease: null, dueAt: null }, event);
}

async function giveUp(held: HeldSend): Promise<void> {
  const now = held.ports.clock.now();
  const failure = failureAfter(null, new AppError('send_outcome_unknown'), now);
  const event = await sendEvent(held, 'send_unknown');
  await saveSend(held, { state: 'unknown', failure, lease: null, dueAt: null }, event);
}

/** Soon at first: most often the mail was sent, and the history shows it within seconds. */
async function lookLater(held: HeldSend, error: AppError | null): Promise<void> {
  const { ports, send } = held;
  const now = ports.clock.now();
  const since = now.getTime() - send.value.attempt.date.getTime();
  const pause = Math.min(LONGEST_PAUSE_MS, Math.max(5000, since / 2));
  const failure = error ? failureAfter(send.value.failure, error, now) : send.value.failure;
  await saveSend(held, { failure, lease: null, dueAt: new Date(now.getTime() + pause) });
}
