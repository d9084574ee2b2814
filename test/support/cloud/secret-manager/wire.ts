import { createRequire } from 'node:module';
import {
  Server,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { Refusal } from '../faults.ts';
import type { Method } from './permissions.ts';
import type { Request } from './request.ts';

const PROTOS = '@google-cloud/secret-manager/build/protos/protos.json';
const SERVICE = 'google.cloud.secretmanager.v1.SecretManagerService';

export type Answer = (method: Method, request: Request) => Promise<object>;

/** A gRPC server of the service, from the client package's own description. */
export function secretManagerServer(methods: readonly Method[], answer: Answer): Server {
  const json = createRequire(import.meta.url)(PROTOS);
  const definitions = fromJSON(json, { longs: String, enums: String, defaults: true });
  const handle =
    (method: Method) =>
    ({ request }: ServerUnaryCall<Request, object>, reply: sendUnaryData<object>): void => {
      answer(method, request).then(
        (message) => reply(null, message),
        ({ code, message }: Refusal) => reply({ code, details: message }),
      );
    };
  const server = new Server();
  const handlers = Object.fromEntries(methods.map((method) => [method, handle(method)]));
  server.addService(definitions[SERVICE] as ServiceDefinition, handlers);
  return server;
}
