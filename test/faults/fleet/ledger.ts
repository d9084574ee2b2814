import type { CallOutcome, Told } from './messages.ts';

/** One call of the token endpoint, as its worker told of it; times by the clock that all share. */
type Call = {
  readonly worker: number;
  readonly grant: string;
  readonly beganAt: number;
  endedAt: number | null;
  outcome: CallOutcome | null;
  /** When its worker was killed, if it was. */
  killedAt: number | null;
};

/** Every call of the token endpoint by every worker, and which of them should not have been made. */
export type Ledger = {
  /** @param worker a number of its own for each process */
  note(worker: number, told: Extract<Told, { kind: 'began' | 'ended' }>): void;
  noteKill(worker: number, at: number): void;
  /** Calls that a lease, or a token that was still good, should have spared; in words. */
  needless(): readonly string[];
};

/** As long as the library's own lease, less the moment between its taking and the call. */
const LEASE_MS = 25_000;
/** A call that lasted so long may have outlived its lease: no machine is fast enough for every test. */
const TOO_LONG_MS = 20_000;

/** @param tokenMs how long a token is good for everybody */
export function openLedger(tokenMs: number): Ledger {
  const calls = new Map<string, Call>();
  return {
    note: (worker, told) => {
      const key = `${worker}:${told.call}`;
      if (told.kind === 'began') {
        const { grant, at: beganAt } = told;
        const open = { endedAt: null, outcome: null, killedAt: null };
        calls.set(key, { worker, grant, beganAt, ...open });
        return;
      }
      const call = calls.get(key);
      if (call) Object.assign(call, { endedAt: told.at, outcome: told.outcome });
    },
    noteKill: (worker, at) => {
      for (const call of calls.values()) if (call.worker === worker) call.killedAt = at;
    },
    needless: () => needlessAmong([...calls.values()], tokenMs),
  };
}

function needlessAmong(calls: readonly Call[], tokenMs: number): string[] {
  // Whoever fails may have another mailbox bear it out, by a refresh that it did not need.
  const witnesses = new Map<number, number>();
  for (const { worker, outcome } of calls) {
    if (outcome !== 'succeeded') witnesses.set(worker, (witnesses.get(worker) ?? 0) + 1);
  }
  return pairsOf(calls).flatMap(([earlier, call]) => {
    const after = call.beganAt - earlier.beganAt;
    if (isUnleased(earlier, call)) return [`${after} ms after one under way`];
    if (earlier.outcome !== 'succeeded' || after >= (isLost(earlier) ? LEASE_MS : tokenMs))
      return [];
    const left = witnesses.get(call.worker) ?? 0;
    witnesses.set(call.worker, left - 1);
    return left > 0 ? [] : [`${after} ms after one that succeeded`];
  });
}

/** Each call with the one of the same grant before it. */
function pairsOf(calls: readonly Call[]): (readonly [Call, Call])[] {
  return [...Map.groupBy(calls, ({ grant }) => grant).values()].flatMap((ofGrant) => {
    const ordered = ofGrant.toSorted((one, other) => one.beganAt - other.beganAt);
    return ordered.slice(1).map((call, nth) => [ordered[nth] as Call, call] as const);
  });
}

/** Did it begin while the one before had the lease? That of a killed worker ends by itself. */
function isUnleased({ beganAt, endedAt }: Call, call: Call): boolean {
  if (endedAt === null) return call.beganAt - beganAt < LEASE_MS;
  return call.beganAt < endedAt && endedAt - beganAt < TOO_LONG_MS;
}

/** Was its worker killed before what came of it was surely stored? */
const isLost = ({ endedAt, killedAt }: Call): boolean =>
  killedAt !== null && endedAt !== null && killedAt - endedAt < LEASE_MS;
