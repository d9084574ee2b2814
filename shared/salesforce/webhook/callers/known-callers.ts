import type { KeyObject } from 'node:crypto';
import { keyOf } from './call-proof.ts';
import { CALLER_RECORD, type CallerPorts, type StoredCaller } from './stored-caller.ts';

/** A caller with its keys, as this process knows it. */
export type KnownCaller = {
  readonly caller: StoredCaller;
  readonly keys: readonly KeyObject[];
};

/** Another instance may change a caller: a call counts by what it was a minute ago at most. */
const REMEMBERED_MS = 60 * 1000;
/** What did not prove a call, or is not there, is read again after this: a secret may just have been made. */
const DOUBTED_MS = 5 * 1000;
/** Ids can be made up, and those that nobody has are remembered too, though they push no caller out. */
const MOST_UNKNOWN = 1000;

/** The callers in memory, so that the call of a known one reads nothing. */
export function createKnownCallers(ports: CallerPorts) {
  const found = new Map<string, { readonly known: KnownCaller | null; readonly readAt: number }>();
  let unknown = 0;

  const forget = (id: string): void => {
    if (found.get(id)?.known === null) unknown -= 1;
    found.delete(id);
  };
  const forgetUnknown = (): void => {
    for (const [id, { known }] of found) if (known === null) forget(id);
  };

  const read = async (id: string): Promise<KnownCaller | null> => {
    const known = await readKnown(ports, id);
    forget(id);
    if (known === null && unknown >= MOST_UNKNOWN) forgetUnknown();
    if (known === null) unknown += 1;
    found.set(id, { known, readAt: ports.clock.now().getTime() });
    return known;
  };

  return {
    /** Null: there is no such caller. @param isDoubted what is remembered did not prove the call */
    find: async (id: string, isDoubted = false): Promise<KnownCaller | null> => {
      const earlier = found.get(id);
      const age = ports.clock.now().getTime() - (earlier?.readAt ?? 0);
      const isFresh = age >= 0 && age < (isDoubted || !earlier?.known ? DOUBTED_MS : REMEMBERED_MS);
      return earlier && isFresh ? earlier.known : read(id);
    },
    /** What this process changed itself counts at once. */
    forget,
  };
}

export type KnownCallers = ReturnType<typeof createKnownCallers>;

/** A secret that the vault no longer has was retired a moment ago. */
async function readKnown({ store, secrets }: CallerPorts, id: string): Promise<KnownCaller | null> {
  const stored = await store.readRecord(CALLER_RECORD, id);
  if (!stored || stored.value.removedAt !== null) return null;
  const caller = stored.value;
  const opened = await Promise.all(caller.secrets.map(({ version }) => secrets.get(version)));
  const keys = opened.flatMap((each) => (each ? [keyOf(caller.proof, each.secret)] : []));
  return { caller, keys };
}
