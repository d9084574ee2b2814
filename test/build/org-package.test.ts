import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { CALL_VALUES, problemsIn } from '../../build/call-values.ts';
import { fencesIn, ROOT, read } from '../docs/documents.ts';
import { runExample } from '../docs/shell.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const place = temporaryDirectory();

/** The command of the document, without what installs the packages that this test uses. */
const documented = (): string => {
  const examples = fencesIn(read('docs/salesforce.md')).map(({ text }) => text);
  const [, command = ''] =
    examples.find((text) => text.includes('org-package -- --url'))?.split(' && ') ?? [];
  return command;
};

const makeIn = (directory: string, command: string): Promise<string> =>
  runExample(`${command} --out ${place}/${directory}`, ROOT);

const partsOf = (path: string): string =>
  Object.values(unzipSync(new Uint8Array(readFileSync(path))))
    .map((content) => strFromU8(content))
    .join('\n');

describe('npm run org-package', () => {
  let printed: string;
  beforeAll(async () => {
    printed = await makeIn('complete', documented());
  });

  test('makes both packages, as the document says', () => {
    expect(readdirSync(`${place}/complete`).toSorted()).toEqual([
      'salesforce-calls.zip',
      'salesforce.zip',
    ]);
    const calls = partsOf(`${place}/complete/salesforce-calls.zip`);
    expect(documented()).toContain('--url https://connector.example.com/salesforce-webhook');
    expect(calls).toContain('>https://connector.example.com/salesforce-webhook<');
    expect(calls).toContain('>0123456789ab<');
    expect(calls).toContain('>support@example.com<');
  });

  test('says what is left to do, and that the secret is in no file', () => {
    expect(printed).toContain('Assign the permission set "Gmail Email-to-Case"');
    expect(printed).toContain('add the authentication parameter Secret');
    expect(printed).toContain('Assign the permission set "Gmail Connector Caller"');
    expect(printed).not.toContain('was given');
  });

  test('says of each value that was left out what stands in its place, and where', async () => {
    const words = await makeIn('empty', 'npm run org-package --');
    const calls = partsOf(`${place}/empty/salesforce-calls.zip`);
    for (const [name, { placeholder, place: where }] of Object.entries(CALL_VALUES)) {
      expect(words).toContain(`No --${name} was given. Put yours in the place of ${placeholder}`);
      expect(words).toContain(where);
      expect(calls).toContain(`>${placeholder}<`);
    }
  });

  test('refuses values that are wrong, and makes nothing', async () => {
    const asked = makeIn('refused', 'npm run org-package -- --caller Flow --mailbox support');
    const stderr = expect.stringMatching(/--caller must be[\s\S]*--mailbox must be[\s\S]*Usage: /);
    await expect(asked).rejects.toMatchObject({ code: 2, stderr });
    expect(readdirSync(place)).not.toContain('refused');
  });
});

test.each([
  [{ url: 'http://connector.example.com/salesforce-webhook' }, '--url must be https'],
  [{ url: 'https://connector.example.com' }, '--url must be https and end in /salesforce-webhook'],
  [{ url: 'https://name:word@connector.example.com/salesforce-webhook' }, '--url must be'],
  [{ url: 'https:///salesforce-webhook' }, '--url must be'],
  [{ caller: '0123456789AB' }, '--caller must be'],
  [{ mailbox: '' }, '--mailbox must be an address'],
])('%j is refused', (values, words) => {
  expect(problemsIn(values).join()).toContain(words);
});
