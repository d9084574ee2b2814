import { expect, test } from '@jest/globals';
import { startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { expireTokens } from '../support/expire-tokens.ts';
import { connectMailbox, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { readSimultaneously } from './simultaneous-readers.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();

test('fifty simultaneous token requests in two processes make exactly one refresh', async () => {
  const connector = await startConnector({ directory });
  const admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  expireTokens(directory);
  const google = emulator(`${connector.baseUrl}/google`);
  // So slow that every request of both processes comes while the refresh is under way.
  await google.provoke('slow', '*', { ms: 400, endpoint: 'token' });

  const environment = { GOOGLE_EMULATOR_URL: `${connector.baseUrl}/google` };
  const reader = { directory, environment };
  const given = await readSimultaneously(directory, [reader, reader]);
  expect(new Set(given).size).toBe(1);
  expect((await google.counts(SUPPORT)).token.refresh_token).toBe(1);
  await connector.end();
});
