import { withRetry } from '../../concurrency/retry.ts';
import { AppError } from '../../errors.ts';
import { failureAfter, type MailFailure } from '../model/mail-failure.ts';
import type { Send } from '../model/send.ts';
import type { SendAnswer, Versioned } from '../ports.ts';
import { finishSend } from './finish-send.ts';
import { type HeldSend, saveSend } from './held-send.ts';
import type { PreparedMessage } from './prepare-send.ts';
import type { SendPorts } from './send-ports.ts';
import { settleSend } from './settle-send.ts';

const SECOND_MS = 1000;
/** A call that has not begun after this is not begun any more: an access token is at hand long before. */
const BEGIN_MS = 30 * SECOND_MS;
/** Long enough for a line that takes 100 bytes in a millisecond. */
const timeoutOf = (bytes: number): number => 60 * SECOND_MS + Math.ceil(bytes / 100);
/** A lease outlasts its work by this, so that clocks may differ. */
const MARGIN_MS = 120 * SECOND_MS;

/** Pauses after which a quota is asked again while the caller waits. */
const PAUSES_MS = [SECOND_MS, 4 * SECOND_MS, 10 * SECOND_MS];
const LONGEST_PAUSE_MS = 15 * SECOND_MS;
/** Before it is looked for, the history gets this much time to show a mail. */
const SHOWN_AFTER_MS = 2 * SECOND_MS;

export type Attempted = {
  readonly about: Pick<Send, 'id' | 'connectionId' | 'digest' | 'caseId'>;
  readonly message: PreparedMessage;
  /** The stored send; null: there is none yet. */
  readonly known: Versioned<Send> | null;
};

/**
 * Hands a message to Gmail. That it may have been accepted is stored first: then nobody sends it again without proof.
 * What Gmail refuses for a moment is tried again for some seconds.
 *
 * @returns a send that Gmail has, finished as far as it can be, or one of which that is not known; without its lease
 * @throws AppError `send_busy`, `send_limit_reached`, and why Gmail certainly did not accept it
 */
export async function attemptSend(ports: SendPorts, attempted: Attempted): Promise<HeldSend> {
  let { known } = attempted;
  for (let nth = 0; ; nth++) {
    const { held, beginBefore, timeoutMs } = await begin(ports, { ...attempted, known });
    const { open, bytes, threadId } = attempted.message;
    const message = { open, bytes, threadId, beginBefore, timeoutMs };
    const answer = await ports.senderOf(attempted.about.connectionId).send(message);
    if (answer.kind === 'accepted') return accepted(held, answer);
    if (answer.kind === 'unclear') return unclear(held, answer.error);
    const error = orLimitReached(answer.error);
    const failure = failureAfter(held.send.value.failure, error, ports.clock.now());
    await saveSend(held, { state: 'not_sent', failure, lease: null, dueAt: null });
    const pause = pauseBefore(nth, error, ports.clock.now());
    if (pause === null) throw error;
    await ports.clock.sleep(pause);
    known = held.send;
  }
}

/** Stores that the message may be accepted from now on. */
async function begin(ports: SendPorts, { about, message, known }: Attempted) {
  const now = ports.clock.now();
  const timeoutMs = timeoutOf(message.bytes);
  const beginBefore = new Date(now.getTime() + BEGIN_MS);
  const until = new Date(beginBefore.getTime() + timeoutMs);
  const owner = ports.ids.unique();
  const lease = { owner, expiresAt: new Date(until.getTime() + MARGIN_MS) };
  const value: Send = {
    ...about,
    state: 'sending',
    orgId: message.orgId,
    historyId: message.historyId,
    attempt: { date: message.date, until },
    sent: null,
    identifier: null,
    emailMessageId: null,
    failure: known?.value.failure ?? null,
    lease,
    createdAt: known?.value.createdAt ?? now,
    changedAt: now,
    dueAt: lease.expiresAt,
  };
  const revision = await ports.store.writeSend(value, known?.revision ?? null);
  if (revision === null) throw new AppError('send_busy');
  const held: HeldSend = { ports, owner, send: { value, revision } };
  return { held, beginBefore, timeoutMs };
}

async function accepted(
  held: HeldSend,
  { messageId, threadId }: Extract<SendAnswer, { kind: 'accepted' }>,
): Promise<HeldSend> {
  const sent = { messageId, threadId };
  // Were this lost, the mail would have to be looked for.
  await withRetry(held.ports, () => saveSend(held, { state: 'sent', sent, failure: null }));
  await finishSend(held);
  return held;
}

async function unclear(held: HeldSend, error: AppError): Promise<HeldSend> {
  const { clock } = held.ports;
  const failure = failureAfter(held.send.value.failure, error, clock.now());
  await saveSend(held, { failure });
  await clock.sleep(SHOWN_AFTER_MS);
  await settleSend(held, true);
  return held;
}

/** The limit of a day has a code of its own (Gmail, "Sending limits"). */
function orLimitReached(error: AppError): AppError {
  const { upstream } = error;
  const isLimit =
    error.code === 'google_unavailable' && /mail sending/i.test(upstream?.description ?? '');
  if (!isLimit) return error;
  return refusalUntil({ code: 'send_limit_reached', upstream });
}

/** A refusal that names the moment at which it ends, where that is known. */
export function refusalUntil({ code, upstream }: Pick<MailFailure, 'code' | 'upstream'>): AppError {
  const until = upstream?.retryAt?.toISOString();
  return new AppError(code, { upstream, ...(until && { detail: { until } }) });
}

/** Null: it is not worth waiting for. */
function pauseBefore(nth: number, { code, upstream }: AppError, now: Date): number | null {
  const own = PAUSES_MS[nth];
  if (code !== 'google_unavailable' || own === undefined) return null;
  const asked = (upstream?.retryAt?.getTime() ?? 0) - now.getTime();
  return asked > LONGEST_PAUSE_MS ? null : Math.max(own, asked);
}
