import type { Plugin } from 'esbuild';

const LATE = 'late';

/**
 * Moves the packages that our own code imports late into a part of their own. A code cache is read
 * whole: what answers a request without a store must not wait for that of Firestore.
 */
export const separateLibraries: Plugin = {
  name: 'separate-libraries',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[@a-z]/ }, ({ path, kind, importer }) => {
      if (kind !== 'dynamic-import' || importer.includes('node_modules')) return null;
      return { path, namespace: LATE };
    });
    onResolve({ filter: /^\.\/libraries\.js$/, namespace: LATE }, ({ path }) => ({
      path,
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: LATE }, ({ path }) => ({
      contents: `module.exports = require('./libraries.js')['${path}']();`,
    }));
  },
};

/** The packages that were moved; what only unused code imports is not among them. */
export const librariesIn = (files: readonly string[]): string[] =>
  files.filter((file) => file.startsWith(`${LATE}:`)).map((file) => file.slice(LATE.length + 1));

/** The source of the part with these packages, each run when it is asked for. */
export const librariesOf = (packages: readonly string[]): string => {
  const entries = [...packages].sort().map((name) => `'${name}': () => require('${name}')`);
  return `module.exports = {\n  ${entries.join(',\n  ')}\n};\n`;
};
