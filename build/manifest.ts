import { createHash } from 'node:crypto';
import type { FunctionName } from '../shared/function-names.ts';

/** The built functions, for Terraform or any other deployment. */
export type Manifest = {
  readonly functions: Readonly<Partial<Record<FunctionName, Entry>>>;
  /** The version of Node that made the code caches; another version may reject them. */
  readonly node: string;
};

export type Entry = {
  /** The digest of the function's files: it changes if, and only if, the function changes. */
  readonly md5: string;
  readonly archive: string;
  readonly bytes: number;
};

/** The digest of a bundle's files without the code caches, which differ with each build. */
export function digestOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('md5');
  for (const [name, content] of files) {
    if (name.endsWith('.cache')) continue;
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
