import type { Probe } from './connection.ts';
import type { Ports } from './ports.ts';

const ATTEMPTS = 5;

/**
 * Notes a probe on its connection and touches nothing else. A probe of a connection that was
 * disconnected meanwhile is dropped, and so is one that finds the record busy again and again: the
 * next probe says the same.
 *
 * @throws AppError `store_unavailable`
 */
export async function recordProbe({ store }: Ports, id: string, probe: Probe): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await store.readConnection(id);
    if (!found || found.value.status === 'disconnected') return;
    if ((await store.writeConnection({ ...found.value, probe }, found.revision)) !== null) return;
  }
}
