import type { CallOutcome, WorkerMessage } from './messages.ts';

/** One call of the token endpoint, as its worker reported it. All times are by the clock that all share. */
type Call = {
  readonly worker: number;
  readonly grant: string;
  readonly beganAt: number;
  endedAt: number | null;
  outcome: CallOutcome | null;
  /** When its worker was killed, if it was. */
  killedAt: number | null;
};

/** Every call of the token endpoint by every worker. */
export type CallLog = {
  /** @param worker the number of the process */
  note(worker: number, message: Extract<WorkerMessage, { kind: 'began' | 'ended' }>): void;
  noteKill(worker: number, at: number): void;
  /** Describes each call that a lease, or a token that was still good, should have prevented. */
  unneeded(): readonly string[];
};

/** The library's lease, less the time between taking it and the call. */
const LEASE_MS = 25_000;
/** A call that took this long may have outlived its lease, on a slow machine. */
const TOO_LONG_MS = 20_000;

/** @param tokenMs how long a token is good enough for every request */
export function openCallLog(tokenMs: number): CallLog {
  const calls = new Map<string, Call>();
  return {
    note: (worker, message) => {
      const key = `${worker}:${message.call}`;
      if (message.kind === 'began') {
        const { grant, at: beganAt } = message;
        const open = { endedAt: null, outcome: null, killedAt: null };
        calls.set(key, { worker, grant, beganAt, ...open });
        return;
      }
      const call = calls.get(key);
      if (call) Object.assign(call, { endedAt: message.at, outcome: message.outcome });
    },
    noteKill: (worker, at) => {
      for (const call of calls.values()) if (call.worker === worker) call.killedAt = at;
    },
    unneeded: () => unneededAmong([...calls.values()], tokenMs),
  };
}

function unneededAmong(calls: readonly Call[], tokenMs: number): string[] {
  // After each failed call a worker may refresh a canary, which did not need it.
  const canaries = new Map<number, number>();
  for (const { worker, outcome } of calls) {
    if (outcome !== 'succeeded') canaries.set(worker, (canaries.get(worker) ?? 0) + 1);
  }
  return pairsOf(calls).flatMap(([earlier, call]) => {
    const after = call.beganAt - earlier.beganAt;
    if (isUnleased(earlier, call)) return [`${after} ms after one that was under way`];
    if (earlier.outcome !== 'succeeded' || after >= (isLost(earlier) ? LEASE_MS : tokenMs))
      return [];
    const left = canaries.get(call.worker) ?? 0;
    canaries.set(call.worker, left - 1);
    return left > 0 ? [] : [`${after} ms after one that succeeded`];
  });
}

/** Each call, preceded by the call before it with the same grant. */
function pairsOf(calls: readonly Call[]): (readonly [Call, Call])[] {
  return [...Map.groupBy(calls, ({ grant }) => grant).values()].flatMap((ofGrant) => {
    const ordered = ofGrant.toSorted((one, other) => one.beganAt - other.beganAt);
    return ordered.slice(1).map((call, nth) => [ordered[nth] as Call, call] as const);
  });
}

/** Whether a call began under the earlier call's lease. A killed worker's lease expires by itself. */
function isUnleased({ beganAt, endedAt }: Call, call: Call): boolean {
  if (endedAt === null) return call.beganAt - beganAt < LEASE_MS;
  return call.beganAt < endedAt && endedAt - beganAt < TOO_LONG_MS;
}

/** Whether the worker was killed so soon after the call that its result may not be stored. */
const isLost = ({ endedAt, killedAt }: Call): boolean =>
  killedAt !== null && endedAt !== null && killedAt - endedAt < LEASE_MS;
