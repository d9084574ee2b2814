import { randomInt } from 'node:crypto';
import type { Google } from '../google.ts';
import { issueServiceAccountIdToken } from '../oauth/id-token.ts';
import { subjectOf } from '../state/accounts.ts';

/** Where Cloud Pub/Sub pushes, and as whom (cloud.google.com/pubsub/docs/authenticate-push-subscriptions). */
export type PushEndpoint = {
  url: string;
  /** The service account in the token's `email`. */
  serviceAccount: string;
  audience: string;
};

/** The body of a push (cloud.google.com/pubsub/docs/push). */
export type PubSubMessage = {
  message: {
    data: string;
    messageId: string;
    publishTime: string;
    attributes: Record<string, string>;
  };
  subscription: string;
};

/** Gmail's announcement: the address and the history id, a number, in base64. */
export function pubSubMessage(change: {
  address: string;
  historyId: number;
  publishedAt: Date;
}): PubSubMessage {
  const { address: emailAddress, historyId, publishedAt } = change;
  const data = Buffer.from(JSON.stringify({ emailAddress, historyId })).toString('base64');
  const messageId = String(10 ** 15 + randomInt(2 ** 47));
  const publishTime = publishedAt.toISOString();
  const message = { data, messageId, publishTime, attributes: {} };
  return { message, subscription: 'projects/emulated-project/subscriptions/gmail-push' };
}

const TIMEOUT_MS = 60_000;
const ACKNOWLEDGED = new Set([102, 200, 201, 202, 204]);

/** Pushes a message once. Answers whether the receiver acknowledged it. */
export async function pushOnce(
  google: Pick<Google, 'now' | 'signingKey'>,
  push: { endpoint: PushEndpoint; message: PubSubMessage; signal: AbortSignal },
): Promise<boolean> {
  const { url, serviceAccount: email, audience } = push.endpoint;
  const token = issueServiceAccountIdToken(google, { email, audience }, subjectOf(email));
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(push.message),
      redirect: 'manual',
      signal: AbortSignal.any([push.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return ACKNOWLEDGED.has(response.status);
  } catch {
    return false;
  }
}
