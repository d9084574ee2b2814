import { expect, test } from '@jest/globals';

test.each(['http://192.0.2.1/', 'http://example.com/', 'https://oauth2.googleapis.com/token'])(
  'a test that connects to %s fails before a packet leaves',
  async (url) => {
    const failure = await fetch(url).catch((thrown: Error) => thrown.cause);
    expect(String(failure)).toContain('only loopback is allowed');
  },
);
