import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { MethodDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

type Service = Record<string, MethodDefinition<object, object>>;

/** Firestore's methods by name, from the client package's own descriptions. */
export function firestoreService(): Service {
  // The package does not export its descriptions, so they are found through what it exports.
  const main = createRequire(import.meta.url).resolve('@google-cloud/firestore');
  const json = JSON.parse(readFileSync(join(main, '../../protos/v1.json'), 'utf8'));
  const definitions = fromJSON(json, { longs: String, enums: String, arrays: true });
  return definitions['google.firestore.v1.Firestore'] as Service;
}
