import {
  Client,
  type ClientDuplexStream,
  credentials,
  type Metadata,
  type MethodDefinition,
  Server,
  type ServerDuplexStream,
  type ServiceDefinition,
  type StatusObject,
  status,
} from '@grpc/grpc-js';
import { createFaults, type Faults, type Refusal } from './faults.ts';
import { firestoreService } from './firestore-service.ts';
import { listen } from './listen.ts';
import { createQueryLog, type RecordedQuery } from './query-log.ts';

/** A proxy between a client and the emulator, which passes the bytes unchanged. */
export type FirestoreProxy = Faults & {
  /** `127.0.0.1:PORT`, for `new Firestore({ host, ssl: false })`. */
  readonly host: string;
  /** Every query that arrived, failed ones included, oldest first. */
  queries(): readonly RecordedQuery[];
  stop(): Promise<void>;
};

type Bytes = Buffer;
type Call = ServerDuplexStream<Bytes, Bytes>;

/**
 * Starts a proxy in front of the emulator at `host`.
 *
 * Google's client retries a streaming read (RunQuery, RunAggregationQuery, BatchGetDocuments) that fails
 * before its first header, twice, seconds apart, for every code. The caller sees the fault only after three
 * `before`, or one `after`.
 */
export async function startFirestoreProxy(host: string): Promise<FirestoreProxy> {
  const upstream = new Client(host, credentials.createInsecure());
  const underWay = new Set<ClientDuplexStream<Bytes, Bytes>>();
  const faults = createFaults();
  const log = createQueryLog();
  const handle = (name: string, path: string) => async (call: Call) => {
    // Listen at once, because an event without a listener would be lost.
    const requests = call.on('data', (bytes: Bytes) => log.look(name, bytes)).pause();
    try {
      const lost = await faults.enter(name);
      const answers = upstream.makeBidiStreamRequest(path, same, same, call.metadata);
      underWay.add(answers);
      answers.on('status', () => underWay.delete(answers));
      relay(requests, answers, lost);
    } catch (refusal) {
      // A query is logged even if it is not passed on.
      requests.resume();
      call.emit('error', refusal);
    }
  };
  const server = new Server();
  const methods = Object.entries(firestoreService());
  const handlers = methods.map(([name, { path }]) => [name, handle(name, path)]);
  const opened = methods.map(([name, method]) => [name, asBytes(method)]);
  server.addService(Object.fromEntries(opened), Object.fromEntries(handlers));
  const { port, stop } = await listen(server);
  return {
    ...faults,
    host: `127.0.0.1:${port}`,
    queries: log.queries,
    stop: async () => {
      // The client may be gone without ending the call, which would keep the connection open for ever.
      for (const answers of underWay) answers.cancel();
      upstream.close();
      await stop();
    },
  };
}

function same(bytes: Bytes): Bytes {
  return bytes;
}

/** On the wire every method is a stream in both directions; a unary call has one message in each. */
function asBytes({ path }: MethodDefinition<object, object>): ServiceDefinition[string] {
  return {
    path,
    requestStream: true,
    responseStream: true,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

function relay(
  requests: Call,
  answers: ClientDuplexStream<Bytes, Bytes>,
  lost: Refusal | null,
): void {
  requests.on('data', (bytes: Bytes) => answers.write(bytes));
  requests.on('end', () => answers.end());
  requests.on('cancelled', () => answers.cancel());
  answers.on('metadata', (metadata: Metadata) => requests.sendMetadata(metadata));
  answers.on('data', (bytes: Bytes) => {
    if (!lost) requests.write(bytes);
  });
  // Every outcome also arrives as a status.
  answers.on('error', () => undefined);
  answers.on('status', (outcome: StatusObject) => {
    if (outcome.code !== status.OK) requests.emit('error', outcome);
    else if (lost) requests.emit('error', lost);
    else requests.end(outcome.metadata);
  });
  requests.resume();
}
