import { createTokens, type Mailbox } from '../../../shared/tokens/index.ts';
import { connectionIdOf } from '../../../shared/tokens/model/identifiers.ts';
import type { Hand } from './actions.ts';
import { portsOf, type Shared } from './watched.ts';
import { createProcess } from './world.ts';

type Station = { at(mailbox: Mailbox): Hand; restart(): void };
export type Table = { readonly shared: Shared; readonly stations: readonly Station[] };

/** Where a process stands, and after its death the next. */
export function createStation(shared: Shared, name: string, skewMs: number): Station {
  let starts = 0;
  const start = () => {
    const process = createProcess(`${name}.${++starts}`, skewMs);
    const tokens = createTokens(portsOf(shared, process));
    return { shared, process, tokens, forgotten: new Map<string, ReadonlySet<string>>() };
  };
  let standing = start();
  return {
    at: (mailbox) => ({ ...standing, mailbox, id: connectionIdOf(mailbox.subject) }),
    restart: () => {
      standing.process.die();
      standing = start();
    },
  };
}
