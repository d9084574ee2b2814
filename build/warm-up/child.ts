// Runs a bundle through its first requests, and keeps what V8 has compiled by then. A process of its
// own: it ends with whatever the function still holds open.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileBundle } from '../loader/compile.ts';
import { runBundle } from '../loader/load.ts';
import { sealCache } from '../loader/sealed-cache.ts';
import type { WarmUpRequest } from './requests.ts';

const directory = process.argv[2] ?? '';
const script = compileBundle(directory);
const server = await runBundle(directory, script).start();

process.on('message', async (requests: readonly WarmUpRequest[]) => {
  const statuses: number[] = [];
  for (const { path, ...init } of requests) {
    const response = await fetch(`http://127.0.0.1:${process.env['PORT']}${path}`, {
      ...init,
      redirect: 'manual',
    });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  writeFileSync(join(directory, 'function.cache'), sealCache(script.createCachedData()));
  process.send?.(statuses, () => process.exit(0));
});

if (!server.listening) await once(server, 'listening');
process.send?.('ready');
