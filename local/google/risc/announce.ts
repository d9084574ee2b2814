import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { LiveRefreshToken } from '../state/grants.ts';
import { deliver } from './deliver.ts';
import {
  accountSubject,
  type EventName,
  type SecurityEvent,
  tokenSubject,
} from './security-event.ts';

/** A change of an account, and the clients that receive events about it. */
export type AccountChange = {
  account: Account;
  /** The event that every client receives; null to send only the events of the tokens. */
  name: EventName | null;
  /** The clients that may know who the account is. */
  clients: readonly string[];
  /** The refresh tokens that the change ended. */
  ended: readonly LiveRefreshToken[];
};

/** Sends the events of a change: best effort, a receiver that cannot be reached misses them. */
export async function announceChange(google: Google, change: AccountChange): Promise<void> {
  const { account, name, clients, ended } = change;
  const accountEvents = clients.flatMap((clientId): SecurityEvent[] =>
    name ? [{ name, clientId, body: accountSubject(account.sub) }] : [],
  );
  const tokenEvents = ended
    .filter(({ clientId }) => clients.includes(clientId))
    .map(
      ({ clientId, token }): SecurityEvent => ({
        name: 'token-revoked',
        clientId,
        body: tokenSubject(token, 'hash'),
      }),
    );
  await Promise.all([...accountEvents, ...tokenEvents].map((event) => deliver(google, event)));
}
