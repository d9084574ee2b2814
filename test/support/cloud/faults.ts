import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';

/** An error answer of a service, as gRPC has it. */
export class Refusal extends Error {
  readonly code: number;
  readonly details: string;

  constructor(code: number, details: string) {
    super(details);
    this.code = code;
    this.details = details;
  }
}

export type Fault = {
  /** `Commit`, `AccessSecretVersion`, …; `*` is any. */
  readonly method: string;
  readonly code: number;
  /** How many calls fail; one by default. */
  readonly times?: number;
  /** `after`: the change is made and its answer is lost. `before` by default. */
  readonly when?: 'before' | 'after';
};

/** What a test can do to the traffic of a test double. */
export type Faults = {
  fault(fault: Fault): void;
  /** Every call waits this long before it is handled. */
  latency(milliseconds: number): void;
  /** Ends every fault and the latency. */
  heal(): void;
  /** How many calls arrived per method, failed ones included. */
  calls(): Readonly<Record<string, number>>;
};

/** The double's side: counts a call and admits it. */
export type Door = {
  /**
   * @returns what to answer instead of a success, or null
   * @throws Refusal when the call fails before anything is done
   */
  enter(method: string): Promise<Refusal | null>;
};

/** The switches of one double, and the door that applies them. */
export function createFaults(): Faults & Door {
  const counts: Record<string, number> = {};
  let waiting: { readonly fault: Fault; left: number }[] = [];
  let delay = 0;

  const take = (method: string): Fault | null => {
    const next = waiting.find(
      ({ fault, left }) => left > 0 && ['*', method].includes(fault.method),
    );
    if (!next) return null;
    next.left -= 1;
    return next.fault;
  };
  return {
    fault: (fault) => waiting.push({ fault, left: fault.times ?? 1 }),
    latency: (milliseconds) => {
      delay = milliseconds;
    },
    heal: () => {
      waiting = [];
      delay = 0;
    },
    calls: () => ({ ...counts }),
    enter: async (method) => {
      counts[method] = (counts[method] ?? 0) + 1;
      const fault = take(method);
      if (delay > 0) await sleep(delay);
      if (!fault) return null;
      const refusal = new Refusal(fault.code, `${status[fault.code]}: a fault of ${method}`);
      if (fault.when === 'after') return refusal;
      throw refusal;
    },
  };
}
