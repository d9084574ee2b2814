import { createTokens, type Ports } from '../shared/tokens/index.ts';
import { countCalls } from './count-calls.ts';
import { openLibrary } from './library.ts';
import { peakMemoryOf, residentMemoryOf } from './peak-memory.ts';
import type { Order, Outcome } from './start-instance.ts';

// One instance of the product: a process that refreshes what is due whenever it is told to.

const MOST_MS = 10 * 60 * 1000;

const [directory = '', baseUrl = ''] = process.argv.slice(2);
const contents = { connections: 0, expiresAt: new Date(0) };
const library = await openLibrary(directory, baseUrl, contents);
const { ports, counts } = countCalls(library.ports);

/** Refreshes as if it were that much later: so what was refreshed before is due again. */
async function obey({ laterMs, ...run }: Order): Promise<Outcome> {
  const clock: Ports['clock'] = {
    ...ports.clock,
    now: () => new Date(ports.clock.now().getTime() + laterMs),
  };
  const until = new Date(clock.now().getTime() + MOST_MS);
  const { refreshed } = await createTokens({ ...ports, clock }).refreshDue({ ...run, until });
  return {
    refreshed,
    counts,
    idleBytes,
    peakBytes: peakMemoryOf(process.pid),
  };
}

const idleBytes = residentMemoryOf(process.pid);
process.on('message', async (order: Order) => {
  process.send?.(await obey(order));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
