import {
  type CallerPorts,
  createKnownCallers,
  createNoteUse,
  createRateLimit,
  type KnownCallers,
} from '../salesforce/webhook/callers/index.ts';
import type { Runtime } from './runtime.ts';

/** The callers of Salesforce’s webhook, as this process knows them. */
export type Callers = {
  readonly ports: CallerPorts;
  readonly known: KnownCallers;
  readonly limit: ReturnType<typeof createRateLimit>;
  readonly noteUse: ReturnType<typeof createNoteUse>;
};

const composed = new WeakMap<Runtime, Callers>();

/** The callers of a runtime: what is remembered of them is remembered once for each process. */
export function callersOf(runtime: Runtime): Callers {
  const callers = composed.get(runtime) ?? compose(runtime);
  composed.set(runtime, callers);
  return callers;
}

function compose({ store, callerSecrets, clock, ids }: Runtime): Callers {
  const ports = { store, secrets: callerSecrets, clock, ids };
  return {
    ports,
    known: createKnownCallers(ports),
    limit: createRateLimit(clock),
    noteUse: createNoteUse(ports),
  };
}
