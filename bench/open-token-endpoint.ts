import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type Behaviour = {
  /** How long the tokens last that it gives. */
  readonly tokenSeconds: number;
  /** How long it thinks before it answers. */
  readonly delayMs: number;
};

/** How often it was asked, and with how many different refresh tokens. */
export type Asked = { readonly calls: number; readonly grants: number };

export type TokenEndpoint = {
  readonly baseUrl: string;
  /** What it was asked since this was last called. */
  takeAsked(): Promise<Asked>;
  close(): Promise<void>;
};

/** Starts a token endpoint on the loopback. */
export async function openTokenEndpoint(behaviour: Behaviour): Promise<TokenEndpoint> {
  const program = new URL('./token-endpoint.ts', import.meta.url);
  const worker = new Worker(program, { workerData: behaviour });
  const [port] = await once(worker, 'message');
  // Should setting up fail after this, it must not keep the process from ending.
  worker.unref();
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    takeAsked: async () => {
      const answered = once(worker, 'message');
      worker.postMessage(null);
      return (await answered)[0];
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
