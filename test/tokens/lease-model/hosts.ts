import { createTokens, type Mailbox } from '../../../shared/tokens/index.ts';
import { connectionIdOf } from '../../../shared/tokens/model/identifiers.ts';
import type { Worker } from './actions.ts';
import { createProcess } from './simulation.ts';
import { portsOf, type Shared } from './watched-ports.ts';

/** Runs one process at a time, on a clock with a fixed skew. */
type Host = {
  /** A worker of the current process, for one mailbox. */
  workerFor(mailbox: Mailbox): Worker;
  /** Kills the current process and starts the next. */
  restart(): void;
};

/** What a script runs on. */
export type Setup = { readonly shared: Shared; readonly hosts: readonly Host[] };

export function createHost(shared: Shared, name: string, skewMs: number): Host {
  let starts = 0;
  const start = () => {
    const process = createProcess(`${name}.${++starts}`, skewMs);
    const tokens = createTokens(portsOf(shared, process));
    return { shared, process, tokens, replaced: new Map<string, ReadonlySet<string>>() };
  };
  let current = start();
  return {
    workerFor: (mailbox) => ({ ...current, mailbox, id: connectionIdOf(mailbox.subject) }),
    restart: () => {
      current.process.die();
      current = start();
    },
  };
}
