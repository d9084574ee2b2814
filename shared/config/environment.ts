import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { AppError, systemCodeOf } from '../errors.ts';
import { type Language, languageOf } from '../language.ts';
import type { Environment } from './index.ts';
import { givenTwice, misspeltInEnvironment, misspeltInFile } from './setting-names.ts';

/**
 * Reads the process's environment; nothing else does. Variables that are set take precedence over the file.
 * On Cloud Run it reads no file unless one is named.
 *
 * @param file the file to read instead of `.env` in the working directory, which may be missing
 * @throws AppError `configuration_invalid` when the file cannot be read or gives a setting twice, or when a
 *   name is almost that of a setting
 */
export function readEnvironment(file?: string): Environment {
  // On Cloud Run Terraform writes the names, and the platform adds its own.
  const onCloudRun = Boolean(process.env['K_SERVICE']);
  const problems = onCloudRun ? [] : misspeltInEnvironment(namesSet());
  if (file !== undefined || !onCloudRun) problems.push(...loadFile(file));
  if (problems.length > 0) throw new AppError('configuration_invalid', { detail: { problems } });
  return process.env;
}

/** The language of the terminal, by the variables of POSIX, the strongest first; English unless it is Japanese. */
export function terminalLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return languageOf(LC_ALL || LC_MESSAGES || LANG) ?? 'en';
}

const namesSet = (): string[] => Object.keys(process.env).filter((name) => process.env[name]);

/** Adds a file's variables to those that are set. Returns the problems with its names. */
function loadFile(file?: string): string[] {
  const path = file ?? '.env';
  const text = readText(path, file === undefined);
  const variables = parseEnv(text);
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
  return [
    ...givenTwice(text).map((name) => `${name} must be given once, but ${path} has it twice`),
    ...misspeltInFile(Object.keys(variables), namesSet()).map((problem) => `${path}: ${problem}`),
  ];
}

const NOT_TEXT = 'it is not UTF-8 text, save it as UTF-8';
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'EACCES, this user may not read it',
  EISDIR: 'EISDIR, it is a directory',
  ERR_ENCODING_INVALID_ENCODED_DATA: NOT_TEXT,
};

/**
 * The text of a file; empty when the file is missing and may be. Node's own `loadEnvFile` reports every
 * failure as a missing file, and makes a byte order mark a part of the first name.
 */
function readText(path: string, mayBeMissing: boolean): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (thrown) {
    const code = systemCodeOf(thrown) ?? 'unknown';
    if (code === 'ENOENT' && mayBeMissing) return '';
    throw unreadable(path, REASONS[code] ?? code);
  }
  // UTF-16 without a byte order mark decodes, with a zero beside each letter.
  if (text.includes('\0')) throw unreadable(path, NOT_TEXT);
  return text;
}

function unreadable(path: string, reason: string): AppError {
  const problems = [`${path} could not be read: ${reason}`];
  return new AppError('configuration_invalid', { detail: { problems } });
}
