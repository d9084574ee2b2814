import { diff } from 'node:util';
import { SETTINGS } from './settings.ts';

const NAMES: readonly string[] = Object.keys(SETTINGS);

/** Other spellings that count: see `textOf` in the configuration. */
const SPELLINGS: ReadonlySet<string> = new Set(['https_proxy', 'http_proxy', 'no_proxy']);

/** Settings whose names are unlikely to belong to another program, so that a similar variable is meant for us. */
const OURS_ALONE: readonly string[] = NAMES.filter((name) =>
  /^(SALESFORCE|SETUP|NOTIFY|GRANT|SCHEDULER|GOOGLE_(CLIENT|EMULATOR)|SECRET_MANAGER)_/.test(name),
);

/**
 * The problems of names in `.env` that are almost the name of a setting, which would be ignored without a
 * word. Names that resemble none are left alone, and so is a name whose similar setting is given too.
 *
 * @param names the names in the file
 * @param given every name that has a value, wherever it comes from
 */
export const misspeltInFile = (names: readonly string[], given: readonly string[]): string[] =>
  misspelt(names, absent(NAMES, given));

/** The same for variables of the environment, which belong to every program: only names that begin like ours. */
export function misspeltInEnvironment(given: readonly string[]): string[] {
  const settings = absent(OURS_ALONE, given);
  const names = given.filter((name) => NAMES.some((known) => firstWord(known) === firstWord(name)));
  return misspelt(names, settings);
}

/**
 * The settings that a file in the format of `.env` gives more than once: Node keeps the last one, and `sed` or
 * `grep` find both.
 */
export function givenTwice(text: string): string[] {
  // A value in quotes may have several lines, so it is skipped as a whole.
  const assignments = text.matchAll(
    /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*("[^"]*"|'[^']*'|`[^`]*`|.*)/gm,
  );
  const names = [...assignments].map(([, name = '']) => name);
  return NAMES.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
}

const absent = (settings: readonly string[], given: readonly string[]): readonly string[] =>
  settings.filter((name) => !given.includes(name));

function misspelt(names: readonly string[], settings: readonly string[]): string[] {
  return names
    .filter((name) => !NAMES.includes(name) && !SPELLINGS.has(name))
    .flatMap((name) => {
      const meant = settings.find((setting) => isSimilar(name, setting));
      return meant ? [`${name} is no setting: did you mean ${meant}?`] : [];
    });
}

const firstWord = (name: string): string => name.split('_')[0] ?? '';

/** A name without its case and its separators: data-dir, dataDir and DATA_DIR are one. */
const bare = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toUpperCase();

/** Is a name a setting's with a few letters too many or too few? A wrong letter counts as two. */
function isSimilar(name: string, setting: string): boolean {
  const [given, meant] = [bare(name), bare(setting)];
  // In a short name two letters make another word: POST and PORT.
  const allowed = Math.min(3, Math.floor(setting.length / 4));
  if (Math.abs(given.length - meant.length) > allowed) return false;
  const edits = diff([...given], [...meant]).filter(([operation]) => operation !== 0);
  return edits.length <= allowed;
}
