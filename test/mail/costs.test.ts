import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GMAIL_UNITS } from '../../shared/google/mailbox/units.ts';
import { runDueMailboxes, switchOn } from '../../shared/mail/index.ts';
import { ALL_SHARDS } from '../../shared/tokens/index.ts';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { DAY, MINUTE, openIntake, ROUTING } from './intake/harness.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let pipeline: MailPipeline;

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  await pipeline.connect(SUPPORT);
  await pipeline.sync();
  await pipeline.google.settlePushes();
});
afterAll(() => pipeline.close());

/** Lets a mail arrive, and waits until its push is acknowledged. */
async function arrive(name: string, headers: readonly string[] = []): Promise<void> {
  const { google, org } = pipeline;
  const before = org.rows('EmailMessage').length;
  const content = [
    'From: Ann <ann@customer.example>',
    `To: ${SUPPORT}`,
    `Message-ID: <${name}@customer.example>`,
    `Subject: About ${name}`,
    ...headers,
    '',
    'How do I reset it?',
  ].join('\r\n');
  google.deliverMail({ address: SUPPORT, content });
  await eventually(() => org.rows('EmailMessage').length === before + 1);
  await google.settlePushes();
}

const GMAIL = '/google/gmail/v1/users/me/';
const ORG = '/salesforce/services/data/v64.0/';

/** The units of each request to Gmail, in their order. */
const unitsOf = (requests: readonly string[]): readonly number[] =>
  requests.flatMap((request) => {
    const [, path] = request.split(GMAIL);
    if (path === undefined) return [];
    if (path === 'history') return GMAIL_UNITS['history.list'];
    if (/^messages\/\w+$/.test(path)) return GMAIL_UNITS['messages.get'];
    throw new Error(`What does ${request} cost?`);
  });

/** The paths of the requests to Salesforce, below the version of the API. */
const callsOf = (requests: readonly string[]): readonly string[] =>
  requests.flatMap((request) =>
    request.includes('/salesforce/') ? (request.split(ORG)[1] ?? request) : [],
  );

describe('a mail without attachments', () => {
  test('that is pushed to a process at work costs two calls of Salesforce, 22 units of Gmail and six operations of the store', async () => {
    await arrive('first');
    // Gmail drops the push of a second mail within a second.
    await pause(1100);
    pipeline.takeCalls();
    await arrive('second');
    const { requests, store } = pipeline.takeCalls();
    expect(callsOf(requests)).toEqual(['actions/custom/apex/GmailCaseFinder', 'composite']);
    expect(unitsOf(requests)).toEqual([2, 20]);
    expect(store).toEqual([
      'findIntake',
      'writeIntake',
      'addEntries',
      'writeThreadLink',
      'writeEntry',
      'writeIntake',
    ]);
  });

  test('that is an answer, in an organization without the Apex classes, costs three calls of Salesforce', async () => {
    pipeline.org.deploy('fields');
    // The first one finds the class gone, the second one learns which there are.
    for (const name of ['third', 'fourth']) {
      await pause(1100);
      await arrive(name);
    }
    await pause(1100);
    pipeline.takeCalls();
    await arrive('fifth', ['In-Reply-To: <fourth@customer.example>']);
    pipeline.org.deploy('everything');
    expect(callsOf(pipeline.takeCalls().requests)).toEqual([
      'query',
      'parameterizedSearch',
      'composite',
    ]);
  });
});

describe('a mailbox without news', () => {
  test('costs nothing until its next poll', async () => {
    pipeline.takeCalls();
    expect(await pipeline.sync()).toMatchObject({ due: 0 });
    const { requests, store } = pipeline.takeCalls();
    expect(unitsOf(requests)).toEqual([]);
    expect(callsOf(requests)).toEqual([]);
    // What is done for the whole fleet: the search, and the house-keeping of the run.
    const ofFleet = [
      'dueIntakes',
      'dueSends',
      'forgetEntries',
      'forgetSends',
      'readRecord',
      'writeRecord',
    ];
    expect(store.filter((operation) => !ofFleet.includes(operation))).toEqual([]);
  });

  test('costs one call of Gmail and two operations of the store to poll', async () => {
    const fleet = await quietFleet({ mailboxes: 1, due: 'pollAt' });
    expect(await fleet.run()).toMatchObject({ due: 1, read: 1, found: 0 });
    expect(fleet.gmail()).toEqual({ history: 1 });
    expect(fleet.store()).toEqual({ dueIntakes: 1, readIntake: 1, writeIntake: 1 });
  });

  test('costs one call of Gmail and two operations of the store to sweep, also one of a thousand', async () => {
    const fleet = await quietFleet({ mailboxes: 1000, due: 'sweepAt' });
    expect(await fleet.run()).toMatchObject({ due: 1000, read: 1000, found: 0 });
    expect(fleet.gmail()).toEqual({ list: 1000 });
    expect(fleet.store()).toEqual({ dueIntakes: 1, readIntake: 1000, writeIntake: 1000 });
  });
});

type Quiet = { readonly mailboxes: number; readonly due: 'pollAt' | 'sweepAt' };

/** Mailboxes to which nothing came for days, of which one thing is due now. */
async function quietFleet({ mailboxes, due }: Quiet) {
  const { ports, gmail, store, clock, pass } = openIntake();
  const ids = Array.from({ length: mailboxes }, (_, nth) => `quiet-${nth}`);
  for (const connectionId of ids) {
    const address = `${connectionId}@company.example`;
    gmail.addMailbox(connectionId, address);
    const switched = { connectionId, address, routing: ROUTING, startsAt: null, by: 'admin' };
    await switchOn(ports, switched);
  }
  const run = () =>
    runDueMailboxes(ports, {
      limit: 2000,
      shards: ALL_SHARDS,
      concurrency: 16,
      until: new Date(clock.now().getTime() + MINUTE),
    });
  await run();
  pass(3 * DAY);
  for (const connectionId of ids) {
    const read = await store.readIntake(connectionId);
    if (!read) throw new Error('There is no such intake');
    const later = new Date(clock.now().getTime() + DAY);
    const waiting = { pollAt: later, sweepAt: later, renewWatchAt: later };
    const now = clock.now();
    await store.writeIntake({ ...read.value, ...waiting, [due]: now, dueAt: now }, read.revision);
  }
  gmail.calls.length = 0;
  store.calls.length = 0;
  return { run, store: () => store.counts(), gmail: () => countsOf(gmail.calls) };
}

const countsOf = (calls: readonly { readonly operation: string }[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(calls, ({ operation }) => operation)].map(([name, all]) => [name, all.length]),
  );
