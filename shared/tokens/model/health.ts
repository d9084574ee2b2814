import type { ListedConnection } from './connection.ts';

/** How a connection fares, for lists and counts: an active one may be failing all the same. */
export type Health = 'well' | 'failing' | 'needs_reconnect' | 'disconnected';

/** The health that follows from the record: its status, and what failed last. */
export function healthOf({
  status,
  failure,
  probe,
}: Pick<ListedConnection, 'status' | 'failure' | 'probe'>): Health {
  if (status !== 'active') return status;
  return failure || probe?.failure ? 'failing' : 'well';
}

/** The part of an address by which a Workspace is known, in lower case. */
export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();
