import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { expireTokens } from '../support/expire-tokens.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  goThroughGoogle,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Restarts, startRestarts } from './restarts.ts';

const PROGRAM = fileURLToPath(new URL('./callback-dies.ts', import.meta.url));
const SUPPORT = 'support@example.com';
/** How many port calls a callback makes. */
const LAST = 17;
const root = temporaryDirectory();
const prepared = `${root}/prepared`;

let port: number;
let restarts: Restarts;
let admin: Person;
let id: string;
let callback: URL;

/** A connected mailbox, and a consent to a wider grant whose redirect is not followed yet. */
beforeAll(async () => {
  port = await freePort();
  const connector = await startConnector({ directory: prepared, port });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  id = await connectionIdOf(admin);
  callback = await goThroughGoogle(admin, { account: SUPPORT, query: 'profile=send' });
  await connector.end();
  restarts = startRestarts(port);
});

/** Follows the redirect in a process that dies at step n. Returns whether it died. */
async function dieAt(n: number, directory: string): Promise<boolean> {
  cpSync(prepared, directory, { recursive: true });
  const environment = { DIE_AT: String(n) };
  const dying = await startConnector({ directory, port, program: PROGRAM, environment });
  const answer = await admin.get(callback.href).catch(() => null);
  await dying.end();
  return answer === null;
}

describe('a process killed (SIGKILL) inside the callback', () => {
  // In the last round the process does not die.
  test.each([...Array(LAST + 1).keys()])(
    'leaves the mailbox working when it dies before port call %i',
    async (n) => {
      const directory = `${root}/${n}`;
      const died = await dieAt(n, directory);
      expect(died).toBe(n < LAST);
      await restarts.serve(directory);
      const reload = await admin.get(callback.href);
      expect([303, 409]).toContain(reload.status);
      await restarts.close();
      // The stored access token is expired, and no server remembers it: the probe needs a live refresh token.
      expireTokens(directory);
      await restarts.serve(directory);
      const { text } = await checkNow(admin, id);
      expect(text).toContain('INBOX');
      expect(text).toContain('Working</p>');
      const { revoke, token } = await emulator(`http://127.0.0.1:${port}/google`).counts(SUPPORT);
      expect(revoke).toBe(0);
      expect(token.refresh_token).toBeGreaterThanOrEqual(1);
      await restarts.close();
    },
  );
});
