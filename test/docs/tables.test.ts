import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { SETTINGS } from '../../shared/config/settings.ts';
import { ERROR_TABLE } from '../../shared/error-table.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { FUNCTION_NAMES } from '../../shared/function-names.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { START_REMEDIES } from '../../shared/start-remedies.ts';
import { AUDIT_EVENT_KINDS, SCOPE_PROFILES } from '../../shared/tokens/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { read, tableUnder } from './documents.ts';

/** Fails with the text to paste when a document lacks it. */
function expectToHold(path: string, text: string): void {
  if (!read(path).includes(text)) throw new Error(`${path} should hold:\n\n${text}\n`);
}

const row = (...cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (head: string[], rows: string[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

describe('the settings', () => {
  const settings = Object.entries(SETTINGS);

  test('match the table of docs/configuration.md', () => {
    const rows = settings.map(([name, { meaning, problem, unset }]) =>
      row(`\`${name}\``, meaning, problem, unset),
    );
    const head = ['Setting', 'What it is', 'Its value', 'When unset'];
    expectToHold('docs/configuration.md', `${table(head, rows)}\n\n`);
  });

  test('match .env.example, where each is commented out', () => {
    const entries = settings.map(([name, { meaning, unset }]) =>
      `# ${meaning}\n# When unset: ${unset}\n#${name}=\n`.replaceAll('`', ''),
    );
    const head =
      '# Copy to .env, remove the # before what you set, and start again. More: docs/configuration.md\n';
    const expected = [head, ...entries].join('\n');
    expectToHold('.env.example', expected);
    expect(read('.env.example')).toHaveLength(expected.length);
  });
});

test('docs/operations.md and docs/storage-schema.md name every kind of event', () => {
  for (const kind of AUDIT_EVENT_KINDS) {
    expectToHold('docs/operations.md', `\`${kind}\``);
    expectToHold('docs/storage-schema.md', `\`${kind}\``);
  }
});

describe('docs/api.md', () => {
  test('has every error code with its answer', () => {
    const rows = Object.entries(ERROR_TABLE).map(([code, { status, again, en }]) =>
      row(`\`${code}\``, status, again ? 'yes' : 'no', en),
    );
    expectToHold('docs/api.md', `${table(['Code', 'Status', 'Again', 'Message'], rows)}\n`);
  });

  test('names no unknown code', () => {
    const refusals = [...read('docs/api.md').matchAll(/^Refuses with (.+)$/gm)].flatMap(
      ([, list = '']) => list.split(', ').map((code) => code.replaceAll(/[`.]/g, '')),
    );
    expect(refusals.filter((code) => !Object.hasOwn(ERROR_TABLE, code))).toEqual([]);
  });

  test('has every scope profile', () => {
    const rows = tableUnder(read('docs/api.md'), '### Scope profiles');
    const documented = rows.map(([name = '', scopes = '']) => [name, scopes.split(', ')]);
    expect(Object.fromEntries(documented)).toEqual(SCOPE_PROFILES);
  });

  test('and the README describe every function', () => {
    const names = tableUnder(read('README.md'), '## The eight functions').map(([name]) => name);
    expect(names).toEqual(FUNCTION_NAMES);
    for (const name of FUNCTION_NAMES) expectToHold('docs/api.md', `## \`${name}\``);
  });
});

describe('docs/storage-schema.md', () => {
  const directory = temporaryDirectory();
  let database: DatabaseSync;
  beforeAll(() => {
    openLocalState({ directory, client: 'any' }, { clock: systemClock, ids: systemIds }).close();
    database = new DatabaseSync(join(directory, 'connector.sqlite'), { readOnly: true });
  });

  const namesOf = (kind: 'table' | 'index'): string[] =>
    database
      .prepare('SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL ORDER BY name')
      .all(kind)
      .map(({ name }) => String(name));

  test('has every table with its columns', () => {
    const actual = namesOf('table').map((name) => {
      const columns = database.prepare(`PRAGMA table_info(${name})`).all();
      return [name, columns.map((column) => [column['name'], column['type']])];
    });
    const schema = read('docs/storage-schema.md');
    const documented = namesOf('table').map((name) => {
      const columns = tableUnder(schema, `### \`${name}\``);
      return [name, columns.map((cells) => cells.slice(0, 2))];
    });
    expect(documented).toEqual(actual);
  });

  test('names every index', () => {
    for (const name of namesOf('index')) expectToHold('docs/storage-schema.md', name);
  });
});

/** The codes with which `npm start` may refuse to start, except unexpected errors. */
const START_UP = [
  'configuration_invalid',
  'data_directory_unusable',
  'data_in_use',
  'key_file_unusable',
  'keys_of_another_store',
  'port_in_use',
  'store_corrupt',
  'store_missing',
  'store_newer',
  'store_of_another_client',
  'store_unavailable',
] as const satisfies ErrorCode[];

test('docs/troubleshooting.md has every reason why the server may not start', () => {
  const rows = tableUnder(read('docs/troubleshooting.md'), '## It does not start');
  expect(rows.map(([code]) => code).toSorted()).toEqual([...START_UP, 'internal'].toSorted());
});

test('docs/troubleshooting.md says of each reason what the terminal says', () => {
  const rows = Object.entries(START_REMEDIES).map(([code, { en }]) => row(`\`${code}\``, en));
  expectToHold('docs/troubleshooting.md', `${table(['Code', 'What to do'], rows)}\n\n`);
});

/** The further codes with which cloud state and the commands may refuse. */
const IN_THE_CLOUD = [
  'permission_missing',
  'credentials_missing',
  'store_incomplete',
  'store_unavailable',
  'keyring_unusable',
  'keys_of_another_store',
  'keys_in_use',
  'caller_signature_removed',
  'grant_disabled',
] as const satisfies ErrorCode[];

test('docs/troubleshooting.md has every refusal of the cloud', () => {
  const rows = tableUnder(read('docs/troubleshooting.md'), '## The cloud says no');
  expect(rows.map(([code]) => code)).toEqual(IN_THE_CLOUD);
});
