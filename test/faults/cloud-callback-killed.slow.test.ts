import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { type Cloud, expireToken, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  goThroughGoogle,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { startRestarts } from './restarts.ts';

const PROGRAM = fileURLToPath(new URL('./callback-dies.ts', import.meta.url));
const SUPPORT = 'support@example.com';
/** Before the exchange, the parking, the new version, the commit, and the end of the old one. */
const GAPS = [2, 3, 5, 7, 8];
/** Gaps around the commit that leave an unreferenced version, new or old. A consent in an hour sweeps it. */
const LEAVING_UNREFERENCED = 2;

const liveVersionsIn = ({ secretManager }: Cloud): number =>
  secretManager
    .secrets()
    .filter(({ id }) => id.startsWith('connector-grant-'))
    .flatMap(({ versions }) => versions)
    .filter(({ state }) => state !== 'DESTROYED').length;

describeWithFirestore(
  'a process killed (SIGKILL) inside the callback, over the cloud',
  (firestore) => {
    const directory = temporaryDirectory();

    test('leaves the mailbox working after each death, with one unreferenced version at most', async () => {
      const cloud = await startCloud(firestore);
      await runCommand(['keys', 'init'], cloud.environment());
      const port = await freePort();
      const baseUrl = `http://127.0.0.1:${port}`;
      const restarts = startRestarts(port, cloud.environment());
      await restarts.serve(directory);
      const admin = await signedIn(baseUrl);
      await connectMailbox(admin, { account: SUPPORT });

      for (const [nth, gap] of GAPS.entries()) {
        // Another profile each time, because otherwise the grant would be reused.
        const query = `profile=${nth % 2 === 0 ? 'receive_and_send' : 'send'}`;
        const callback = await goThroughGoogle(admin, { account: SUPPORT, query });
        await restarts.close();
        const environment = { ...cloud.environment(), DIE_AT: String(gap) };
        const dying = await startConnector({ directory, port, program: PROGRAM, environment });
        expect(await admin.get(callback.href).catch(() => null)).toBeNull();
        await dying.end();
        await restarts.serve(directory);
        expect([303, 409]).toContain((await admin.get(callback.href)).status);
        await cloud.editConnections(expireToken);
        const { text } = await checkNow(admin, await connectionIdOf(admin));
        expect(text).toContain('INBOX');
        expect(text).toContain('Working</p>');
      }
      const { revoke } = await emulator(`${baseUrl}/google`).counts(SUPPORT);
      expect(revoke).toBe(0);
      expect(liveVersionsIn(cloud)).toBe(1 + LEAVING_UNREFERENCED);
      await restarts.close();
    }, 120_000);
  },
);
