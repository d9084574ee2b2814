import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The six functions, each in the file of its name. */
export const FUNCTION_NAMES = [
  'authorization-url',
  'oauth-callback',
  'token-refresh',
  'label-probe',
  'salesforce-webhook',
  'setup-page',
] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** The name that a function's file exports it by. */
export const exportOf = (name: FunctionName): string =>
  name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The version of an installed package, or of the project itself. */
export function versionOf(packageName?: string): string {
  const directory = packageName ? join(ROOT, 'node_modules', packageName) : ROOT;
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).version;
}
