import { expect, test } from '@jest/globals';
import { GMAIL_UNITS } from '../../../shared/google/mailbox/units.ts';
import type { MailboxReader } from '../../../shared/mail/ports.ts';
import { type Call, startScriptedGmail } from './scripted-gmail.ts';

type Method = keyof typeof GMAIL_UNITS;

const METHODS: readonly [RegExp, Method][] = [
  [/^GET .*\/me\/messages\/[^/]+$/, 'messages.get'],
  [/^GET .*\/me\/messages$/, 'messages.list'],
  [/^GET .*\/me\/history$/, 'history.list'],
  [/^GET .*\/me\/labels$/, 'labels.list'],
  [/^GET .*\/me\/profile$/, 'getProfile'],
  [/^POST .*\/me\/watch$/, 'watch'],
  [/^POST .*\/me\/stop$/, 'stop'],
];

function methodOf({ method, path }: Call): Method {
  const found = METHODS.find(([pattern]) => pattern.test(`${method} ${path}`));
  if (!found) throw new Error(`no method of Gmail: ${method} ${path}`);
  return found[1];
}

const EVERYTHING = {
  body: {
    id: 'a',
    threadId: 'a',
    internalDate: '1764324000123',
    raw: 'U3Vi',
    emailAddress: 'support@example.com',
    historyId: '1',
    expiration: '1764324000123',
  },
};

const COSTS: readonly [string, (reader: MailboxReader) => Promise<unknown>, Method, number][] = [
  ['a profile', (reader) => reader.profile(), 'getProfile', 1],
  [
    'a page of history',
    (reader) => reader.history({ historyId: '1', pageToken: null }),
    'history.list',
    2,
  ],
  [
    'a page of a list',
    (reader) => reader.list({ since: new Date(), pageToken: null }),
    'messages.list',
    5,
  ],
  ['a mail', (reader) => reader.read('a', 0), 'messages.get', 20],
  ['an envelope', (reader) => reader.readEnvelope('a'), 'messages.get', 20],
  ['the labels', (reader) => reader.labels(), 'labels.list', 1],
  ['a watch', (reader) => reader.watch(), 'watch', 100],
  ['its end', (reader) => reader.stop(), 'stop', 50],
];

test.each(COSTS)(
  '%s costs one call and the units that Gmail documents',
  async (_, call, method, units) => {
    const gmail = await startScriptedGmail(EVERYTHING);
    await call(gmail.reader);
    const methods = gmail.calls.map(methodOf);
    expect(methods).toEqual([method]);
    expect(methods.reduce((sum, each) => sum + GMAIL_UNITS[each], 0)).toBe(units);
  },
);
