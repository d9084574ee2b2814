import { AppError } from '../../../errors.ts';
import { type AuditEvent, type AuditEventKind, auditEvent } from '../../../tokens/index.ts';
import { CALLER_RECORD, type CallerPorts, type StoredCaller } from './stored-caller.ts';

const REMOVED_MS = 24 * 60 * 60 * 1000;

/** @throws AppError `caller_unknown`: there is none, or it was removed */
export async function readCaller(ports: CallerPorts, id: string) {
  const found = await ports.store.readRecord(CALLER_RECORD, id);
  if (!found || found.value.removedAt !== null) throw new AppError('caller_unknown');
  return found;
}

type Change = {
  readonly kind: AuditEventKind;
  readonly by: string;
  readonly change?: AuditEvent['change'];
};

/**
 * Writes a caller, and the audit event of what an administrator changed.
 *
 * @throws AppError `store_conflict`: somebody else wrote it
 */
export async function writeCaller(
  ports: CallerPorts,
  { caller, revision }: { readonly caller: StoredCaller; readonly revision: string | null },
  { kind, by, change = null }: Change,
): Promise<void> {
  const { id, name, removedAt } = caller;
  const expiresAt = removedAt && new Date(removedAt.getTime() + REMOVED_MS);
  const record = { kind: CALLER_RECORD, id, value: caller, expiresAt };
  const named = { connectionId: null, address: name };
  const event = auditEvent(ports, kind, { of: null, named, by, role: 'administrator', change });
  const written = await ports.store.writeRecord(record, revision, event);
  if (written === null) throw new AppError('store_conflict');
}
