import { type ConnectionFilter, EVERY_CONNECTION } from '../../tokens/index.ts';
import { rangeOfPrefix } from '../prefix-range.ts';

/** A condition in SQL, and the values of its parameters. */
type Condition = { readonly sql: string; readonly values: readonly string[] };

/** Which connections a filter means. */
export function conditionOf({ health, address }: ConnectionFilter = EVERY_CONNECTION): Condition {
  const conditions = [ofAddress(address), ofHealth(health)];
  // The `+` keeps the index over all of one health out of it: one domain is less to look through.
  const sign = address && 'domain' in address ? '+' : '';
  return {
    sql: conditions.map(({ sql }) => sql).join(` AND ${sign}`),
    values: conditions.flatMap(({ values }) => values),
  };
}

const ofHealth = (health: ConnectionFilter['health']): Condition =>
  health
    ? { sql: 'health = ?', values: [health] }
    : { sql: "health <> 'disconnected'", values: [] };

/** A range and never LIKE, in which an address's `_` would be a wildcard. */
function ofAddress(address: ConnectionFilter['address']): Condition {
  if (address === null) return { sql: 'TRUE', values: [] };
  if ('domain' in address) return { sql: 'domain = ?', values: [address.domain] };
  const { from, before } = rangeOfPrefix(address.prefix);
  return before === null
    ? { sql: 'address >= ?', values: [from] }
    : { sql: 'address >= ? AND address < ?', values: [from, before] };
}
