import { expect, test } from '@jest/globals';
import { answering, callsOf, serve } from './scripted-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const revoke = async (status: number, body: string): Promise<unknown> => {
  const origin = await serve(answering(status, JSON_TYPE, body));
  return callsOf(origin)['revocation']?.();
};

test('a revocation of a token that Google does not know is done', async () => {
  await expect(revoke(400, '{"error":"invalid_token"}')).resolves.toBeUndefined();
});

test.each([
  [400, '{"error":"invalid_request"}'],
  [400, '{"error":"unsupported_token_type"}'],
  [400, '{}'],
  [400, '<html>Bad Request</html>'],
  [401, '{"error":"invalid_token"}'],
  [403, '<html>Forbidden</html>'],
  [404, ''],
  [503, ''],
])('a revocation that is refused with %i %s is not done', async (status, body) => {
  await expect(revoke(status, body)).rejects.toMatchObject({
    code: 'google_unavailable',
    upstream: { endpoint: 'revocation', status },
  });
});
