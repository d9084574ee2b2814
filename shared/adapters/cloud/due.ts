import type { Query } from '@google-cloud/firestore';
import { ALL_SHARDS, type DueStore } from '../../tokens/index.ts';
import { connectionsIn } from './connections.ts';
import { eventsIn } from './events.ts';
import type { OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';

/** The DueStore port over Firestore. */
export const createDue = (open: OpenDatabase): DueStore => ({
  due: async ({ of, field }, { limit, shards = ALL_SHARDS, ...moment }) => {
    if (shards.length === 0) return [];
    const database = await open();
    const all: Query =
      of === 'connections'
        ? connectionsIn(database).where('shard', 'in', shards)
        : eventsIn(database);
    const matching =
      'before' in moment
        ? all.where(field, '<=', moment.before)
        : all.where(field, '>', moment.after);
    const due = matching.orderBy(field).limit(limit).select();
    const found = await call(database.readRole, () => due.get());
    return found.docs.map(({ id }) => id);
  },
});
