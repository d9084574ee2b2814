import { expect, test } from '@jest/globals';
import { createGoogleTime, googleEndpoints } from '../../shared/google/index.ts';
import { startGoogle } from './emulated-google.ts';
import { answering, serve } from './scripted-server.ts';

const timeAt = (origin: string) => createGoogleTime(googleEndpoints(origin))();

test('reads Google’s time from whatever the token endpoint answers', async () => {
  const date = 'Sat, 28 Nov 2026 12:00:00 GMT';
  const origin = await serve(answering(404, { date }, 'no such page'));
  expect(await timeAt(origin)).toEqual(new Date('2026-11-28T12:00:00Z'));
});

test('reads the time of the emulated Google', async () => {
  const { baseUrl } = await startGoogle();
  const apart = Math.abs((await timeAt(baseUrl)).getTime() - Date.now());
  expect(apart).toBeLessThan(5000);
});

test.each(['yesterday', ''])('refuses the date "%s", which is none', async (date) => {
  const origin = await serve(answering(200, { date }));
  await expect(timeAt(origin)).rejects.toMatchObject({ code: 'google_unavailable' });
});

test('says why Google cannot be reached', async () => {
  await expect(timeAt('http://127.0.0.1:1')).rejects.toMatchObject({
    code: 'google_unavailable',
    upstream: { endpoint: 'token', status: null, network: 'ECONNREFUSED' },
  });
});
