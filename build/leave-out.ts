import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Loader, Plugin } from 'esbuild';

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
const nothing = (what: string) => (): string => `
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
    instead: () => `export function openLocalState() {
  throw new Error('the local state is left out of this bundle (build/leave-out.ts)');
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
    path: /zod\/v4\/locales\/index\.js$/,
    why: 'Zod speaks to nobody here: field names are read of its errors, its words never.',
    instead: () => `exports.en = require('./en.js').default;`,
  },
  {
    path: /firestore-api\/build\/protos\/protos\.json$/,
    why: 'The same messages for the admin client, which is left out.',
    instead: (content) => without(content, ['google', 'firestore', 'admin']),
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

const loaderOf = (file: string): Loader => (file.endsWith('.json') ? 'json' : 'js');

type Namespace = { nested?: Record<string, Namespace> };

/** Protocol definitions without one namespace. */
function without(content: string, path: readonly string[]): string {
  const root: Namespace = JSON.parse(content);
  const last = path.at(-1) ?? '';
  const parent = path
    .slice(0, -1)
    .reduce<Namespace | undefined>((at, name) => at?.nested?.[name], root);
  if (!parent?.nested?.[last]) throw new Error(`There is no namespace ${path.join('.')} any more.`);
  delete parent.nested[last];
  return JSON.stringify(root);
}
