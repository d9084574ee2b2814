import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FunctionName } from '../shared/function-names.ts';
import { type Built, buildFunction } from './build-function.ts';
import type { Manifest } from './manifest.ts';

/** Builds functions into a folder, one after the other, and writes their manifest. */
export async function build(
  names: readonly FunctionName[],
  out: string,
  onStart: (name: FunctionName) => void = () => {},
): Promise<{ readonly built: readonly Built[]; readonly manifest: Manifest }> {
  const target = resolve(out);
  mkdirSync(target, { recursive: true });
  const built: Built[] = [];
  for (const name of names) {
    onStart(name);
    built.push(await buildFunction(name, target));
  }
  const entries = built.map(({ name, md5, archive, bytes }) => [name, { md5, archive, bytes }]);
  const node = process.versions.node;
  const manifest: Manifest = { functions: Object.fromEntries(entries), node };
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return { built, manifest };
}
