import type { Org } from '../org.ts';
import { longId } from '../state/ids.ts';
import type { Deliveries, QueuedMessage } from './queue.ts';
import { type Acknowledgement, envelopeOf, readAcknowledgement } from './soap.ts';

type DeliveringOrg = Omit<Org, 'deliveries'>;

const SECOND_MS = 1000;
const MOST_NOTIFICATIONS = 100;
/** Salesforce waits longer and longer, up to two hours, and gives up after a day. */
const FIRST_PAUSE_MS = 30 * SECOND_MS;
const LONGEST_PAUSE_MS = 2 * 3600 * SECOND_MS;
const GIVEN_UP_MS = 24 * 3600 * SECOND_MS;
/** For a listener's answer. It is not compressed, because the listener is real. */
const TIMEOUT_MS = 60 * SECOND_MS;

/**
 * Opens the process that delivers Outbound Messages: in parallel, each until it is acknowledged.
 *
 * @param compression how many times faster than Salesforce it retries and gives up
 */
export function openDeliveries(org: DeliveringOrg, compression: number): Deliveries {
  const atWork = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const wake = (): void => {
    if (isClosed) return;
    clearTimeout(timer);
    const now = Date.now();
    const waiting = org.outbound
      .list()
      .filter(({ id, dueAt }) => dueAt !== null && !atWork.has(id));
    for (const message of waiting) {
      if ((message.dueAt ?? 0) <= now) void deliver(message).finally(wake);
    }
    const later = waiting.map(({ dueAt }) => dueAt ?? 0).filter((dueAt) => dueAt > now);
    if (later.length === 0) return;
    timer = setTimeout(wake, Math.min(...later) - now);
    timer.unref();
  };

  async function deliver(message: QueuedMessage): Promise<void> {
    atWork.add(message.id);
    const answered = await attempt(org, message);
    atWork.delete(message.id);
    if (isClosed) return;
    const attempts = message.attempts + 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS) / compression;
    const isOver = Date.now() + pause - message.createdAt > GIVEN_UP_MS / compression;
    const isEnded = answered.isTrue || isOver;
    const ended = answered.isTrue ? 'delivered' : 'dropped';
    org.outbound.change(message.id, {
      attempts,
      failure: answered.failure,
      state: isEnded ? ended : 'waiting',
      dueAt: isEnded ? null : Date.now() + pause,
    });
  }

  wake();
  return {
    send: (caseIds) => {
      if (org.settings.outbound() === null) return false;
      for (let from = 0; from < caseIds.length; from += MOST_NOTIFICATIONS) {
        org.outbound.add(newMessage(org, caseIds.slice(from, from + MOST_NOTIFICATIONS)));
      }
      wake();
      return true;
    },
    retry: (id) => {
      const found = org.outbound.find(id);
      if (!found || found.state === 'delivered') return false;
      org.outbound.change(id, { state: 'waiting', dueAt: Date.now() });
      wake();
      return true;
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

function newMessage({ sequences }: DeliveringOrg, caseIds: readonly string[]): QueuedMessage {
  const notifications = caseIds.map((caseId) => ({ id: sequences.nextId('04l'), caseId }));
  return {
    id: longId(sequences.nextId('0Bm')),
    notifications,
    createdAt: Date.now(),
    attempts: 0,
    dueAt: Date.now(),
    state: 'waiting',
    failure: '',
  };
}

async function attempt(org: DeliveringOrg, message: QueuedMessage): Promise<Acknowledgement> {
  const definition = org.settings.outbound();
  if (definition === null) return { isTrue: false, failure: 'No Outbound Message is set up' };
  try {
    const response = await fetch(definition.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
      body: envelopeOf(org, definition, message),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answered = readAcknowledgement(response.status, await response.text());
    const isLost = answered.isTrue && org.faults.take('acknowledgement_lost') !== undefined;
    return isLost ? { isTrue: false, failure: 'java.net.SocketException: reset' } : answered;
  } catch {
    return { isTrue: false, failure: 'java.net.ConnectException: no answer' };
  }
}
