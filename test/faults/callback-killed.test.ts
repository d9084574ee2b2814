import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { freePort, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  goThroughGoogle,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PROGRAM = fileURLToPath(new URL('./callback-dies.ts', import.meta.url));
const SUPPORT = 'support@example.com';
const root = temporaryDirectory();
const prepared = `${root}/prepared`;

let port: number;
let admin: Person;
let id: string;
let callback: URL;

/** A mailbox connected, a reconnect consented, and its redirect not yet followed. */
beforeAll(async () => {
  port = await freePort();
  const connector = await startConnector({ directory: prepared, port });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  id = await connectionIdOf(admin);
  callback = await goThroughGoogle(admin, { account: SUPPORT, query: `connection=${id}` });
  await connector.end();
});

/** Follows the redirect in a process that dies at step n; answers whether it died. */
async function dieAt(n: number, directory: string): Promise<boolean> {
  cpSync(prepared, directory, { recursive: true });
  const environment = { DIE_AT: String(n) };
  const doomed = await startConnector({ directory, port, program: PROGRAM, environment });
  const answer = await admin.get(callback.href).catch(() => null);
  await doomed.end();
  return answer === null;
}

describe('a process killed (SIGKILL) inside the callback', () => {
  // Twice as many steps as port calls: before and after each. The last round outlives the callback.
  test.each([...Array(25).keys()])('at step %i: the mailbox still works', async (n) => {
    const directory = `${root}/${n}`;
    const died = await dieAt(n, directory);
    expect(died).toBe(n < 24);
    const connector = await startConnector({ directory, port });
    const reload = await admin.get(callback.href);
    expect([303, 409]).toContain(reload.status);
    const form_token = await formToken(admin);
    const probed = await admin.submit(`/setup-page/connections/${id}/probe`, { form_token });
    const { text } = await admin.get(probed.location);
    expect(text).toContain('INBOX');
    expect(text).toContain('Active');
    // Its refresh token is alive, not only the access token that it had.
    await emulator(`${connector.baseUrl}/google`).provoke('short_lived', '*', { seconds: 1 });
    const { revoke, liveRefreshTokens } = await emulator(`${connector.baseUrl}/google`).counts(
      SUPPORT,
    );
    expect(revoke).toBe(0);
    expect(liveRefreshTokens).toBeGreaterThanOrEqual(1);
    await connector.end();
  });
});
