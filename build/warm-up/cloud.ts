import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import crc32c from 'crc-32/crc32c.js';
import type { Contents } from './contents.ts';

export type WarmUpCloud = { readonly address: string; close(): void };

/**
 * As much of Firestore and Secret Manager, on the loopback, as first requests need: documents and
 * secrets are found or not, every query finds nothing, every write succeeds and leaves no trace.
 */
export async function openCloud(contents: Contents): Promise<WarmUpCloud> {
  const server = new Server();
  serve(server, FIRESTORE, {
    batchGetDocuments: all((request) => documentsIn(request, contents)),
    runQuery: all(() => [{ readTime: NOW }]),
    runAggregationQuery: all((request) => [noneCounted(request)]),
    commit: one(() => ({ writeResults: [{ updateTime: NOW }], commitTime: NOW })),
  });
  serve(server, SECRET_MANAGER, {
    accessSecretVersion: one((request) => payloadIn(request, contents)),
  });
  const port = await listen(server);
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

const FIRESTORE = ['@google-cloud/firestore-api', 'google.firestore.v1.Firestore'] as const;
const SECRET_MANAGER = [
  '@google-cloud/secret-manager',
  'google.cloud.secretmanager.v1.SecretManagerService',
] as const;

const NOW = { seconds: 1, nanos: 0 };

type Call = { readonly request: unknown };
type Stream = Call & { write(value: object): void; end(): void };

const one =
  (answer: (request: unknown) => object) =>
  ({ request }: Call, done: (error: null, value: object) => void): void =>
    done(null, answer(request));

const all =
  (answers: (request: unknown) => readonly object[]) =>
  (call: Stream): void => {
    for (const answer of answers(call.request)) call.write(answer);
    call.end();
  };

function documentsIn(request: unknown, { documents }: Contents): readonly object[] {
  const asked = request as { readonly documents: readonly string[] };
  return asked.documents.map((name) => {
    const held = documents.get(name.split('/documents/')[1] ?? '');
    if (!held) return { missing: name, readTime: NOW };
    const values = Object.entries(held).map(([field, text]) => [field, { stringValue: text }]);
    const fields = Object.fromEntries(values);
    return { found: { name, fields, createTime: NOW, updateTime: NOW }, readTime: NOW };
  });
}

/** Every count is 0, under the name that was given to it. */
function noneCounted(request: unknown): object {
  const { structuredAggregationQuery: asked } = request as {
    readonly structuredAggregationQuery: { readonly aggregations: readonly { alias: string }[] };
  };
  const counts = asked.aggregations.map(({ alias }) => [alias, { integerValue: '0' }]);
  return { result: { aggregateFields: Object.fromEntries(counts) }, readTime: NOW };
}

function payloadIn(request: unknown, { secrets }: Contents): object {
  const { name } = request as { readonly name: string };
  const data = Buffer.from(secrets.get(name) ?? '');
  return { name, payload: { data, dataCrc32c: crc32c.buf(data) >>> 0 } };
}

/** By the definitions that the client's own package carries. */
function serve(
  server: Server,
  [packageName, service]: readonly [string, string],
  methods: UntypedServiceImplementation,
): void {
  const path = createRequire(import.meta.url).resolve(`${packageName}/build/protos/protos.json`);
  const definition = fromJSON(JSON.parse(readFileSync(path, 'utf8')), { longs: String });
  let found: unknown = loadPackageDefinition(definition);
  for (const part of service.split('.')) found = Reflect.get(Object(found), part);
  server.addService((found as ServiceClientConstructor).service, methods);
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
