import type { Plugin } from 'esbuild';

const DYNAMIC = 'dynamic';

/** Packages that are imported only by modules which are themselves imported dynamically: `pkcs12.ts`, `mail/message/`, `mail/sending/`. */
const IMPORTED_LATE: ReadonlySet<string> = new Set([
  'node-forge',
  'iconv-lite',
  'mailparser',
  'nodemailer/lib/addressparser',
  'nodemailer/lib/mail-composer',
  'sanitize-html',
]);

/**
 * Moves the packages that our own code imports dynamically into a separate part. V8 reads a code cache
 * as a whole: a request that needs no store must not wait for the cache of Firestore.
 */
export const separateLibraries: Plugin = {
  name: 'separate-libraries',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[@a-z]/ }, ({ path, kind, importer }) => {
      const isLate = kind === 'dynamic-import' || IMPORTED_LATE.has(path);
      if (!isLate || importer.includes('node_modules')) return null;
      return { path, namespace: DYNAMIC };
    });
    onResolve({ filter: /^\.\/libraries\.js$/, namespace: DYNAMIC }, ({ path }) => ({
      path,
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: DYNAMIC }, ({ path }) => ({
      contents: `module.exports = require('./libraries.js')['${path}']();`,
    }));
  },
};

/** The packages that were moved, without those that only unused code imports. */
export const librariesIn = (files: readonly string[]): string[] =>
  files
    .filter((file) => file.startsWith(`${DYNAMIC}:`))
    .map((file) => file.slice(DYNAMIC.length + 1));

/**
 * A package in both parts would be compiled twice, and an object of one copy would be none of the other's classes.
 *
 * @throws Error when our own code imports one of the moved packages statically too
 */
export function requireOnce(files: readonly string[], packages: readonly string[]): void {
  const twice = packages.filter((name) =>
    files.some((file) => file.startsWith(`node_modules/${packageOf(name)}/`)),
  );
  if (twice.length > 0) throw new Error(`Imported statically and dynamically: ${twice.join(', ')}`);
}

const packageOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');

/** The source of the part with these packages; each runs when it is first required. */
export const librariesOf = (packages: readonly string[]): string => {
  const entries = [...packages].sort().map((name) => `'${name}': () => require('${name}')`);
  return `module.exports = {\n  ${entries.join(',\n  ')}\n};\n`;
};
