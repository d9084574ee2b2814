import type { Account } from '../state/accounts.ts';

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
const USER_LABELS = ['Cases/Waiting', 'Cases/Answered', '要返信'];

/** The body of `users.labels.list`. */
export function labels(): unknown {
  const system = SYSTEM_LABELS.map((id) => ({
    id,
    name: id,
    ...(HIDDEN_IN_LISTS.has(id) || id.startsWith('CATEGORY_')
      ? { messageListVisibility: 'hide', labelListVisibility: 'labelHide' }
      : {}),
    type: 'system',
  }));
  const own = USER_LABELS.map((name, index) => ({
    id: `Label_${index + 1}`,
    name,
    messageListVisibility: 'show',
    labelListVisibility: 'labelShow',
    type: 'user',
  }));
  return { labels: [...system, ...own] };
}

/** The body of `users.getProfile`; the figures are derived from the account, so they never change. */
export function profile(account: Account): unknown {
  const seed = Number(account.sub.slice(-4));
  return {
    emailAddress: account.address,
    messagesTotal: 1000 + seed,
    threadsTotal: 400 + Math.floor(seed / 3),
    historyId: String(100_000 + seed * 7),
  };
}
