// Another process over the same database: asks for one mailbox's token many times at once and prints
// how many different tokens it was given, never the tokens.
import { createHash } from 'node:crypto';
import { readEnvironment } from '../../shared/config/environment.ts';
import { parseConfig } from '../../shared/config/index.ts';
import { composeRuntime } from '../../shared/runtime/runtime.ts';

const { tokens, store, close } = await composeRuntime(parseConfig(readEnvironment()));
const { items } = await store.listConnections({ after: null, limit: 1 });
const id = items[0]?.id ?? '';
const startAt = Number(process.env['START_AT']);
await new Promise((wake) => setTimeout(wake, startAt - Date.now()));

const asked = Array.from({ length: 25 }, () => tokens.accessTokenFor(id));
const digests = (await Promise.all(asked)).map(({ value }) =>
  createHash('sha256').update(value).digest('hex'),
);
process.stdout.write(JSON.stringify([...new Set(digests)]));
close();
