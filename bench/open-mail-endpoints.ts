import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type MailBehaviour = {
  /** Delay before it answers. */
  readonly delayMs: number;
  /** The size of the attachment of a large mail. */
  readonly attachmentBytes: number;
};

/** The mail that waits in a mailbox at each reading. */
export type Waiting = { readonly mails: number; readonly size: 'small' | 'large' };

export type MailEndpoints = { readonly baseUrl: string; close(): Promise<void> };

/** Starts a Gmail whose mailboxes always have new mail, and an org that takes all of it, in a worker thread. */
export async function openMailEndpoints(behaviour: MailBehaviour): Promise<MailEndpoints> {
  const program = new URL('./mail-endpoints.ts', import.meta.url);
  const worker = new Worker(program, { workerData: behaviour });
  const [port] = await once(worker, 'message');
  worker.unref();
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close: async () => {
      await worker.terminate();
    },
  };
}
