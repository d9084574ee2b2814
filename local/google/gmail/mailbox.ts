import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { jsonBody } from '../http/exchange.ts';
import type { MadeLabel } from '../state/mail-labels.ts';
import { gmailErrorAnswer } from './errors.ts';
import { shownHistoryId } from './index-lag.ts';
import type { GmailRequest } from './request.ts';
import { labelSchema } from './schemas.ts';

/** The system labels of every mailbox (developers.google.com/gmail/api/guides/labels). */
const SYSTEM_LABELS = [
  'CHAT',
  'SENT',
  'INBOX',
  'IMPORTANT',
  'TRASH',
  'DRAFT',
  'SPAM',
  'CATEGORY_FORUMS',
  'CATEGORY_UPDATES',
  'CATEGORY_PERSONAL',
  'CATEGORY_PROMOTIONS',
  'CATEGORY_SOCIAL',
  'STARRED',
  'UNREAD',
];
const HIDDEN_IN_LISTS = new Set(['CHAT', 'IMPORTANT', 'TRASH', 'SPAM']);

/** `users.labels.list`. */
export function listLabels({ mailLabels }: Google, { account }: GmailRequest): Answer {
  const system = SYSTEM_LABELS.map((id) => ({
    id,
    name: id,
    ...(HIDDEN_IN_LISTS.has(id) || id.startsWith('CATEGORY_')
      ? { messageListVisibility: 'hide', labelListVisibility: 'labelHide' }
      : {}),
    type: 'system',
  }));
  const own = mailLabels.list(account.address).map(toLabel);
  return json(200, { labels: [...system, ...own] });
}

function toLabel({ id, name }: MadeLabel) {
  return {
    id,
    name,
    messageListVisibility: 'show',
    labelListVisibility: 'labelShow',
    type: 'user',
  };
}

/** `users.labels.create`, as far as it concerns the name. */
export function createLabel({ mailLabels }: Google, { account, exchange }: GmailRequest): Answer {
  const label = labelSchema.safeParse(jsonBody(exchange)).data;
  const names = mailLabels.list(account.address).map(({ name }) => name);
  if (!label || names.includes(label.name)) return gmailErrorAnswer('invalidArgument');
  return json(200, toLabel(mailLabels.make(account.address, label.name)));
}

/** `users.getProfile`. */
export function profile(google: Google, { account: { address } }: GmailRequest): Answer {
  const totals = google.mail.totals(address);
  return json(200, {
    emailAddress: address,
    messagesTotal: totals.messages,
    threadsTotal: totals.threads,
    historyId: String(shownHistoryId(google, address)),
  });
}
