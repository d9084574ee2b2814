import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import {
  type Answered,
  CLIENT,
  type Json,
  SUPPORT,
  startGoogle,
  type TestGoogle,
} from './emulated-google.ts';

export const FULL = 'https://mail.google.com/';

/** A small mail; the fields of the header are as given. */
export function mail(fields: Record<string, string> = {}, text = 'Hello'): string {
  const all = {
    From: 'Carla <carla@customer.example>',
    To: SUPPORT,
    Subject: 'Broken lamp',
    'Message-ID': '<first@customer.example>',
    ...fields,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${head.join('')}\r\n${text}\r\n`;
}

/** A token of a mailbox, and calls of the Gmail API with it. */
export async function openMailbox(google: TestGoogle, scopes = [FULL], address = SUPPORT) {
  const [seeded] = google.google.seedAccounts({ addresses: [address], scopes });
  const { body } = await google.refresh(seeded?.refreshToken);
  const call = async (method: string, path: string, json?: Json): Promise<Answered> => {
    const response = await fetch(`${google.baseUrl}/gmail/v1/users/me/${path}`, {
      method,
      headers: { authorization: `Bearer ${body['access_token']}` },
      ...(json ? { body: JSON.stringify(json) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  };
  return { get: (path: string) => call('GET', path), call };
}

export type Push = { at: number; authorization: string; body: Json };

const receivers = new Set<() => Promise<unknown>>();
afterEach(async () => {
  for (const close of receivers) await close();
  receivers.clear();
});

/** A receiver of pushes that answers the given statuses, then 204. */
export async function startReceiver(statuses: number[] = []) {
  const pushes: Push[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Json;
    const { authorization = '' } = request.headers;
    pushes.push({ at: Date.now(), authorization, body });
    response.writeHead(statuses.shift() ?? 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receivers.add(() => new Promise((resolve) => server.close(resolve)));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gmail-push`;
  const push = { url, serviceAccount: 'pusher@p.iam.gserviceaccount.com', audience: url };
  return { pushes, push };
}

/** What a push announces. */
export function announced({ body }: Push): Json {
  const { data } = body['message'] as { data: string };
  return JSON.parse(Buffer.from(data, 'base64').toString());
}

export const TOPIC = 'projects/project-1/topics/gmail';

/** A watched mailbox of a client whose project is known; the test message has come. */
export async function startWatched(statuses: number[] = [], now = () => new Date()) {
  // The first status is that of the test message.
  const { pushes, push } = await startReceiver([204, ...statuses]);
  const google = await startGoogle({ push, now, clients: [{ ...CLIENT, projectId: 'project-1' }] });
  const mailbox = await openMailbox(google);
  const watch = await mailbox.call('POST', 'watch', { topicName: TOPIC });
  await google.google.settlePushes();
  const first = pushes.splice(0);
  const deliver = (address = SUPPORT) => google.google.deliverMail({ address, content: mail() });
  return { google, mailbox, watch, first, pushes, deliver };
}
