import { setTimeout as sleep } from 'node:timers/promises';
import { jsonIn } from '../network/json.ts';
import type { createShortFetch } from '../network/short-fetch.ts';
import { answerIn, type GoogleAnswer } from './report.ts';

type Fetch = ReturnType<typeof createShortFetch>;

const RETRY_AFTER_MS = 200;

/** Calls Google once. Every outcome is an answer: without a status when the network kept it from us. */
export async function callOnce(
  fetchImplementation: Fetch,
  url: string,
  init: RequestInit,
): Promise<GoogleAnswer> {
  try {
    const response = await fetchImplementation(url, init);
    const retryAfter = response.headers.get('retry-after');
    const body = jsonIn(await response.text());
    return { status: response.status, body, ...(retryAfter !== null && { retryAfter }) };
  } catch (thrown) {
    return answerIn(thrown);
  }
}

/**
 * Calls Google, and once more after an outage, unless Google said when to come back. It is for calls that may be
 * repeated.
 */
export async function callTwice(
  fetchImplementation: Fetch,
  url: string,
  init: RequestInit,
): Promise<GoogleAnswer> {
  const first = await callOnce(fetchImplementation, url, init);
  if (!isOutage(first)) return first;
  await sleep(RETRY_AFTER_MS);
  return callOnce(fetchImplementation, url, init);
}

const isOutage = ({ status, retryAfter }: GoogleAnswer): boolean =>
  status === null ||
  ((status >= 500 || status === 408 || status === 429) && retryAfter === undefined);
