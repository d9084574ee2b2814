import { createTokens, type Ports } from '../shared/tokens/index.ts';
import { countCalls } from './count-calls.ts';
import { openLibrary } from './library.ts';
import { peakMemoryOf, residentMemoryOf } from './process-memory.ts';
import type { Outcome, RunRequest } from './start-instance.ts';

// One instance of the product: a process that refreshes what is due on each message of its parent.

const TIMEOUT_MS = 10 * 60 * 1000;

const [directory = '', baseUrl = ''] = process.argv.slice(2);
const contents = { connections: 0, expiresAt: new Date(0) };
const library = await openLibrary(directory, baseUrl, contents);
const { ports, counts } = countCalls(library.ports);

/** Refreshes with a clock that is ahead by `laterMs`, so that what was refreshed before is due again. */
async function runRefresh({ laterMs, ...run }: RunRequest): Promise<Outcome> {
  const clock: Ports['clock'] = {
    ...ports.clock,
    now: () => new Date(ports.clock.now().getTime() + laterMs),
  };
  const until = new Date(clock.now().getTime() + TIMEOUT_MS);
  const before = process.threadCpuUsage();
  const { refreshed } = await createTokens({ ...ports, clock }).refreshDue({ ...run, until });
  const { user, system } = process.threadCpuUsage(before);
  return {
    refreshed,
    counts,
    threadMicroseconds: user + system,
    idleBytes,
    peakBytes: peakMemoryOf(process.pid),
  };
}

const idleBytes = residentMemoryOf(process.pid);
process.on('message', async (request: RunRequest) => {
  process.send?.(await runRefresh(request));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
