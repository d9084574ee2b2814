import type { Query } from '@google-cloud/firestore';
import { type ConnectionFilter, EVERY_CONNECTION } from '../../tokens/index.ts';
import { rangeOfPrefix } from '../prefix-range.ts';

/** Those of some connections that a filter means. */
export const narrow = (
  all: Query,
  { health, address }: ConnectionFilter = EVERY_CONNECTION,
): Query => narrowAddress(narrowHealth(all, health), address);

/** By status where no health is asked for: what was stored before health was has it too. */
const narrowHealth = (all: Query, health: ConnectionFilter['health']): Query =>
  health ? all.where('health', '==', health) : listed(all);

/** All but the disconnected. */
export const listed = (all: Query): Query =>
  all.where('status', 'in', ['active', 'needs_reconnect']);

function narrowAddress(all: Query, address: ConnectionFilter['address']): Query {
  if (address === null) return all;
  if ('domain' in address) return all.where('domain', '==', address.domain);
  const { from, before } = rangeOfPrefix(address.prefix);
  const begun = all.where('address', '>=', from);
  return before === null ? begun : begun.where('address', '<', before);
}
