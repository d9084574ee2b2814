import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ASK_AT = 'BUNDLES_OF_THIS_RUN';

/**
 * One build for all test files of a run, in every process. It begins when the first of them needs it,
 * because it takes half a minute of processor time and most runs need none.
 *
 * @returns what removes it
 */
export async function shareBundles(): Promise<() => void> {
  const parent = mkdtempSync(join(tmpdir(), 'connector-bundles-'));
  const directory = join(parent, 'dist');
  let built: Promise<unknown> | null = null;
  const server = createServer(async (_, reply) => {
    built ??= promisify(execFile)(
      process.execPath,
      [`${ROOT}build/main.ts`, '--json', '--out', directory],
      { cwd: ROOT },
    );
    await built.then(
      () => reply.end(directory),
      (failure: Error) => reply.writeHead(500).end(failure.message),
    );
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  process.env[ASK_AT] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return () => {
    server.close();
    server.closeAllConnections();
    rmSync(parent, { recursive: true, force: true });
  };
}

/** The directory of the bundles, once they are built. A test that changes something there takes a copy. */
export async function sharedBundles(): Promise<string> {
  const answer = await fetch(process.env[ASK_AT] ?? '');
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
