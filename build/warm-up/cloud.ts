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
import { type KeySet, writeKeySet } from '../../shared/sealing/index.ts';

export type WarmUpCloud = { readonly address: string; close(): void };

/**
 * As much of Firestore and Secret Manager, on the loopback, as a first request needs: a database
 * with nothing in it but the installation's document, and the secret that this one names.
 */
export async function openCloud(client: string, keys: KeySet): Promise<WarmUpCloud> {
  const server = new Server();
  serve(server, '@google-cloud/firestore-api', 'google.firestore.v1.Firestore', {
    batchGetDocuments: answerAll((request) => documentsIn(request, client)),
    runQuery: answerAll(() => [{ readTime: NOW }]),
  });
  const data = Buffer.from(writeKeySet(keys));
  serve(
    server,
    '@google-cloud/secret-manager',
    'google.cloud.secretmanager.v1.SecretManagerService',
    {
      accessSecretVersion: ((_call, answer) =>
        answer(null, { payload: { data, dataCrc32c: String(crc32c.buf(data) >>> 0) } })) satisfies Unary,
    },
  );
  const port = await listen(server);
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

const NOW = { seconds: 1, nanos: 0 };

type Unary = (call: unknown, answer: (error: null, value: object) => void) => void;
type Streaming = { readonly request: unknown; write(value: object): void; end(): void };

const answerAll =
  (answers: (request: unknown) => readonly object[]) =>
  (call: Streaming): void => {
    for (const answer of answers(call.request)) call.write(answer);
    call.end();
  };

function documentsIn(request: unknown, client: string): readonly object[] {
  const { documents } = request as { readonly documents: readonly string[] };
  const fields = {
    client: { stringValue: client },
    keyring: { stringValue: 'projects/warm-up/secrets/warm-up-keyring/versions/1' },
  };
  return documents.map((name) =>
    name.endsWith('/installation/current')
      ? { found: { name, fields, createTime: NOW, updateTime: NOW }, readTime: NOW }
      : { missing: name, readTime: NOW },
  );
}

/** By the definitions that the client's own package carries. */
function serve(
  server: Server,
  packageName: string,
  service: string,
  methods: UntypedServiceImplementation,
): void {
  const require = createRequire(import.meta.url);
  const path = require.resolve(`${packageName}/build/protos/protos.json`);
  const definition = fromJSON(JSON.parse(readFileSync(path, 'utf8')), { longs: String });
  const found = service
    .split('.')
    .reduce<unknown>(
      (at, name) => Reflect.get(Object(at), name),
      loadPackageDefinition(definition),
    ) as ServiceClientConstructor;
  server.addService(found.service, methods);
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
