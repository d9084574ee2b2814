import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, expireToken, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { type Connector, launchConnector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const READER = fileURLToPath(new URL('./token-reader.ts', import.meta.url));
const SUPPORT = 'support@example.com';

describeWithFirestore('two processes on one cloud state', (firestore) => {
  const root = temporaryDirectory();
  let cloud: Cloud;
  let connector: Connector;
  let admin: Person;
  /** For processes without a Google of their own. */
  const beside = () => ({
    ...cloud.environment(),
    GOOGLE_EMULATOR_URL: `${connector.baseUrl}/google`,
  });

  beforeAll(async () => {
    cloud = await startCloud(firestore);
    await runCommand(['keys', 'init'], cloud.environment());
    const directory = `${root}/first`;
    connector = await startConnector({ directory, environment: cloud.environment() });
    admin = await signedIn(connector.baseUrl);
    await connectMailbox(admin, { account: SUPPORT });
    await cloud.editConnections(expireToken);
  });
  afterAll(() => connector.end());

  test('50 simultaneous token requests make exactly one refresh', async () => {
    const google = emulator(`${connector.baseUrl}/google`);
    // Long enough that every request of both processes comes while the refresh is under way.
    await google.provoke('slow', '*', { ms: 1000, endpoint: 'token' });
    const environment = { ...beside(), START_AT: String(Date.now() + 3500) };
    const readers = await Promise.all(
      [1, 2].map((n) =>
        launchConnector({ directory: `${root}/reader-${n}`, program: READER, environment }),
      ),
    );
    expect(await Promise.all(readers.map((reader) => reader.exitCode()))).toEqual([0, 0]);
    const given = readers.flatMap((reader) => JSON.parse(reader.output()) as string[]);
    expect(new Set(given).size).toBe(1);
    expect((await google.counts(SUPPORT)).token.refresh_token).toBe(1);
  });

  test('a second server goes on with what the first connected, session and all', async () => {
    const another = await startConnector({ directory: `${root}/second`, environment: beside() });
    // The emulated Google knows one redirect URI: the session is carried over.
    const carried = admin.at(another.baseUrl);
    const id = await connectionIdOf(carried);
    expect((await checkNow(carried, id)).text).toContain('INBOX');
    await another.end();
  });
});
