import { CALLER_USE_RECORD, type CallerPorts, type CallerUse } from './stored-caller.ts';

/** The same use is noted once a minute; another one at once, though not more often than once a second. */
const SAME_MS = 60 * 1000;
const OTHER_MS = 1000;

type Noted = { readonly use: CallerUse; readonly revision: string | null };

/**
 * Makes the function that notes what a caller did last, for its page. It never fails a call: what cannot be noted now
 * is noted with a later one.
 */
export function createNoteUse({ store, clock }: Pick<CallerPorts, 'store' | 'clock'>) {
  const noted = new Map<string, Noted>();

  const write = async (use: CallerUse): Promise<void> => {
    const id = use.callerId;
    const known = noted.get(id)?.revision ?? null;
    const revision =
      known ??
      (await store.readRecord(CALLER_USE_RECORD, id).then((found) => found?.revision ?? null));
    const record = { kind: CALLER_USE_RECORD, id, value: use, expiresAt: null };
    // Null: another instance noted one at the same moment. The next note reads the record again.
    noted.set(id, { use, revision: await store.writeRecord(record, revision) });
  };

  return async (callerId: string, operation: string, outcome: string): Promise<void> => {
    const at = clock.now();
    const last = noted.get(callerId)?.use;
    const isSame = last?.operation === operation && last.outcome === outcome;
    const age = last ? at.getTime() - last.at.getTime() : Number.POSITIVE_INFINITY;
    if (age < (isSame ? SAME_MS : OTHER_MS)) return;
    await write({ callerId, at, operation, outcome }).catch(() => noted.delete(callerId));
  };
}
