import { expect, test } from '@jest/globals';
import { gmailReason, type Json, READONLY, SUPPORT, startGoogle } from './emulated-google.ts';

const SETTINGS = 'https://www.googleapis.com/auth/gmail.settings.basic';
const ENABLED = {
  enabled: true,
  autoExpunge: true,
  expungeBehavior: 'archive',
  maxFolderSize: 0,
};

async function mailbox(scope = `openid email ${SETTINGS}`) {
  const google = await startGoogle();
  const { access_token } = await google.connect({ changes: { scope } });
  const read = async () => (await google.gmail(access_token, 'me/settings/imap')).body;
  const update = async (body: string) => {
    const url = `${google.baseUrl}/gmail/v1/users/me/settings/imap`;
    const headers = { authorization: `Bearer ${access_token}` };
    const response = await fetch(url, { method: 'PUT', headers, body });
    return { status: response.status, body: (await response.json()) as Json };
  };
  return { google, read, update };
}

test('IMAP that an owner has disabled is enabled by updateImap, and stays so', async () => {
  const { google, read, update } = await mailbox();
  google.google.seedDirectory({ accounts: [{ address: SUPPORT, imap: false }] });
  expect(await read()).toEqual({ ...ENABLED, enabled: false });
  const changed = { ...ENABLED, autoExpunge: false, expungeBehavior: 'trash', maxFolderSize: 1000 };
  expect(await update(JSON.stringify(changed))).toEqual({ status: 200, body: changed });
  expect(await read()).toEqual(changed);
});

test('updateImap replaces the settings: a field that is not sent takes its default', async () => {
  const { update } = await mailbox();
  expect((await update('{"enabled":true}')).body).toEqual({ ...ENABLED, autoExpunge: false });
});

test.each(['', '{', '{"enabled":"yes"}', '{"maxFolderSize":5}', '{"enabled":true,"imap":true}'])(
  'updateImap refuses the body "%s" and changes nothing',
  async (body) => {
    const { read, update } = await mailbox();
    const refused = await update(body);
    expect([refused.status, gmailReason(refused)]).toEqual([400, 'invalidArgument']);
    expect(await read()).toEqual(ENABLED);
  },
);

test.each([READONLY, 'https://mail.google.com/'])(
  'the scope %s reads the IMAP settings and cannot change them',
  async (scope) => {
    const { read, update } = await mailbox(`openid ${scope}`);
    expect(await read()).toEqual(ENABLED);
    const refused = await update('{"enabled":false}');
    expect(gmailReason(refused)).toBe('insufficientPermissions');
    expect(await read()).toEqual(ENABLED);
  },
);

test('under imap_disabled the settings cannot be enabled, as where an administrator forbids it', async () => {
  const { google, update } = await mailbox();
  await google.fault('imap_disabled', { account: SUPPORT });
  expect((await update(JSON.stringify(ENABLED))).body).toEqual({ enabled: false });
});
