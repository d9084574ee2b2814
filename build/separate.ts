import type { Plugin } from 'esbuild';

const DYNAMIC = 'dynamic';

/** Packages that are imported only by a module which is itself imported dynamically: `pkcs12.ts`. */
const IMPORTED_LATE: ReadonlySet<string> = new Set(['node-forge']);

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

/** The source of the part with these packages; each runs when it is first required. */
export const librariesOf = (packages: readonly string[]): string => {
  const entries = [...packages].sort().map((name) => `'${name}': () => require('${name}')`);
  return `module.exports = {\n  ${entries.join(',\n  ')}\n};\n`;
};
