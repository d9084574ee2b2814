import { expect, test } from '@jest/globals';
import { gmailReason, READONLY, SUPPORT, startGoogle } from './emulated-google.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.';
const FULL = 'https://mail.google.com/';
const ALL = ['labels', 'metadata', 'readonly', 'modify', 'compose', 'send', 'settings.basic'];

const ACCEPTED: [path: string, scopes: string[]][] = [
  ['labels', ['labels', 'metadata', 'readonly', 'modify']],
  ['profile', ['metadata', 'readonly', 'modify', 'compose']],
  ['settings/imap', ['readonly', 'modify', 'settings.basic']],
];

test.each(ACCEPTED)('%s accepts exactly the scopes that Google lists', async (path, accepted) => {
  const google = await startGoogle();
  for (const scope of [...ALL.map((name) => GMAIL + name), FULL]) {
    const tokens = await google.connect({ changes: { scope: `openid ${scope}` } });
    const answer = await google.gmail(tokens['access_token'], `me/${path}`);
    const isAccepted = scope === FULL || accepted.includes(scope.slice(GMAIL.length));
    expect([scope, answer.status]).toEqual([scope, isAccepted ? 200 : 403]);
  }
});

test('a missing scope is reported in both of Google’s ways', async () => {
  const google = await startGoogle();
  const tokens = await google.connect();
  const { status, body } = await google.gmail(tokens['access_token'], 'me/profile');
  expect(status).toBe(403);
  expect(body['error']).toMatchObject({
    code: 403,
    status: 'PERMISSION_DENIED',
    errors: [{ reason: 'insufficientPermissions', domain: 'global' }],
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      },
    ],
  });
});

test('labels.list returns fourteen system labels and some of the mailbox', async () => {
  const google = await startGoogle();
  const tokens = await google.connect();
  const { body } = await google.gmail(tokens['access_token']);
  const labels = body['labels'] as { id: string; type: string; name: string }[];
  expect(labels.filter(({ type }) => type === 'system')).toHaveLength(14);
  expect(labels).toContainEqual(expect.objectContaining({ id: 'INBOX', name: 'INBOX' }));
  expect(labels).toContainEqual(expect.objectContaining({ id: 'Label_1', name: 'Cases/Waiting' }));
});

test('the mailbox is named by "me" or by its own address only', async () => {
  const google = await startGoogle();
  const { access_token } = await google.connect({ changes: { scope: `openid ${READONLY}` } });
  const own = await google.gmail(access_token, `${encodeURIComponent(SUPPORT)}/profile`);
  expect(own.body).toMatchObject({ emailAddress: SUPPORT, historyId: expect.any(String) });
  const other = await google.gmail(access_token, 'sales@example.com/profile');
  expect(other.status).toBe(403);
  expect(other.body['error']).toMatchObject({ message: 'Delegation denied for sales@example.com' });
});

test('no token and an unknown token are refused', async () => {
  const google = await startGoogle();
  const response = await fetch(`${google.baseUrl}/gmail/v1/users/me/labels`);
  expect(response.status).toBe(401);
  const unknown = await google.gmail('ya29.nothing');
  expect(unknown.status).toBe(401);
  expect(gmailReason(unknown)).toBe('authError');
});

test('a method that is not emulated answers 404 in the shape of the API', async () => {
  const google = await startGoogle();
  expect(gmailReason(await google.gmail('x', 'me/drafts'))).toBe('notFound');
});
