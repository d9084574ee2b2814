import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Loader, Plugin } from 'esbuild';
import { pruneProtocol } from './prune-protocol.ts';

/** A module that no function ever works with, and what stands in its place. */
type LeftOut = {
  /** The end of the module's path. */
  readonly path: RegExp;
  /** Why nothing of ours can reach it. */
  readonly why: string;
  /** CommonJS or JSON, from what the module says. */
  readonly instead: (content: string) => string;
};

/**
 * Can be passed on under any name, as index files do. Whoever calls it after all is told so, instead
 * of meeting something strange later.
 */
const nothing = (what: string) => (): string =>
  `
const refuse = () => { throw new Error('${what}: left out of this bundle (build/leave-out.ts)'); };
module.exports = new Proxy(function () {}, {
  get: (_, name) => typeof name === 'symbol' || name === '__esModule' ? undefined : module.exports,
  apply: refuse,
  construct: refuse,
});`;

export const LEFT_OUT: readonly LeftOut[] = [
  {
    path: /shared\/adapters\/local\/index\.ts$/,
    why: 'On Cloud Run `STATE=local` is refused by the configuration; SQLite is for one machine.',
    instead: () => `import { AppError } from '../../errors.ts';
export function openLocalState() {
  const problems = ['STATE must be cloud: this bundle has no local state'];
  throw new AppError('configuration_invalid', { detail: { problems } });
}`,
  },
  {
    path: /(firestore-api|secret-manager)\/build\/protos\/protos\.js$/,
    why: 'Static message classes, exported for callers; the clients build theirs from protos.json.',
    instead: nothing('static message classes'),
  },
  {
    path: /google-gax\/build\/protos\/(iam_service|locations|operations)\.js$/,
    why: 'Static message classes, re-exported by gax and used by nothing.',
    instead: nothing('static message classes'),
  },
  {
    path: /google-gax\/build\/src\/(iamService|operationsClient)\.js$/,
    why: 'Clients of interfaces that only the admin clients have.',
    instead: nothing('IAM and operations'),
  },
  {
    path: /google-gax\/build\/src\/locationService\.js$/,
    why: 'Every client makes one, and asks it for nothing unless told to.',
    instead: () => `exports.LocationsClient = class { async close() {} };`,
  },
  {
    path: /firestore-api\/build\/src\/v1\/firestore_admin_client\.js$/,
    why: 'Indexes and backups: what an operator does, never a function.',
    instead: nothing('the admin client of Firestore'),
  },
  {
    path: /secret-manager\/build\/src\/v1beta2\/index\.js$/,
    why: 'The beta of the interface; ours is v1.',
    instead: nothing('v1beta2 of Secret Manager'),
  },
  {
    path: /node_modules\/body-parser\/index\.js$/,
    why: 'Our own edge reads the bodies and keeps them from the framework (decision 6): all is passed on.',
    instead: () => `
const pass = () => (_request, _response, next) => next();
module.exports = { json: pass, raw: pass, text: pass, urlencoded: pass };`,
  },
  {
    path: /node_modules\/mime-db\/db\.json$/,
    why: 'Express looks types up by file name; we name each type in full, and serve no files.',
    instead: (content) => only(content, ['application/json', 'text/html', 'text/plain']),
  },
  {
    path: /node_modules\/pino\/lib\/transport\.js$/,
    why: 'Writes the log from a thread of its own; ours goes to the standard output.',
    instead: nothing('the transports of pino'),
  },
  {
    path: /web-streams-polyfill\/dist\/ponyfill\.es2018\.js$/,
    why: 'Loaded where Node has no ReadableStream; it has had one since version 18.',
    instead: nothing('streams for old Nodes'),
  },
  {
    path: /zod\/v4\/locales\/index\.js$/,
    why: 'Zod speaks to nobody here: field names are read of its errors, its words never.',
    instead: () => `exports.en = require('./en.js').default;`,
  },
  {
    path: /firestore-api\/build\/protos\/protos\.json$/,
    why: 'Messages of the admin interface, and descriptions of the protocol itself.',
    instead: (content) => pruneProtocol(content, 'google.firestore.v1.Firestore'),
  },
  {
    path: /secret-manager\/build\/protos\/protos\.json$/,
    why: 'The same of Secret Manager, and its beta.',
    instead: (content) =>
      pruneProtocol(content, 'google.cloud.secretmanager.v1.SecretManagerService'),
  },
];

/** Puts what stands in for a module in its place. */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup: ({ onLoad }) => {
    for (const { path, instead } of LEFT_OUT) {
      onLoad({ filter: path }, ({ path: file }) => ({
        contents: instead(readFileSync(file, 'utf8')),
        loader: loaderOf(file),
        resolveDir: dirname(file),
      }));
    }
  },
};

/** Refuses what names no module any more: a package was renamed, and is bundled whole again. */
export function requireAllLeftOut(sources: readonly string[]): void {
  const stale = LEFT_OUT.filter(({ path }) => !sources.some((source) => path.test(source)));
  if (stale.length === 0) return;
  const paths = stale.map(({ path }) => path.source).join(', ');
  throw new Error(`build/leave-out.ts names what is in no bundle any more: ${paths}`);
}

const loaderOf = (file: string): Loader => (file.endsWith('.json') ? 'json' : 'js');

/** A table with some of its rows. */
function only(content: string, keys: readonly string[]): string {
  const table: Record<string, unknown> = JSON.parse(content);
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, table[key]])));
}
