import { AppError } from '../../errors.ts';
import type { Connection, ImapCheck } from '../model/connection.ts';
import { auditEvent } from '../model/make-event.ts';
import type { Ports } from '../model/ports.ts';
import { writeChange } from '../model/write-change.ts';

const ATTEMPTS = 5;

type MadeCheck = {
  readonly check: ImapCheck;
  /** The administrator who turned IMAP on before the check; null: nobody did. */
  readonly enabledBy: string | null;
};

/**
 * Stores a check of IMAP on its connection, and the event that somebody turned IMAP on before it. It drops a check
 * whose connection was disconnected or reauthorized since, or that a newer one overtook.
 *
 * @throws AppError `store_unavailable`; `store_conflict` when an event could not be stored
 */
export async function recordImap(ports: Ports, id: string, made: MadeCheck): Promise<void> {
  const { check, enabledBy } = made;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await ports.store.readConnection(id);
    if (!found) return;
    const isKept = !isOutdated(found.value, check);
    if (!isKept && enabledBy === null) return;
    const after = isKept ? { ...found.value, imap: check } : found.value;
    const written =
      enabledBy === null
        ? await writeChange(ports, found, { after })
        : await ports.store.writeConnection(
            after,
            found.revision,
            enabled(ports, after, enabledBy),
          );
    if (written !== null) return;
  }
  if (enabledBy !== null) throw new AppError('store_conflict');
}

const enabled = (ports: Ports, of: Connection, by: string) =>
  auditEvent(ports, 'imap_enabled', { of, by, role: 'administrator' });

const isOutdated = ({ status, consentedAt, imap }: Connection, { at }: ImapCheck): boolean =>
  status === 'disconnected' || consentedAt > at || (imap !== null && imap.at > at);
