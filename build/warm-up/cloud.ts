import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerOptions,
  type ServiceClientConstructor,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import crc32c from 'crc-32/crc32c.js';
import type { Contents } from './contents.ts';

/** How the stand-in is reached: without TLS, unless credentials are given. */
export type CloudOptions = ServerOptions & { readonly credentials?: ServerCredentials };

export type WarmUpCloud = { readonly address: string; close(): void };

/**
 * Serves the calls of Firestore and Secret Manager that first requests make, on the loopback. Reads
 * find the documents and secrets of `contents`, every query of intakes finds them all, every other one
 * nothing, every write succeeds and stores nothing.
 */
export async function openCloud(
  contents: Contents,
  { credentials = ServerCredentials.createInsecure(), ...options }: CloudOptions = {},
): Promise<WarmUpCloud> {
  const server = new Server(options);
  serve(server, FIRESTORE, {
    batchGetDocuments: stream((request) => documentsIn(request, contents)),
    runQuery: stream((request) => intakesIn(request, contents)),
    runAggregationQuery: stream((request) => [zeroCounts(request)]),
    commit: unary(() => ({ writeResults: [{ updateTime: NOW }], commitTime: NOW })),
  });
  serve(server, SECRET_MANAGER, {
    accessSecretVersion: unary((request) => payloadIn(request, contents)),
  });
  const port = await listen(server, credentials);
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

const FIRESTORE = ['@google-cloud/firestore-api', 'google.firestore.v1.Firestore'] as const;
const SECRET_MANAGER = [
  '@google-cloud/secret-manager',
  'google.cloud.secretmanager.v1.SecretManagerService',
] as const;

const NOW = { seconds: 1, nanos: 0 };

type Call = { readonly request: unknown };
type StreamingCall = Call & { write(value: object): void; end(): void };

const unary =
  (answer: (request: unknown) => object) =>
  ({ request }: Call, done: (error: null, value: object) => void): void =>
    done(null, answer(request));

const stream =
  (answers: (request: unknown) => readonly object[]) =>
  (call: StreamingCall): void => {
    for (const answer of answers(call.request)) call.write(answer);
    call.end();
  };

function documentsIn(request: unknown, { documents }: Contents): readonly object[] {
  const { documents: names } = request as { readonly documents: readonly string[] };
  return names.map((name) => {
    const stored = documents.get(name.split('/documents/')[1] ?? '');
    return stored
      ? { found: documentOf(name, stored), readTime: NOW }
      : { missing: name, readTime: NOW };
  });
}

type Stored = Readonly<Record<string, string>>;

function documentOf(name: string, stored: Stored): object {
  const values = Object.entries(stored).map(([field, text]) => [field, { stringValue: text }]);
  return { name, fields: Object.fromEntries(values), createTime: NOW, updateTime: NOW };
}

/** The answers to a query: by a push's address, or of what is due. */
function intakesIn(request: unknown, { documents }: Contents): readonly object[] {
  const { parent, structuredQuery } = request as {
    readonly parent: string;
    readonly structuredQuery: { readonly from: readonly { readonly collectionId: string }[] };
  };
  const isOfIntakes = structuredQuery.from.some(({ collectionId }) => collectionId === INTAKES);
  const found = [...documents].filter(([path]) => isOfIntakes && path.startsWith(`${INTAKES}/`));
  const answers = found.map(([path, stored]) => ({
    document: documentOf(`${parent}/${path}`, stored),
    readTime: NOW,
  }));
  return [...answers, { readTime: NOW }];
}

const INTAKES = 'intakes';

/** Answers 0 for every count, under its alias. */
function zeroCounts(request: unknown): object {
  const { structuredAggregationQuery: query } = request as {
    readonly structuredAggregationQuery: { readonly aggregations: readonly { alias: string }[] };
  };
  const counts = query.aggregations.map(({ alias }) => [alias, { integerValue: '0' }]);
  return { result: { aggregateFields: Object.fromEntries(counts) }, readTime: NOW };
}

function payloadIn(request: unknown, { secrets }: Contents): object {
  const { name } = request as { readonly name: string };
  const data = Buffer.from(secrets.get(name) ?? '');
  return { name, payload: { data, dataCrc32c: crc32c.buf(data) >>> 0 } };
}

/** Adds a service, with the definitions in the client's own package. */
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

const listen = (server: Server, credentials: ServerCredentials): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
