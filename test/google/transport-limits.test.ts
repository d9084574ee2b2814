import { expect, test } from '@jest/globals';
import { createGmail } from '../../shared/google/gmail.ts';
import { googleEndpoints } from '../../shared/google/index.ts';
import { probeMailbox } from '../../shared/probe/index.ts';
import { systemClock } from '../../shared/runtime/system-ports.ts';
import type { Probe, Tokens } from '../../shared/tokens/index.ts';
import { answering, CALLS, callsOf, serve } from './scripted-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const MEGABYTE = 1024 * 1024;

test.each(CALLS)('%s follows no redirect, not even on the same host', async (name) => {
  const paths: (string | undefined)[] = [];
  const origin = await serve((request, response) => {
    paths.push(request.url);
    answering(307, { location: '/elsewhere' })(request, response);
  });
  await expect(callsOf(origin)[name]?.()).rejects.toMatchObject(
    name === 'risc' ? { status: 307 } : { code: 'google_unavailable' },
  );
  expect(paths).not.toContain('/elsewhere');
});

test.each(CALLS)('%s gives up an endless answer', async (name) => {
  let requests = 0;
  let sent = 0;
  const origin = await serve((request, response) => {
    requests += 1;
    response.writeHead(200, JSON_TYPE).write('{"labels":[');
    const more = setInterval(() => {
      if (response.writableNeedDrain) return;
      response.write(' '.repeat(65_536));
      sent += 65_536;
    }, 1);
    request.socket.once('close', () => clearInterval(more));
  });
  await expect(callsOf(origin)[name]?.()).rejects.toMatchObject(
    name === 'risc' ? { status: null } : { code: 'google_unavailable' },
  );
  // What was written and not yet read waits in the socket's buffers.
  const limit = name === 'gmail' || name === 'mailbox' ? 8 * MEGABYTE : MEGABYTE / 4;
  expect(sent).toBeLessThan(requests * (limit + 8 * MEGABYTE));
});

const labels = (names: readonly string[]): string =>
  JSON.stringify({ labels: names.map((name, nth) => ({ id: `Label_${nth}`, name })) });

async function probed(names: readonly string[]): Promise<Probe> {
  const origin = await serve(answering(200, JSON_TYPE, labels(names)));
  const tokens = {
    accessTokenFor: async () => ({ value: 'marked-access-token', expiresAt: new Date() }),
    recordProbe: async () => {},
  } as Partial<Tokens> as Tokens;
  const gmail = createGmail(googleEndpoints(origin));
  return probeMailbox({ tokens, gmail, clock: systemClock }, 'id', { trigger: 'probe' });
}

test('a probe reads every label that a mailbox may have, and counts them all', async () => {
  const names = Array.from({ length: 10_000 }, (_, nth) => `${'x'.repeat(220)}${nth}`);
  const { labels, labelCount, failure } = await probed(names);
  expect(failure).toBeNull();
  expect(labelCount).toBe(10_000);
  expect(labels).toEqual(names.slice(0, 200));
});

test('a probe cuts names that are longer than Gmail’s, and never within a character', async () => {
  const { labels, labelCount } = await probed(['x'.repeat(300_000), '📬'.repeat(2000), 'INBOX']);
  expect(labels).toEqual(['x'.repeat(225), '📬'.repeat(225), 'INBOX']);
  expect(labelCount).toBe(3);
});
