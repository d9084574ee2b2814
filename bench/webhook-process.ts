import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleConnection } from '../build/warm-up/sample-connection.ts';
import { salesforceWebhook } from '../functions/salesforce-webhook.ts';
import { createEdge, type Edge } from '../shared/http/edge.ts';
import { json, parseStrictJson } from '../shared/http/index.ts';
import { callersOf } from '../shared/runtime/callers.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { addCaller } from '../shared/salesforce/webhook/callers/index.ts';
import { OPERATIONS } from '../shared/salesforce/webhook/index.ts';
import { openRuntime } from './open-runtime.ts';
import type { WebhookServed } from './webhook.ts';

// One warm instance of salesforce-webhook over SQLite, beside the same edge that proves and opens nothing. Each message
// of its parent asks for the processor time that it took so far.

const HOUR_MS = 60 * 60 * 1000;
/** An instance accepts 50 calls a second of one caller, so its clock goes on by this with each call. */
const CALL_MS = 20;
let calls = 0;

const [directory = ''] = process.argv.slice(2);

const runtime = await openRuntime({ DATA_DIR: directory }, (ports) => ({
  ...ports,
  clock: { ...ports.clock, now: () => new Date(Date.now() + calls * CALL_MS) },
}));
const expiresAt = new Date(Date.now() + 24 * HOUR_MS);
const connection = { ...sampleConnection('bench', 'bench.grant', expiresAt), usedAt: new Date() };
const accessToken = { value: 'a'.repeat(220), expiresAt };
await runtime.store.writeConnection({ ...connection, accessToken }, null);
const given = {
  name: 'bench',
  proof: 'signature',
  permissions: ['token'],
  outbound: null,
} as const;
const { caller, secret } = await addCaller(callersOf(runtime).ports, given, 'admin@example.com');

const getAccessToken = OPERATIONS.find(({ name }) => name === 'getAccessToken');
const mailbox = connection.mailbox.address;
const answer = { mailbox, accessToken: accessToken.value, expiresAt: expiresAt.toISOString() };

/** The same edge, the same reading and the same answer, without a proof, a store and anything sealed. */
const bare: Edge<Runtime> = {
  ...salesforceWebhook,
  routes: {
    'POST /v1/getAccessToken': async (incoming) => {
      getAccessToken?.prepare(parseStrictJson(await incoming.readBody()));
      return json(answer);
    },
  },
};

const proved = createEdge(salesforceWebhook);
const unproved = createEdge(bare);
const server = createServer((request, response) => {
  calls += 1;
  const edge = request.url?.startsWith('/bare') ? unproved : proved;
  request.url = request.url?.replace('/bare', '') ?? '/';
  void edge(request, response, runtime);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const served: WebhookServed = { port, mailbox, callerId: caller.id, secret };
  process.send?.('ready');
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ ...served, microseconds: user + system });
  });
});
process.once('disconnect', () => process.exit());
