import { inParallel } from '../../concurrency/in-parallel.ts';
import { asAppError } from '../../errors.ts';
import { finishSend } from './finish-send.ts';
import { takeSend } from './held-send.ts';
import type { SendPorts } from './send-ports.ts';
import { settleSend } from './settle-send.ts';

const CONCURRENCY = 8;
const MOST_AT_ONCE = 200;

/** How much one run may do: the shards whose sends it works on, and the moment after which none is begun. */
export type SendRun = { readonly shards: readonly number[]; readonly until: Date };

/**
 * Does what is due of sends: looks for those whose answer was lost or whose process died, and writes EmailMessages that
 * could not be written before. It sends nothing: it has no content.
 *
 * @returns how many it worked on
 */
export async function runDueSends(ports: SendPorts, { shards, until }: SendRun): Promise<number> {
  const { store, clock } = ports;
  const ids = await store.dueSends({ before: clock.now(), limit: MOST_AT_ONCE, shards });
  let worked = 0;
  await inParallel(ids, { clock, concurrency: CONCURRENCY, until }, async (id) => {
    worked += (await runSend(ports, id)) ? 1 : 0;
  });
  return worked;
}

/** A failure must not stop the others: the send is due again when its lease is over. */
async function runSend(ports: SendPorts, id: string): Promise<boolean> {
  try {
    const known = await ports.store.readSend(id);
    if (known === null || known.value.dueAt === null) return false;
    const held = await takeSend(ports, known);
    if (held.send.value.state === 'sending') await settleSend(held, false);
    else await finishSend(held);
    return true;
  } catch (thrown) {
    return asAppError(thrown).code !== 'send_busy';
  }
}
