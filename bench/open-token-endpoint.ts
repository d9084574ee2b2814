import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type TokenEndpoint = { readonly baseUrl: string; close(): Promise<void> };

/** Starts a token endpoint on the loopback that answers every request at once. */
export async function openTokenEndpoint(): Promise<TokenEndpoint> {
  const worker = new Worker(new URL('./token-endpoint.ts', import.meta.url));
  const [port] = await once(worker, 'message');
  // Should setting up fail after this, it must not keep the process from ending.
  worker.unref();
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close: async () => {
      await worker.terminate();
    },
  };
}
