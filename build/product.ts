import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../shared/function-names.ts';

/** The root folder of the project. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * The entry point of every bundle, as terraform/functions.tf names it. The functions' own names have a
 * hyphen, which gcloud refuses in an entry point.
 */
export const ENTRY_POINT = 'main';

/** The name under which a function's file exports it. */
export const exportOf = (name: FunctionName): string =>
  name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The version of an installed package, or of the project itself. */
export function versionOf(packageName?: string): string {
  const directory = packageName ? join(ROOT, 'node_modules', packageName) : ROOT;
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).version;
}
