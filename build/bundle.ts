import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { leaveOut } from './leave-out.ts';
import { exportOf, type FunctionName, ROOT } from './product.ts';

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
} satisfies BuildOptions;

/** Writes one function with all that it needs into `function.js`, and answers what went into it. */
export async function bundleFunction(name: FunctionName, directory: string): Promise<Metafile> {
  const { metafile } = await build({
    ...OPTIONS,
    stdin: { contents: entryOf(name), resolveDir: ROOT, loader: 'ts', sourcefile: `${name}.ts` },
    plugins: [leaveOut],
    outfile: join(directory, 'function.js'),
    metafile: true,
  });
  return metafile;
}

/** Writes the loader, which `package.json` names as the main file. */
export async function bundleLoader(name: FunctionName, directory: string): Promise<void> {
  const contents = `module.exports = require('./build/loader/load.ts').loadBundle(__dirname, '${name}');`;
  await build({
    ...OPTIONS,
    stdin: { contents, resolveDir: ROOT, loader: 'js', sourcefile: 'index.js' },
    outfile: join(directory, 'index.js'),
  });
}

/** The function under its name, where a foreign framework looks for it, and its own start. */
const entryOf = (name: FunctionName): string => `
import { createHandler } from './shared/runtime/handler.ts';
import { ${exportOf(name)} as edge } from './functions/${name}.ts';
import { serve } from './build/bundled/serve.ts';
const handler = createHandler(edge);
export { handler as '${name}' };
export const start = () => serve(edge.name, handler);
`;
