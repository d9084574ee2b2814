// Sends a bundle its first requests, and saves the code that V8 has compiled by then. It runs as a
// separate process, so that its exit closes whatever the function still holds open.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Script } from 'node:vm';
import { withDigest } from '../loader/cache-digest.ts';
import { cacheFileOf, type Part } from '../loader/compile.ts';
import { loadBundle } from '../loader/load.ts';
import type { FirstRequest } from './requests.ts';

const directory = process.argv[2] ?? '';
const scripts = new Map<Part, Script>();
const bundle = loadBundle(directory, {
  read: () => undefined,
  compiled: (part, script) => scripts.set(part, script),
});
const server = await bundle.start();

process.on('message', async (requests: readonly FirstRequest[]) => {
  const statuses: number[] = [];
  for (const { path, ...init } of requests) {
    const response = await fetch(`http://127.0.0.1:${process.env['PORT']}${path}`, {
      ...init,
      redirect: 'manual',
    });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  for (const [part, script] of scripts) {
    writeFileSync(cacheFileOf(directory, part), withDigest(script.createCachedData()));
  }
  process.send?.(statuses, () => process.exit(0));
});

if (!server.listening) await once(server, 'listening');
process.send?.('ready');
