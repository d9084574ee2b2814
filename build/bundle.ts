import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import type { FunctionName } from '../shared/function-names.ts';
import { leaveOut } from './leave-out.ts';
import { ENTRY_POINT, exportOf, ROOT } from './product.ts';
import { librariesIn, librariesOf, requireOnce, separateLibraries } from './separate.ts';

/** CommonJS: a dynamic import becomes a call of `require`, which runs the module when it is needed. */
const OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  // Keeps stack traces readable; minifying would save no time, since with the code cache V8 parses nothing.
  minify: false,
  charset: 'ascii',
  legalComments: 'none',
  absWorkingDir: ROOT,
  // The real path of a linked node_modules must not appear in the bundle, which must be reproducible.
  preserveSymlinks: true,
  logLevel: 'warning',
  metafile: true,
} satisfies BuildOptions;

/** Writes `function.js`, `libraries.js` and the loader `index.js`; returns what esbuild put into them. */
export async function bundleFunction(name: FunctionName, directory: string): Promise<Metafile> {
  const own = await build({
    ...OPTIONS,
    stdin: { contents: entryOf(name), resolveDir: ROOT, loader: 'ts', sourcefile: `${name}.ts` },
    plugins: [leaveOut, separateLibraries],
    outfile: join(directory, 'function.js'),
  });
  const packages = librariesIn(filesIn(own.metafile));
  requireOnce(filesIn(own.metafile), packages);
  const libraries = await build({
    ...OPTIONS,
    stdin: { contents: librariesOf(packages), resolveDir: ROOT, sourcefile: 'libraries.js' },
    plugins: [leaveOut],
    outfile: join(directory, 'libraries.js'),
  });
  const loader = await build({
    ...OPTIONS,
    stdin: { contents: loaderOf(name), resolveDir: ROOT, sourcefile: 'index.js' },
    outfile: join(directory, 'index.js'),
  });
  const metafiles = [own, libraries, loader].map(({ metafile }) => metafile);
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
  };
}

/** The source files in a bundle, without those that tree shaking has emptied. */
export const filesIn = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  );

/** Exports the function as the entry point, for any Functions Framework, and our own `start`. */
const entryOf = (name: FunctionName): string => `
import { createHandler } from './shared/runtime/handler.ts';
import { ${exportOf(name)} as edge } from './functions/${name}.ts';
const handler = createHandler(edge);
export { handler as ${ENTRY_POINT} };
export const start = async () =>
  (await import('./build/bundled/serve.ts')).serve(edge.name, handler);
`;

const loaderOf = (name: FunctionName): string =>
  `module.exports = require('./build/loader/start.ts').loadCached(__dirname, '${name}');\n`;
