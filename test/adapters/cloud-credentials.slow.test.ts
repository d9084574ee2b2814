import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const moduleAt = (path: string) =>
  JSON.stringify(fileURLToPath(new URL(`../../shared/${path}`, import.meta.url)));

/** The real clients, without credentials. */
const PROGRAM = `
  const { openCloudState } = await import(${moduleAt('adapters/cloud/index.ts')});
  const { systemClock, systemIds } = await import(${moduleAt('runtime/system-ports.ts')});
  const config = {
    kind: 'cloud', projectId: 'p', databaseId: '(default)', grantVaults: ['secret-manager'],
    secretPrefix: 'connector', firestoreEmulator: null, secretManagerEmulator: null, client: 'c',
  };
  const { store, vault } = openCloudState(config, { clock: systemClock, ids: systemIds });
  const codes = [
    () => store.readConnection('a'),
    () => store.listConnections({ after: null, limit: 1 }),
    () => store.writeConnection({ id: 'a', mailbox: { address: 'a' }, accessToken: null }, null),
    () => vault.get('projects/p/secrets/connector-grant-a/versions/1'),
  ].map((work) => work().then(() => null, ({ code }) => code));
  console.log(JSON.stringify(await Promise.all(codes)));
  process.exit();
`;

const home = temporaryDirectory();

test('each client reports missing credentials without a network request', () => {
  const begun = performance.now();
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', PROGRAM],
    {
      encoding: 'utf8',
      // The metadata server in Google's network is never looked for.
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        METADATA_SERVER_DETECTION: 'none',
      },
    },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(Array(4).fill('credentials_missing'));
  expect(performance.now() - begun).toBeLessThan(10_000);
});
