import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { LiveRefreshToken } from '../state/grants.ts';
import { deliver } from './deliver.ts';
import type { EventName } from './event-types.ts';
import { accountSubject, type SecurityEvent, tokenSubject } from './security-event.ts';

/** What happened to an account, and who is to hear of it. */
export type Happening = {
  account: Account;
  /** What is told to every client that knows the account; null when the tokens say it all. */
  name: EventName | null;
  /** The clients that may know who the account is. */
  clients: readonly string[];
  /** The refresh tokens that it ended. */
  ended: readonly LiveRefreshToken[];
};

/** Tells of a happening, as well as it goes: a receiver that is away misses it. */
export async function announce(google: Google, happening: Happening): Promise<void> {
  const { account, name, clients, ended } = happening;
  const told = clients.flatMap((clientId): SecurityEvent[] =>
    name ? [{ name, clientId, body: accountSubject(account.sub) }] : [],
  );
  const revoked = ended
    .filter(({ clientId }) => clients.includes(clientId))
    .map(
      ({ clientId, token }): SecurityEvent => ({
        name: 'token-revoked',
        clientId,
        body: tokenSubject(token, 'hash'),
      }),
    );
  await Promise.all([...told, ...revoked].map((event) => deliver(google, event)));
}
