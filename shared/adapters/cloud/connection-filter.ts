import type { Query } from '@google-cloud/firestore';
import { type ConnectionFilter, EVERY_CONNECTION } from '../../tokens/index.ts';
import { rangeOfPrefix } from '../prefix-range.ts';

/** Narrows a query of connections to those that a filter selects. */
export const narrow = (
  all: Query,
  { health, address, troubles }: ConnectionFilter = EVERY_CONNECTION,
): Query =>
  narrowAddress(
    // A connection under one of the lines is ailing, and none of those is disconnected.
    troubles ? all.where('trouble', 'in', troubles) : narrowHealth(all, health),
    address,
  );

/** Without a health, filters by status: documents stored before the health field existed have it too. */
const narrowHealth = (all: Query, health: ConnectionFilter['health']): Query =>
  health ? all.where('health', '==', health) : listed(all);

/** All connections except the disconnected ones. */
export const listed = (all: Query): Query =>
  all.where('status', 'in', ['active', 'needs_reconnect']);

function narrowAddress(all: Query, address: ConnectionFilter['address']): Query {
  if (address === null) return all;
  if ('domain' in address) return all.where('domain', '==', address.domain);
  const { from, before } = rangeOfPrefix(address.prefix);
  const fromPrefix = all.where('address', '>=', from);
  return before === null ? fromPrefix : fromPrefix.where('address', '<', before);
}
