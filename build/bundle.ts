import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import type { FunctionName } from '../shared/function-names.ts';
import { leaveOut } from './leave-out.ts';
import { exportOf, ROOT } from './product.ts';
import { librariesIn, librariesOf, separateLibraries } from './separate.ts';

/** CommonJS: what is imported late becomes a call, and is run when it is needed. */
const OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  // Names and lines stay readable in stack traces; with the code cache nothing is parsed anyway.
  minify: false,
  charset: 'ascii',
  legalComments: 'none',
  absWorkingDir: ROOT,
  // A linked node_modules leaves no trace: the same source makes the same bundle anywhere.
  preserveSymlinks: true,
  logLevel: 'warning',
  metafile: true,
} satisfies BuildOptions;

/** Writes `function.js`, `libraries.js` and the loader `index.js`; answers which files went in. */
export async function bundleFunction(
  name: FunctionName,
  directory: string,
): Promise<readonly string[]> {
  const own = await build({
    ...OPTIONS,
    stdin: { contents: entryOf(name), resolveDir: ROOT, loader: 'ts', sourcefile: `${name}.ts` },
    plugins: [leaveOut, separateLibraries],
    outfile: join(directory, 'function.js'),
  });
  const packages = librariesIn(filesIn(own.metafile));
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
  return [own, libraries, loader].flatMap(({ metafile }) => filesIn(metafile));
}

/** What is left of them in the bundle: a file of which nothing is used is none. */
const filesIn = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  );

/** The function under its name, where a foreign framework looks for it, and its own start. */
const entryOf = (name: FunctionName): string => `
import { createHandler } from './shared/runtime/handler.ts';
import { ${exportOf(name)} as edge } from './functions/${name}.ts';
const handler = createHandler(edge);
export { handler as '${name}' };
export const start = async () =>
  (await import('./build/bundled/serve.ts')).serve(edge.name, handler);
`;

const loaderOf = (name: FunctionName): string =>
  `module.exports = require('./build/loader/start.ts').loadCached(__dirname, '${name}');\n`;
