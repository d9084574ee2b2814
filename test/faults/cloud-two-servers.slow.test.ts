import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, expireToken, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { readSimultaneously } from './simultaneous-readers.ts';

const SUPPORT = 'support@example.com';

describeWithFirestore('two processes on one cloud state', (firestore) => {
  const root = temporaryDirectory();
  let cloud: Cloud;
  let connector: Connector;
  let admin: Person;
  /** For processes that use the first server's emulated Google. */
  const environmentOfOthers = () => ({
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

  test('refresh once when fifty token requests come at the same time', async () => {
    const google = emulator(`${connector.baseUrl}/google`);
    // So slow that every request of both processes comes while the refresh is under way.
    await google.provoke('slow', '*', { ms: 1000, endpoint: 'token' });
    const readers = [1, 2].map((n) => ({
      directory: `${root}/reader-${n}`,
      environment: environmentOfOthers(),
    }));
    const given = await readSimultaneously(root, readers);
    expect(new Set(given).size).toBe(1);
    expect((await google.counts(SUPPORT)).token.refresh_token).toBe(1);
  });

  test('the second serves the mailbox and the session of the first', async () => {
    const another = await startConnector({
      directory: `${root}/second`,
      environment: environmentOfOthers(),
    });
    // The emulated Google has one redirect URI, so nobody can sign in at the second server.
    const carried = admin.at(another.baseUrl);
    const id = await connectionIdOf(carried);
    expect((await checkNow(carried, id)).text).toContain('INBOX');
    await another.end();
  });
});
