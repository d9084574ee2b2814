import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export const SECRET = `whsec_${btoa('marked-secret-of-thirty-two-byte')}`;
export const NEXT_SECRET = `whsec_${btoa('marked-secret-that-is-the-newer!')}`;

/** One accepted message, with the id that identifies it. */
export type Taken = {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, string>>;
};

/** How one request is answered; without a status, never. */
export type Reply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Receiver = {
  readonly url: string;
  /** The accepted messages, each id once. */
  readonly taken: readonly Taken[];
  /** The ids of all requests in their order, whatever was answered. */
  readonly ids: readonly string[];
  readonly requests: readonly IncomingMessage[];
  /** Answers the next requests like this, without verifying them. */
  reply(...replies: Reply[]): void;
  /** Called when a message is accepted, before the answer. */
  whenTaken(work: () => Promise<void>): void;
  close(): Promise<void>;
};

/** A strict receiver on loopback: it accepts only what the Standard Webhooks package verifies. */
export async function startReceiver(secret = SECRET): Promise<Receiver> {
  const webhook = new Webhook(secret);
  const taken: Taken[] = [];
  const requests: IncomingMessage[] = [];
  const replies: Reply[] = [];
  let whenTaken = async (): Promise<void> => {};
  const idOf = ({ headers }: IncomingMessage): string => String(headers['webhook-id']);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests.push(request);
    const body = await text(request);
    const reply = replies.shift() ?? (await look(request, body));
    if (reply.status) response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
  }

  async function look(request: IncomingMessage, body: string): Promise<Reply> {
    if (request.method !== 'POST') return { status: 405 };
    if (request.headers['content-type'] !== 'application/json') return { status: 415 };
    const message = verified(webhook, request, body);
    if (!message) return { status: 401 };
    const id = idOf(request);
    if (!taken.some((each) => each.id === id)) taken.push({ id, ...message });
    await whenTaken();
    return { status: 204 };
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?key=marked-query`,
    taken,
    get ids() {
      return requests.map(idOf);
    },
    requests,
    reply: (...more) => {
      replies.push(...more);
    },
    whenTaken: (work) => {
      whenTaken = work;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function verified(
  webhook: Webhook,
  { headers }: IncomingMessage,
  body: string,
): Omit<Taken, 'id'> | null {
  try {
    return webhook.verify(body, headers as Record<string, string>) as Omit<Taken, 'id'>;
  } catch {
    return null;
  }
}
