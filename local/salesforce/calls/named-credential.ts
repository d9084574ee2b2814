import { createHmac, randomUUID } from 'node:crypto';

/** How a caller of the connector proves itself; the same words as on the connector's page. */
export const PROOFS = ['signature', 'timestamped', 'key'] as const;

/** Where the connector is and how the org proves itself, as a Named Credential and its External Credential have it. */
export type NamedCredential = {
  /** The connector's webhook, such as `http://127.0.0.1:8080/salesforce-webhook`. */
  readonly url: string;
  readonly proof: (typeof PROOFS)[number];
  /** The caller's id on the connector's page. A key contains it, so that it is not sent then. */
  readonly caller: string;
  readonly secret: string;
};

/**
 * The headers that Salesforce adds to a callout. `signature` is what the formula
 * `HEX(HMAC('SHA-256', $Credential.GmailConnector.Body, BLOB($Credential.GmailConnector.Secret)))` makes; `timestamped`
 * what Apex makes (Standard Webhooks); `key` a static header.
 */
export function credentialHeaders(
  { proof, caller, secret }: NamedCredential,
  body: string,
  now: Date,
): Readonly<Record<string, string>> {
  if (proof === 'key') return { authorization: `Bearer ${secret}` };
  const named = { 'x-connector-caller': caller };
  if (proof === 'signature') {
    return {
      ...named,
      'x-connector-signature': createHmac('sha256', secret).update(body).digest('hex'),
    };
  }
  const id = randomUUID();
  const at = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return {
    ...named,
    'webhook-id': id,
    'webhook-timestamp': at,
    'webhook-signature': `v1,${signature}`,
  };
}
