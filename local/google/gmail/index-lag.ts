import type { Google } from '../google.ts';

type State = Pick<Google, 'faults' | 'mail' | 'now'>;

/** Up to which moment Gmail's index shows the mail of a mailbox; in milliseconds since 1970. */
export function shownUntil({ faults, now }: State, address: string): number {
  const lag = Number(faults.find('history_lag', address)?.['ms'] ?? 0);
  return now().getTime() - lag;
}

/** The history id of a mailbox, as far as the index shows it: under `history_lag` older than the pushed one. */
export function shownHistoryId(google: State, address: string): number {
  return google.faults.find('history_lag', address)
    ? google.mail.history.lastBefore(address, shownUntil(google, address))
    : google.mail.history.current(address);
}
