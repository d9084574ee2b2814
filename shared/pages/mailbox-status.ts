import { ICONS } from './icons.ts';
import type { MailboxView } from './views.ts';

/** Every status as it is shown: never by colour alone. */
export const MAILBOX_STATUS = {
  active: { tone: 'tone-ok', icon: ICONS.check, key: 'status_active' },
  troubled: { tone: 'tone-warn', icon: ICONS.warning, key: 'status_troubled' },
  needs_reconnect: { tone: 'tone-bad', icon: ICONS.broken, key: 'status_needs_reconnect' },
  disconnected: { tone: 'tone-off', icon: ICONS.off, key: 'status_disconnected' },
} as const;

/** The stored status; an active mailbox that has a diagnosis is not simply well. */
export function statusOf({ connection, diagnosis }: MailboxView): keyof typeof MAILBOX_STATUS {
  return connection.status === 'active' && diagnosis !== null ? 'troubled' : connection.status;
}

/** Does somebody have to act on this mailbox? What is retried by itself asks for nobody. */
export function needsAttention(mailbox: MailboxView): boolean {
  const status = statusOf(mailbox);
  return (status === 'troubled' && !mailbox.diagnosis?.retries) || status === 'needs_reconnect';
}
