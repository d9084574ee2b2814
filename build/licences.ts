import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './product.ts';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The names and full licence texts of the packages in a bundle, which their licences require. */
export function licencesOf(files: readonly string[]): string {
  const packages = new Set(files.flatMap((file) => packageOf(file) ?? []));
  const textOf = (directory: string): string =>
    readdirSync(join(ROOT, directory))
      .filter((name) => LICENCE_FILE.test(name))
      .map((name) => readFileSync(join(ROOT, directory, name), 'utf8').trim())
      .join('\n\n');
  const namesByText = Map.groupBy([...packages].sort(), textOf);
  const sections = [...namesByText].map(([text, directories]) => {
    const names = directories.map(describe).join('\n');
    return `${names}\n\n${text || 'The package has no text of its licence.'}`;
  });
  const line = '-'.repeat(80);
  return `${sections.join(`\n\n${line}\n\n`)}\n`;
}

/** The folder of a file's package; null for our own files. */
const packageOf = (file: string): string | null =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;

function describe(directory: string): string {
  const text = readFileSync(join(ROOT, directory, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(text);
  return `${name} ${version} (${typeof license === 'string' ? license : license?.type})`;
}
