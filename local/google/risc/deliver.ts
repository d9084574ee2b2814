import { setTimeout } from 'node:timers/promises';
import type { Google } from '../google.ts';
import { EVENT_TYPES, type SecurityEvent, securityEventToken } from './security-event.ts';

/** The outcome of a delivery; `status` is null when the receiver could not be reached. */
export type Delivery = { jti: string; attempts: number; status: number | null };

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 100;
const TIMEOUT_MS = 10_000;

/**
 * Posts an event to the receiver of the stream (RFC 8935 section 2.1). Like Google, retries a few
 * times and then drops the event.
 *
 * @returns undefined when no stream is registered and enabled for such events
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
    const isFinal = status !== null && status < 500 && status !== 429;
    if (isFinal || attempts === ATTEMPTS) return { jti, attempts, status };
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
