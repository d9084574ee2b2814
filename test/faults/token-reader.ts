// Another process over the same database. When all readers are ready it requests one mailbox's token many
// times at once. It prints a digest of each different token that it was given, and never the tokens.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readEnvironment } from '../../shared/config/environment.ts';
import { parseConfig } from '../../shared/config/index.ts';
import { composeRuntime } from '../../shared/runtime/runtime.ts';
import { eventually } from '../support/eventually.ts';

const { tokens, store, close } = await composeRuntime(parseConfig(readEnvironment()));
const { items } = await store.listConnections({ after: null, limit: 1 });
const id = items[0]?.id ?? '';
process.stdout.write('ready\n');
const startFile = process.env['START_FILE'] ?? '';
await eventually(() => existsSync(startFile), { everyMs: 5 });

const requests = Array.from({ length: 25 }, () => tokens.accessTokenFor(id));
const digests = (await Promise.all(requests)).map(({ value }) =>
  createHash('sha256').update(value).digest('hex'),
);
process.stdout.write(JSON.stringify([...new Set(digests)]));
close();
