import { Webhook } from 'standardwebhooks';
import type { NotifyConfig } from '../config/index.ts';
import type { Message } from './message.ts';

/** What came back, as far as it matters; `status` is null when nothing did in time. */
export type Answer = { readonly status: number | null; readonly retryAfter: string | null };

/** Posts a message as of a moment. It never throws: whatever goes wrong is an answer. */
export type PostNotification = (message: Message, at: Date) => Promise<Answer>;

/** How HTTP is spoken, and for how long an answer is waited. */
export type Transport = { readonly fetch: typeof fetch; readonly timeoutMs: number };

const TRANSPORT: Transport = { fetch: globalThis.fetch, timeoutMs: 10_000 };

/**
 * Posts messages to one URL, signed by the Standard Webhooks specification 1.0.0: the HMAC-SHA256 of
 * id, time and body (`v1`), with two secrets two signatures. A redirect is not followed, since it would
 * lead to where nobody said to send; the body of an answer is not read.
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
      // Its text is not kept: it may quote the URL, whose query may hold a secret of the receiver's.
      return { status: null, retryAfter: null };
    }
  };
}

async function answerTo(response: Response): Promise<Answer> {
  const { status, headers, body } = response;
  // What was answered counts, however its body ends.
  await body?.cancel().catch(() => {});
  return { status, retryAfter: headers.get('retry-after') };
}
