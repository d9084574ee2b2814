import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '../shared/function-names.ts';
import { archive, filesBelow } from './archive.ts';
import { bundleFunction, filesIn } from './bundle.ts';
import { requireAllLeftOut } from './leave-out.ts';
import { licencesOf } from './licences.ts';
import { digestOf, type Entry } from './manifest.ts';
import { writeSbom } from './sbom.ts';
import { warmUp } from './warm-up/index.ts';
import { writePackage } from './write-package.ts';

/** A function that was built, with the sizes of its parts. */
export type Built = Entry & {
  readonly name: FunctionName;
  readonly codeBytes: number;
  readonly cacheBytes: number;
};

/** Builds one function into `target/NAME/`, and its archive `target/NAME.zip`. */
export async function buildFunction(name: FunctionName, target: string): Promise<Built> {
  const directory = join(target, name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const metafile = await bundleFunction(name, directory);
  const sources = filesIn(metafile);
  requireAllLeftOut(sources);
  writePackage(name, directory);
  writeFileSync(join(directory, 'LICENSES.txt'), licencesOf(sources));
  writeSbom(metafile, directory);
  await warmUp(name, directory);
  const files = filesBelow(directory);
  const zip = archive(files);
  writeFileSync(join(target, `${name}.zip`), zip);
  return {
    name,
    md5: digestOf(files),
    archive: `${name}.zip`,
    bytes: zip.length,
    codeBytes: bytesOf(files, '.js'),
    cacheBytes: bytesOf(files, '.cache'),
  };
}

function bytesOf(files: ReadonlyMap<string, Uint8Array>, ending: string): number {
  const lengths = [...files].map(([name, { length }]) => (name.endsWith(ending) ? length : 0));
  return lengths.reduce((sum, length) => sum + length, 0);
}
