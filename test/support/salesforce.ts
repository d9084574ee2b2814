import { createHmac } from 'node:crypto';

export const WEBHOOK_SECRET = 'marked-webhook-secret-of-32-characters';

/** Asks the webhook for a mailbox's status, signed as Salesforce signs. */
export async function askAsSalesforce(baseUrl: string, mailbox: string): Promise<Response> {
  const body = JSON.stringify({ action: 'connection_status', mailbox });
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-connector-signature': signature };
  return fetch(`${baseUrl}/salesforce-webhook`, { method: 'POST', body, headers });
}
