import type { Connection } from '../model/connection.ts';
import type { Ports } from '../model/ports.ts';
import { refreshDueAfter } from '../model/schedule.ts';
import { writeChange } from '../model/write-change.ts';

/** The precision of `usedAt`: at most one write an hour for each connection. */
const EXACT_MS = 60 * 60 * 1000;
const MOST_REMEMBERED = 10_000;

/** @param isStored the refresh for this use has stored it in its own write */
type NoteUse = (connectionId: string, isStored: boolean) => Promise<void>;

/**
 * Notes that a connection is used, so that its token is refreshed before it expires from now on. Most calls
 * cost nothing. It never fails the use: a use that cannot be noted is noted next time.
 */
export function createNoteUse(ports: Ports): NoteUse {
  const noted = new Map<string, number>();
  return async (id, isStored) => {
    const now = ports.clock.now().getTime();
    if (now - (noted.get(id) ?? -Infinity) < EXACT_MS) return;
    if (noted.size >= MOST_REMEMBERED) noted.clear();
    noted.set(id, now);
    if (!isStored && !(await note(ports, id).catch(() => false))) noted.delete(id);
  };
}

/** True: it is noted, or need not be. */
async function note(ports: Ports, id: string): Promise<boolean> {
  const found = await ports.store.readConnection(id);
  const now = ports.clock.now();
  if (!found || now.getTime() - found.value.usedAt.getTime() < EXACT_MS) return true;
  if (found.value.status !== 'active') return true;
  return (await writeChange(ports, found, { after: used(ports, found.value, now) })) !== null;
}

/** A connection that was idle is due sooner now; the back-off of a failure stays. */
function used(ports: Ports, connection: Connection, usedAt: Date): Connection {
  const { accessToken, failure, refreshDueAt } = connection;
  if (failure || !accessToken) return { ...connection, usedAt };
  const life = { from: usedAt, expiresAt: accessToken.expiresAt, usedAt };
  const ahead = refreshDueAfter(ports, life);
  const isSooner = refreshDueAt === null || ahead < refreshDueAt;
  return { ...connection, usedAt, refreshDueAt: isSooner ? ahead : refreshDueAt };
}
