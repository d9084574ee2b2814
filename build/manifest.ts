import { createHash } from 'node:crypto';
import type { FunctionName } from '../shared/function-names.ts';

/** What was built, for whatever deploys it. */
export type Manifest = {
  readonly functions: Readonly<Partial<Record<FunctionName, Entry>>>;
  /** The Node whose V8 made the code caches: another one's may reject them. */
  readonly node: string;
};

export type Entry = {
  /** Of all that the function is made of: it changes when, and only when, the function does. */
  readonly md5: string;
  readonly archive: string;
  readonly bytes: number;
};

/** The digest of a bundle's files, but for the code caches: V8 writes those differently each time. */
export function digestOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('md5');
  for (const [name, content] of files) {
    if (name.endsWith('.cache')) continue;
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
