import { Webhook } from 'standardwebhooks';
import type { NotifyConfig } from '../config/index.ts';
import type { Message } from './message.ts';

/** The receiver's answer, reduced to what matters. `status` is null when none came in time. */
export type ReceiverAnswer = { readonly status: number | null; readonly retryAfter: string | null };

/** Posts a message with the given time as its timestamp. It never throws: a failure is an answer without a status. */
export type PostNotification = (message: Message, at: Date) => Promise<ReceiverAnswer>;

/** The `fetch` to use, and how long to wait for an answer. */
export type Transport = { readonly fetch: typeof fetch; readonly timeoutMs: number };

const TRANSPORT: Transport = { fetch: globalThis.fetch, timeoutMs: 10_000 };

/**
 * Posts messages to one URL, signed as the Standard Webhooks specification 1.0.0 says: the HMAC-SHA256 of
 * id, time and body (`v1`), and two signatures with two secrets. It does not follow redirects, which would
 * lead to a receiver that nobody configured, and does not read the body of an answer.
 */
export function createPostNotification(
  { url, secrets }: NotifyConfig,
  { fetch, timeoutMs }: Transport = TRANSPORT,
): PostNotification {
  const signers = secrets.map((secret) => new Webhook(secret));
  return async ({ id, body }, at) => {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'gmail-salesforce-connector',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signers.map((signer) => signer.sign(id, at, body)).join(' '),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const request = { method: 'POST', headers, body, redirect: 'manual', signal } as const;
      return await answerTo(await fetch(url, request));
    } catch {
      // Drop the error's text: it may quote the URL, whose query may contain the receiver's secret.
      return { status: null, retryAfter: null };
    }
  };
}

async function answerTo(response: Response): Promise<ReceiverAnswer> {
  const { status, headers, body } = response;
  // The status counts even if the body fails.
  await body?.cancel().catch(() => {});
  return { status, retryAfter: headers.get('retry-after') };
}
