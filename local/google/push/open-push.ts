import { setTimeout as pause } from 'node:timers/promises';
import type { Google } from '../google.ts';
import type { Watch } from '../state/watches.ts';
import type { Push } from './push.ts';
import { type PubSubMessage, type PushEndpoint, pubSubMessage, pushOnce } from './push-message.ts';

/** Pub/Sub repeats for days; here so often, with pauses of up to five seconds. */
const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/**
 * Gmail drops what exceeds one event a second for a user, the last of a burst included
 * (developers.google.com/gmail/api/guides/push): a receiver must look again by itself.
 */
const INTERVAL_MS = 1000;

type State = Pick<Google, 'faults' | 'now' | 'signingKey' | 'watches'>;

/** Opens the announcements of Gmail by Cloud Pub/Sub. Without an endpoint nobody subscribes to the topics. */
export function openPush(state: State, endpoint: PushEndpoint | null): Push {
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  const lastAt = new Map<string, number>();
  let published = 0;

  const publish = (address: string, historyId: number): void => {
    if (!endpoint || closing.signal.aborted) return;
    published += 1;
    const number = published;
    const message = pubSubMessage({ address, historyId, publishedAt: state.now() });
    for (const delay of deliveriesOf(state, address, number)) {
      const work = deliver(state, { endpoint, message, delay, signal: closing.signal })
        // Only the end of the process interrupts a delivery.
        .catch(() => undefined)
        .finally(() => running.delete(work));
      running.add(work);
    }
  };
  const settle = async () => {
    while (running.size > 0) await Promise.all(running);
  };
  return {
    announce({ address, labelIds, historyId }) {
      const now = state.now().getTime();
      const watches = state.watches.of(address).filter((watch) => covers(watch, labelIds, now));
      if (watches.length === 0) return;
      // By the real clock: a test's clock may stand still.
      const at = performance.now();
      if (at - (lastAt.get(address) ?? Number.NEGATIVE_INFINITY) < INTERVAL_MS) return;
      lastAt.set(address, at);
      for (const _watch of watches) publish(address, historyId);
    },
    announceWatch: publish,
    settle,
    async close() {
      closing.abort();
      await settle();
    },
  };
}

function covers(watch: Watch, labelIds: readonly string[], now: number): boolean {
  if (watch.expiresAt <= now) return false;
  if (watch.labelIds.length === 0) return true;
  return watch.labelIds.some((label) => labelIds.includes(label)) !== watch.excludes;
}

/** When a message is delivered, in milliseconds from now: once at once, unless the faults of push say otherwise. */
function deliveriesOf({ faults }: State, address: string, number: number): number[] {
  const lost = faults.find('push_lost', address);
  // Spread evenly: of three messages at 34 percent, one.
  const share = Number(lost?.['percent'] ?? 0) / 100;
  if (Math.floor(number * share) > Math.floor((number - 1) * share)) return [];
  const delayed = Number(faults.find('push_delayed', address)?.['ms'] ?? 0);
  const disordered = number % 2 === 1 ? faults.find('push_disordered', address) : undefined;
  const delay = delayed + Number(disordered?.['ms'] ?? 0);
  const times = Number(faults.find('push_duplicated', address)?.['times'] ?? 1);
  return Array.from({ length: times }, () => delay);
}

type Work = {
  endpoint: PushEndpoint;
  message: PubSubMessage;
  delay: number;
  signal: AbortSignal;
};

async function deliver(state: State, { endpoint, message, delay, signal }: Work): Promise<void> {
  if (delay > 0) await pause(delay, undefined, { signal });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await pushOnce(state, { endpoint, message, signal })) return;
    const wait = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
    await pause(wait, undefined, { signal });
  }
}
