import { AppError } from '../../errors.ts';
import { type Send, sendIdOf } from '../model/send.ts';
import type { SendRequest } from '../model/send-request.ts';
import type { Versioned } from '../ports.ts';
import { type Attempted, attemptSend, refusalUntil } from './attempt-send.ts';
import { checkRequest } from './check-request.ts';
import { digestOf } from './digest.ts';
import { finishSend } from './finish-send.ts';
import { isHeld, takeSend } from './held-send.ts';
import { prepareSend } from './prepare-send.ts';
import type { SendPorts } from './send-ports.ts';
import { type SendStatus, statusOf } from './send-status.ts';
import { settleSend } from './settle-send.ts';
import { withRoom } from './with-room.ts';

/**
 * Sends a mail through Gmail, once for each key of a caller, and writes its EmailMessage on the case that is named.
 *
 * It answers only when Gmail has the mail; then the EmailMessage is written, or is still tried (`state` is `sent`).
 * Everything else is thrown, and may be repeated with the same key and the same content, which is not kept: what may have
 * been accepted is looked for first, and sent again only when it is proved not to be there.
 *
 * @throws AppError what `checkRequest`, `withRoom` and `prepareSend` throw; `send_key_reused`; `send_busy`, `send_unclear`: ask
 *   again later; `send_outcome_unknown`: a person decides; `send_limit_reached`, with `detail.until`; and why Gmail or
 *   the connection refused it, with nothing sent
 */
export async function send(ports: SendPorts, request: SendRequest): Promise<SendStatus> {
  const checked = checkRequest(request);
  const id = sendIdOf(request);
  const digest = digestOf(checked);
  const found = await ports.store.readSend(id);
  const isOther = found !== null && found.value.digest !== digest;
  // What was certainly not sent may be mended.
  const mayChange = request.mayChange === true || found?.value.state === 'not_sent';
  if (isOther && !mayChange) throw new AppError('send_key_reused');
  const known = found && (await resumed(ports, found));
  if (known && isSent(known.value)) return statusOf(known.value);
  const { connectionId, caseId } = checked;
  const about = { id, connectionId, digest, caseId };
  return withRoom(checked, () => sendNow(ports, checked, { about, known }));
}

async function sendNow(
  ports: SendPorts,
  checked: SendRequest,
  { about, known }: Pick<Attempted, 'about' | 'known'>,
): Promise<SendStatus> {
  const message = await prepareSend(ports, checked);
  try {
    const held = await attemptSend(ports, { about, message, known });
    requireKnown(held.send.value);
    return statusOf(held.send.value);
  } finally {
    await message.discard();
  }
}

const isSent = ({ state }: Send): boolean => state === 'sent' || state === 'done';

/**
 * Goes on with a send that an earlier call began.
 *
 * @returns a send that Gmail has, or certainly has not; throws of any other
 */
async function resumed(ports: SendPorts, found: Versioned<Send>): Promise<Versioned<Send>> {
  const { state, dueAt } = found.value;
  const now = ports.clock.now();
  if (state === 'not_sent') requireRetryable(found.value, now);
  // A sent mail is finished by the process that holds it. A mail whose outcome is open has to be waited for.
  const isToFinish = state === 'sent' && dueAt !== null && !isHeld(found.value, now);
  if (state !== 'sending' && !isToFinish) {
    requireKnown(found.value);
    return found;
  }
  const held = await takeSend(ports, found);
  if (isToFinish) await finishSend(held);
  else await settleSend(held, true);
  requireKnown(held.send.value);
  return held.send;
}

/** Gmail said from when on it accepts mail again. */
function requireRetryable({ failure }: Send, now: Date): void {
  const retryAt = failure?.upstream?.retryAt;
  if (failure && retryAt && retryAt > now) throw refusalUntil(failure);
}

/** Nothing may be answered as sent that is not known to be. */
function requireKnown({ state, failure }: Send): void {
  const upstream = failure?.upstream ?? null;
  if (state === 'sending') throw new AppError('send_unclear', { upstream });
  if (state === 'unknown') throw new AppError('send_outcome_unknown', { upstream });
}
