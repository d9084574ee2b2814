import type { Connection } from '../model/connection.ts';
import type { Ports } from '../model/ports.ts';
import { refreshDueAfter } from '../model/schedule.ts';
import { writeChange } from '../model/write-change.ts';

/** How exactly it is known when a connection was last used: a write an hour and connection at most. */
const EXACT_MS = 60 * 60 * 1000;
const MOST_REMEMBERED = 10_000;

/** @param isStored a refresh for this use has noted it in its own write */
type NoteUse = (connectionId: string, isStored: boolean) => Promise<void>;

/**
 * Notes that somebody uses a connection, so that it is refreshed ahead from now on. Most calls cost
 * nothing. It never fails the use: what could not be noted is noted at the next.
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

/** Answers whether it is noted, or need not be. */
async function note(ports: Ports, id: string): Promise<boolean> {
  const found = await ports.store.readConnection(id);
  const now = ports.clock.now();
  if (!found || now.getTime() - found.value.usedAt.getTime() < EXACT_MS) return true;
  if (found.value.status !== 'active') return true;
  return (await writeChange(ports, found, { after: used(ports, found.value, now) })) !== null;
}

/** One that was idle is due sooner now; a failure's back-off stays. */
function used(ports: Ports, connection: Connection, usedAt: Date): Connection {
  const { accessToken, failure, refreshDueAt } = connection;
  if (failure || !accessToken) return { ...connection, usedAt };
  const life = { from: usedAt, expiresAt: accessToken.expiresAt, usedAt };
  const ahead = refreshDueAfter(ports, life);
  const isSooner = refreshDueAt === null || ahead < refreshDueAt;
  return { ...connection, usedAt, refreshDueAt: isSooner ? ahead : refreshDueAt };
}
