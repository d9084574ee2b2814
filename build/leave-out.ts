import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Loader, Plugin } from 'esbuild';
import { pruneProtocol } from './prune-protocol.ts';

/** A module that no function uses, and its replacement. */
type LeftOut = {
  /** Matches the end of the module's path. */
  readonly path: RegExp;
  /** Why no function can reach it. */
  readonly why: string;
  /** Makes the replacement, CommonJS or JSON, from the module's content. */
  readonly replace: (content: string) => string;
};

/**
 * A replacement with every export, so that index files can re-export it. A call of any of them throws
 * an error that says why.
 */
const throwing = (what: string) => (): string =>
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
    why: 'The configuration refuses `STATE=local` on Cloud Run; SQLite is for one machine.',
    replace: () => `import { AppError } from '../../errors.ts';
export function openLocalState() {
  const problems = ['STATE must be cloud: this bundle has no local state'];
  throw new AppError('configuration_invalid', { detail: { problems } });
}`,
  },
  {
    path: /(firestore-api|secret-manager)\/build\/protos\/protos\.js$/,
    why: 'Static message classes, exported for callers; the clients build theirs from protos.json.',
    replace: throwing('static message classes'),
  },
  {
    path: /google-gax\/build\/protos\/(iam_service|locations|operations)\.js$/,
    why: 'Static message classes, which gax re-exports and nothing uses.',
    replace: throwing('static message classes'),
  },
  {
    path: /google-gax\/build\/src\/(iamService|operationsClient)\.js$/,
    why: 'Clients of interfaces that only the admin clients offer.',
    replace: throwing('IAM and operations'),
  },
  {
    path: /google-gax\/build\/src\/locationService\.js$/,
    why: 'Every client creates one, and calls it only on request.',
    replace: () => `exports.LocationsClient = class { async close() {} };`,
  },
  {
    path: /firestore-api\/build\/src\/v1\/firestore_admin_client\.js$/,
    why: 'Indexes and backups: an operator manages them, no function does.',
    replace: throwing('the admin client of Firestore'),
  },
  {
    path: /secret-manager\/build\/src\/v1beta2\/index\.js$/,
    why: 'The beta of the interface; the functions use v1.',
    replace: throwing('v1beta2 of Secret Manager'),
  },
  {
    path: /node_modules\/body-parser\/index\.js$/,
    why: 'Our own edge reads the bodies, not the framework (decision 6): the replacement does nothing.',
    replace: () => `
const pass = () => (_request, _response, next) => next();
module.exports = { json: pass, raw: pass, text: pass, urlencoded: pass };`,
  },
  {
    path: /node_modules\/mime-db\/db\.json$/,
    why: 'Express looks up types by file name; the functions give each type in full and serve no files.',
    replace: (content) => keepKeys(content, ['application/json', 'text/html', 'text/plain']),
  },
  {
    path: /node_modules\/pino\/lib\/transport\.js$/,
    why: 'Writes the log in a separate thread; ours goes to the standard output.',
    replace: throwing('the transports of pino'),
  },
  {
    path: /web-streams-polyfill\/dist\/ponyfill\.es2018\.js$/,
    why: 'For a Node without ReadableStream; every Node has it since version 18.',
    replace: throwing('streams for old Nodes'),
  },
  {
    path: /zod\/v4\/locales\/index\.js$/,
    why: 'Only the field names of Zod’s errors are used, never its messages.',
    replace: () => `exports.en = require('./en.js').default;`,
  },
  {
    path: /firestore-api\/build\/protos\/protos\.json$/,
    why: 'Messages of the admin interface, and descriptions of the protocol itself.',
    replace: (content) => pruneProtocol(content, 'google.firestore.v1.Firestore'),
  },
  {
    path: /secret-manager\/build\/protos\/protos\.json$/,
    why: 'The same for Secret Manager, and its beta.',
    replace: (content) =>
      pruneProtocol(content, 'google.cloud.secretmanager.v1.SecretManagerService'),
  },
];

/** Replaces each module of the list. */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup: ({ onLoad }) => {
    for (const { path, replace } of LEFT_OUT) {
      onLoad({ filter: path }, ({ path: file }) => ({
        contents: replace(readFileSync(file, 'utf8')),
        loader: loaderOf(file),
        resolveDir: dirname(file),
      }));
    }
  },
};

/**
 * Throws if an entry matches no module: after a rename in a package, the module would be bundled
 * whole again.
 */
export function requireAllLeftOut(sources: readonly string[]): void {
  const stale = LEFT_OUT.filter(({ path }) => !sources.some((source) => path.test(source)));
  if (stale.length === 0) return;
  const paths = stale.map(({ path }) => path.source).join(', ');
  throw new Error(`build/leave-out.ts names modules that are in no bundle: ${paths}`);
}

const loaderOf = (file: string): Loader => (file.endsWith('.json') ? 'json' : 'js');

/** A JSON object with only these keys. */
function keepKeys(content: string, keys: readonly string[]): string {
  const table: Record<string, unknown> = JSON.parse(content);
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, table[key]])));
}
