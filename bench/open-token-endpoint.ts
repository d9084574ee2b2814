import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type Behaviour = {
  /** Lifetime of the tokens that it issues. */
  readonly tokenSeconds: number;
  /** Delay before it answers. */
  readonly delayMs: number;
};

/** The number of calls, and of different refresh tokens in them. */
export type CallCounts = { readonly calls: number; readonly grants: number };

export type TokenEndpoint = {
  readonly baseUrl: string;
  /** The counts since the previous call. */
  takeCounts(): Promise<CallCounts>;
  close(): Promise<void>;
};

/** Starts a token endpoint on the loopback, in a worker thread. */
export async function openTokenEndpoint(behaviour: Behaviour): Promise<TokenEndpoint> {
  const program = new URL('./token-endpoint.ts', import.meta.url);
  const worker = new Worker(program, { workerData: behaviour });
  const [port] = await once(worker, 'message');
  // If the setup fails after this, the worker must not keep the process running.
  worker.unref();
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    takeCounts: async () => {
      const answered = once(worker, 'message');
      worker.postMessage(null);
      return (await answered)[0];
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
