import { join } from 'node:path';
import { FUNCTION_NAMES } from '../shared/function-names.ts';
import { build } from './build.ts';
import type { Built } from './build-function.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { createProgress } from './progress.ts';
import { table } from './table.ts';

async function run({ only, out, json }: Options): Promise<string> {
  const progress = createProgress();
  const names = only.length > 0 ? only : FUNCTION_NAMES;
  try {
    const { built, manifest } = await build(names, out, (name) =>
      progress.show(`${names.indexOf(name) + 1}/${names.length} ${name}: bundling, warming up`),
    );
    return json ? `${JSON.stringify(manifest)}\n` : report(built, out);
  } finally {
    progress.clear();
  }
}

function report(built: readonly Built[], out: string): string {
  const rows = built.map(({ name, codeBytes, cacheBytes, bytes, archive }) => [
    name,
    megabytes(codeBytes),
    megabytes(cacheBytes),
    megabytes(bytes),
    join(out, archive),
  ]);
  const header = ['function', 'code', 'code cache', 'archive', 'to deploy'];
  const lines = table([header, ...rows], ['left', 'right', 'right', 'right', 'left']);
  const manifest = `Built with Node ${process.versions.node}. Manifest: ${join(out, 'manifest.json')}`;
  return `${[...lines, '', manifest].join('\n')}\n`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

const options = parseOptions(process.argv.slice(2));
if ('problem' in options) {
  process.stderr.write(`${options.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(USAGE);
} else {
  try {
    process.stdout.write(await run(options));
  } catch (thrown) {
    process.stderr.write(`\nCannot build. ${thrown instanceof Error ? thrown.message : thrown}\n`);
    process.exitCode = 1;
  }
}
