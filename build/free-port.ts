import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that Linux (32768 up), macOS and Windows (49152 up) give to connections and to servers that let the
 * system choose: such a port could be taken again before it is used, or while a server on it restarts.
 */
const FIRST = 20_000;
const LAST = 32_767;
const MOST_ATTEMPTS = 100;

/** A loopback port that is free now. The functions refuse the port 0, with which the system would choose one. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const port = randomInt(FIRST, LAST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port among ${MOST_ATTEMPTS} from ${FIRST} to ${LAST}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
