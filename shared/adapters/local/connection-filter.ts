import { type ConnectionFilter, EVERY_CONNECTION } from '../../tokens/index.ts';
import { rangeOfPrefix } from '../prefix-range.ts';

/** A condition in SQL, and the values of its parameters. */
type Condition = { readonly sql: string; readonly values: readonly string[] };

/** The SQL condition for the connections that a filter selects. */
export function conditionOf(filter: ConnectionFilter = EVERY_CONNECTION): Condition {
  const { address } = filter;
  const conditions = [addressCondition(address), kindCondition(filter)];
  // The unary `+` keeps SQLite from using the index on health: one domain has fewer rows to scan.
  const sign = address && 'domain' in address ? '+' : '';
  return {
    sql: conditions.map(({ sql }) => sql).join(` AND ${sign}`),
    values: conditions.flatMap(({ values }) => values),
  };
}

/** A connection under one of the lines is ailing, and none of those is disconnected. */
const kindCondition = ({ health, troubles }: ConnectionFilter): Condition =>
  troubles
    ? { sql: `trouble IN (${troubles.map(() => '?')})`, values: troubles }
    : healthCondition(health);

const healthCondition = (health: ConnectionFilter['health']): Condition =>
  health
    ? { sql: 'health = ?', values: [health] }
    : { sql: "health <> 'disconnected'", values: [] };

/** Uses a range instead of LIKE, because LIKE takes an address's `_` for a wildcard. */
function addressCondition(address: ConnectionFilter['address']): Condition {
  if (address === null) return { sql: 'TRUE', values: [] };
  if ('domain' in address) return { sql: 'domain = ?', values: [address.domain] };
  const { from, before } = rangeOfPrefix(address.prefix);
  return before === null
    ? { sql: 'address >= ?', values: [from] }
    : { sql: 'address >= ? AND address < ?', values: [from, before] };
}
