import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { launchConnector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { expireTokens } from '../support/expire-tokens.ts';
import { connectMailbox, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const READER = fileURLToPath(new URL('./token-reader.ts', import.meta.url));
const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();

test('50 simultaneous token requests in two processes make exactly one refresh', async () => {
  const connector = await startConnector({ directory });
  const admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  expireTokens(directory);
  const google = emulator(`${connector.baseUrl}/google`);
  // Long enough that every request of both processes comes while the refresh is under way.
  await google.provoke('slow', '*', { ms: 400, endpoint: 'token' });

  const environment = {
    GOOGLE_EMULATOR_URL: `${connector.baseUrl}/google`,
    START_AT: String(Date.now() + 2500),
  };
  const readers = await Promise.all(
    [1, 2].map(() => launchConnector({ directory, program: READER, environment })),
  );
  expect(await Promise.all(readers.map((reader) => reader.exitCode()))).toEqual([0, 0]);
  const given = readers.flatMap((reader) => JSON.parse(reader.output()) as string[]);
  expect(new Set(given).size).toBe(1);
  expect((await google.counts(SUPPORT)).token.refresh_token).toBe(1);
  await connector.end();
});
