import { setTimeout } from 'node:timers/promises';
import type { Google } from '../google.ts';
import { EVENT_TYPES } from './event-types.ts';
import { type SecurityEvent, securityEventToken } from './security-event.ts';

/** How a delivery went; `status` is null when the receiver could not be reached. */
export type Delivery = { jti: string; attempts: number; status: number | null };

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 100;
const TIMEOUT_MS = 10_000;

/**
 * Posts an event to the receiver of the stream (RFC 8935 section 2.1). As Google does, it tries again
 * a few times, and then the event is lost.
 *
 * @returns undefined when there is no stream, or none that wants such events
 */
export async function deliver(
  google: Pick<Google, 'now' | 'signingKey' | 'stream'>,
  event: SecurityEvent,
): Promise<Delivery | undefined> {
  const stream = google.stream.read();
  if (!stream?.enabled || !stream.events.includes(EVENT_TYPES[event.name])) return undefined;
  const { jti, token } = securityEventToken(google, event);
  let attempts = 0;
  for (;;) {
    attempts += 1;
    const status = await post(stream.url, token);
    const isOver = status !== null && status < 500 && status !== 429;
    if (isOver || attempts === ATTEMPTS) return { jti, attempts, status };
    await setTimeout(FIRST_PAUSE_MS * 2 ** attempts);
  }
}

async function post(url: string, token: string): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json' },
      body: token,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
