import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import {
  connectMailbox,
  formToken,
  type Person,
  person,
  type Seen,
  signedIn,
} from '../support/person.ts';
import {
  addServiceAccount,
  direct,
  type EmulatedAccount,
  makeServiceAccount,
  numbered,
  PROBE_SCOPES,
  upload,
} from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let google: string;
let admin: Person;
let account: EmulatedAccount;
let form: string;

beforeAll(async () => {
  connector = await startConnector({ directory });
  google = `${connector.baseUrl}/google`;
  admin = await signedIn(connector.baseUrl);
  account = await makeServiceAccount(google, { delegation: { 'example.com': PROBE_SCOPES } });
  const id = await addServiceAccount(admin, account, { domains: 'example.com example.jp' });
  form = `/setup-page/service-accounts/${id}/mailboxes`;
  await direct(google, {
    users: { pattern: 'box-{n}@example.com', count: 60 },
    accounts: [{ address: 'gone@example.com', suspended: true }, { address: 'info@example.jp' }],
  });
});
afterAll(() => connector.end());

const send = (addresses: string): Promise<Seen> => upload(admin, form, { addresses });

/** Presses a button of an addition's page. Returns the page that it leads to. */
async function press(location: string, action: 'continue' | 'retry'): Promise<string> {
  const { pathname } = new URL(location);
  const fields = { form_token: await formToken(admin) };
  return (await admin.get((await admin.submit(`${pathname}/${action}`, fields)).location)).text;
}

/** Presses "Continue" until nothing is left. Returns the last page. */
async function finish(location: string): Promise<string> {
  let { text } = await admin.get(location);
  while (text.includes('data-step-form')) text = await press(location, 'continue');
  return text;
}

/** "Try the failed ones again", or the rest. */
async function finishAgain(location: string): Promise<string> {
  await press(location, 'retry');
  return finish(location);
}

describe('mailboxes of a list', () => {
  test('are connected, moved from their owners’ consents, or fail, each with its result', async () => {
    await connectMailbox(admin, { account: SUPPORT });
    const { status, location } = await send(`${SUPPORT}\nbox-1@example.com\ngone@example.com\n`);
    expect(status).toBe(303);
    const text = await finish(location);
    expect(text).toContain('3 of 3 done, 1 failed');
    expect(text).toContain('Was connected, now by the service account');
    expect(text).toContain('Line 3');
    expect(text).toMatch(/Failed<span class="muted">[^<]+ · [^<]+</);
    const failed = (await admin.get(`${new URL(location).pathname}?show=failed`)).text;
    expect(failed).toContain('gone@example.com');
    expect(failed).not.toContain('>box-1@example.com<');
  });

  test('that are connected already are said to be, and Google is not asked again', async () => {
    await finish((await send('box-2@example.com')).location);
    const { text } = await admin.get((await send('BOX-2@example.com')).location);
    expect(text).toContain('Was connected already');
    expect(text).toContain('1 of 1 done');
    expect(text).not.toContain('data-step-form');
  });

  test('are tried again when what failed has been mended', async () => {
    const { location } = await send(
      `info@example.jp\n${numbered('box-{n}@example.com', 9).join('\n')}`,
    );
    expect(await finish(location)).toContain('may not act for this mailbox');
    const delegation = { 'example.com': PROBE_SCOPES, 'example.jp': PROBE_SCOPES };
    await makeServiceAccount(google, { makeKey: false, delegation });
    expect(await finishAgain(location)).toContain('10 of 10 done<');
  });

  test.each([
    ['a CSV file', Buffer.from('Name,Email\r\nBox,box-20@example.com\r\n')],
    [
      'UTF-16 of a spreadsheet',
      Buffer.from('\uFEFFemail\tname\nbox-21@example.com\tA\n', 'utf16le'),
    ],
    // メール in Shift_JIS.
    [
      'a Japanese spreadsheet',
      Buffer.from([0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b, ...Buffer.from('\nbox-22@example.com')]),
    ],
  ])('come from %s', async (_what, file) => {
    const list_file = new Blob([new Uint8Array(file)]);
    const { location } = await upload(admin, form, { list_file, addresses: 'not used' });
    expect(await finish(location)).toContain('1 of 1 done<');
  });
});

describe('a list that is not taken', () => {
  test('of five thousand lines names forty bad ones, keeps the text and stores nothing', async () => {
    const good = numbered('line-{n}@example.com', 4960);
    const bad = [...Array(10).keys()].flatMap((n) => [
      `bad ${n}@example.com`,
      `x${n}@example.net`,
      `LINE-${n + 1}@example.com`,
      `nothing-${n}`,
    ]);
    const { status, text } = await send([...good, ...bad].join('\n'));
    expect(status).toBe(422);
    expect(text).toContain('40 of 5,000 lines cannot be added');
    expect([...text.matchAll(/<span class="why">/g)]).toHaveLength(40);
    expect(text).toContain('Line 4,963</span> <span>LINE-1@example.com</span>');
    expect(text).toContain('the same mailbox as line 1<');
    expect(text).toContain('nothing-9</textarea>');
    expect((await admin.get('/setup-page?search=line-')).text).not.toContain(
      '>line-1@example.com<',
    );
  });

  test.each([
    ['nothing', '  \n ', 'Enter at least 1 address'],
    ['more than five thousand', numbered('m{n}@example.com', 5001).join('\n'), 'more than 5,000'],
  ])('is empty or too long: %s', async (_what, addresses, says) => {
    const { status, text } = await send(addresses);
    expect(status).toBe(422);
    expect(text).toContain(says);
  });

  test('is a spreadsheet’s own format', async () => {
    const list_file = new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0])]);
    const { status, text } = await upload(admin, form, { list_file });
    expect(status).toBe(422);
    expect(text).toContain('Save the spreadsheet as CSV');
  });
});

describe('an addition', () => {
  test('is not shown to a stranger, who cannot go on with it either', async () => {
    const { location } = await send('box-30@example.com');
    const { pathname } = new URL(location);
    const stranger = person(connector.baseUrl);
    expect((await stranger.get(pathname)).status).toBe(401);
    for (const action of ['continue', 'retry']) {
      expect((await stranger.submit(`${pathname}/${action}`)).status).toBe(401);
      expect((await admin.submit(`${pathname}/${action}`)).status).toBe(403);
    }
    expect((await stranger.submit(form)).status).toBe(401);
    expect((await admin.submit(form)).status).toBe(403);
    expect((await admin.get(location)).text).toContain('0 of 1 done');
  });

  test('that nobody began is not found', async () => {
    expect((await admin.get('/setup-page/additions/any')).status).toBe(404);
    const fields = { form_token: await formToken(admin) };
    expect((await admin.submit('/setup-page/additions/any/continue', fields)).status).toBe(404);
  });

  test('of a service account without a valid key stops, and says why', async () => {
    const { private_key_id } = JSON.parse(account.keyFile) as { private_key_id: string };
    const url = `${google}/emulator/service-accounts/${account.email}/keys/${private_key_id}`;
    await fetch(`${url}/disable`, { method: 'POST' });
    const { location } = await send(numbered('box-{n}@example.com', 60).slice(30).join('\n'));
    const text = await finish(location);
    expect(text).toContain('Several mailboxes in a row failed for this reason');
    expect(text).toContain('Try the rest again');
    await fetch(`${url}/enable`, { method: 'POST' });
    expect(await finishAgain(location)).toContain('30 of 30 done<');
  });
});
