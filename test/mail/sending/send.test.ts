import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { AppError, asAppError } from '../../../shared/errors.ts';
import type { SendRequest } from '../../../shared/mail/model/send-request.ts';
import {
  runDueSends,
  type SendPorts,
  send,
  stateOfSend,
} from '../../../shared/mail/sending/index.ts';
import { ALL_SHARDS } from '../../../shared/tokens/index.ts';
import { orgError } from '../fake-org.ts';
import { gmailError } from './fake-sender.ts';
import { person, requestOf } from './requests.ts';
import { createWorld, MAILBOX, MINUTE, TOKEN, type World } from './world.ts';

const onCase = (world: World, changes: Partial<SendRequest> = {}): SendRequest =>
  requestOf({ orgId: 'org-1', caseId: world.caseId, answers: 'latest', subject: null, ...changes });

const refusalOf = (call: Promise<unknown>): Promise<AppError> =>
  call.then(
    () => {
      throw new Error('it was sent');
    },
    (thrown: unknown) => asAppError(thrown),
  );

const sweep = ({ ports, clock }: World) =>
  runDueSends(ports, { shards: ALL_SHARDS, until: new Date(clock.now().getTime() + MINUTE) });

const KEY = { caller: 'flow', key: 'key-1' };
const lastSent = ({ sender }: World) => simpleParser(sender.sent.at(-1)?.raw ?? Buffer.alloc(0));

test('a mail is sent, written on its case with Gmail’s Message-ID, and its thread is linked', async () => {
  const world = await createWorld();
  const status = await send(world.ports, onCase(world));
  expect(status).toMatchObject({ state: 'done', identifier: 'CA1@mail.gmail.com', failure: null });
  const [row, ...more] = world.rows();
  expect(more).toEqual([]);
  expect(row?.email).toMatchObject({ messageId: 'CA1@mail.gmail.com', subject: 'Re: Broken lamp' });
  expect(status.emailMessageId).toBe(row?.id);
  const link = await world.store.readThreadLink(MAILBOX, status.threadId ?? '');
  expect(link?.value.caseId).toBe(world.caseId);
  expect(world.room.open.size).toBe(0);
  expect(await stateOfSend(world.ports, KEY)).toEqual(status);
});

test('the same key sends once, and is answered as the first was', async () => {
  const world = await createWorld();
  const first = await send(world.ports, requestOf());
  expect(await send(world.ports, requestOf())).toEqual(first);
  expect(world.sender.sent).toHaveLength(1);
});

test('an answer names the mail that it answers, and joins Gmail’s thread where the mailbox has it', async () => {
  const world = await createWorld();
  await send(world.ports, onCase(world));
  expect(world.sender.sent.at(-1)?.threadId).toBeNull();
  const link = {
    ...{ participants: [], leftCaseIds: [], storedImages: [] },
    linkedAt: world.clock.now(),
  };
  await world.store.writeThreadLink(
    { connectionId: MAILBOX, threadId: 'thread-1', caseId: world.caseId, ...link },
    null,
  );
  await send(world.ports, onCase(world, { key: 'key-2' }));
  expect(world.sender.sent.at(-1)?.threadId).toBe('thread-1');
  const { inReplyTo, references, subject } = await lastSent(world);
  expect([inReplyTo, references, subject]).toEqual([
    '<question@customer.example>',
    '<question@customer.example>',
    'Re: Broken lamp',
  ]);
});

test('a threading token stands in the text and in the HTML, once', async () => {
  const world = await createWorld();
  world.token = TOKEN;
  const html = '<html><body><p>Hello</p></body></html>';
  await send(world.ports, onCase(world, { html, text: `Hello ${TOKEN}` }));
  const sent = await lastSent(world);
  expect(sent.text?.split(TOKEN)).toHaveLength(2);
  expect(String(sent.html)).toContain(`${TOKEN}</div></body>`);
});

test('files of Salesforce go with it, and are stored with the EmailMessage', async () => {
  const world = await createWorld();
  const content = Buffer.alloc(2 * 1024 * 1024, 'x');
  world.files.set('068000000000001AAA', { name: '見積書.pdf', content });
  const attachments = [
    { fileId: '068000000000001AAA' },
    { name: 'a.txt', type: 'text/plain', content: 'SGVsbG8=' },
  ];
  expect(await send(world.ports, onCase(world, { attachments }))).toMatchObject({ state: 'done' });
  const sent = await lastSent(world);
  expect(sent.attachments.map(({ filename, size }) => [filename, size])).toEqual([
    ['見積書.pdf', content.length],
    ['a.txt', 5],
  ]);
  expect(world.org.files.map(({ name }) => name)).toEqual(['見積書.pdf', 'a.txt']);
  expect(world.room.open.size).toBe(0);
});

test.each<[string, (world: World) => Partial<SendRequest>, string]>([
  ['an unknown alias', () => ({ from: person('boss@example.com') }), 'send_as_refused'],
  [
    'an alias that is not confirmed',
    () => ({ from: person('new@brand.example') }),
    'send_as_refused',
  ],
  [
    'a file that cannot be read',
    () => ({ attachments: [{ fileId: '068000000000009AAA' }] }),
    'send_file_unreadable',
  ],
  ['an unknown case', () => ({ caseId: '500000000000009AAA' }), 'case_unknown'],
  ['a case without an organization', () => ({ orgId: null }), 'org_unknown'],
  [
    'an unknown mail to answer',
    () => ({ answers: { emailMessageId: '02s000000000009' } }),
    'send_parent_unknown',
  ],
  [
    'a connection that may not read',
    (world) => {
      world.maySend = false;
      return {};
    },
    'send_not_allowed',
  ],
  [
    'a mailbox that needs its owner',
    (world) => {
      world.gmail.removeMailbox(MAILBOX);
      return {};
    },
    'connection_needs_reconnect',
  ],
])('%s is refused; nothing is sent or stored', async (_, changes, code) => {
  const world = await createWorld();
  const request = onCase(world, changes(world));
  expect((await refusalOf(send(world.ports, request))).code).toBe(code);
  expect(world.sender.asked).toEqual([]);
  expect((await refusalOf(stateOfSend(world.ports, KEY))).code).toBe('send_unknown');
  expect(world.room.open.size).toBe(0);
});

test('files of Salesforce that are too large together are refused before they are sent', async () => {
  const world = await createWorld();
  const content = Buffer.alloc(14 * 1024 * 1024);
  world.files.set('068000000000001AAA', { name: 'a', content });
  world.files.set('068000000000002AAA', { name: 'b', content });
  const attachments = [{ fileId: '068000000000001AAA' }, { fileId: '068000000000002AAA' }];
  expect((await refusalOf(send(world.ports, onCase(world, { attachments })))).code).toBe(
    'send_too_large',
  );
  expect(world.room.open.size).toBe(0);
});

test('another mail with the same key is refused', async () => {
  const world = await createWorld();
  await send(world.ports, requestOf());
  expect((await refusalOf(send(world.ports, requestOf({ text: 'Other' })))).code).toBe(
    'send_key_reused',
  );
  expect(world.sender.sent).toHaveLength(1);
});

describe('of a sender that keeps no content, the key alone says what is the same mail', () => {
  const latest = (text: string) => requestOf({ mayChange: true, text });

  test('what is sent stays, whatever the content is by now', async () => {
    const world = await createWorld();
    const first = await send(world.ports, latest('First'));
    expect(await send(world.ports, latest('Second'))).toEqual(first);
    expect(world.sender.sent).toHaveLength(1);
  });

  test('what may have been sent is looked for, and found', async () => {
    const world = await createWorld();
    world.gmail.lag(MAILBOX);
    world.sender.fates = ['lose'];
    expect((await refusalOf(send(world.ports, latest('First')))).code).toBe('send_unclear');
    world.gmail.catchUp(MAILBOX);
    world.pass(15 * MINUTE);
    expect(await send(world.ports, latest('Second'))).toMatchObject({ state: 'done' });
    expect(world.sender.sent).toHaveLength(1);
  });

  test('what is certainly not sent is sent with the latest content', async () => {
    const world = await createWorld();
    world.sender.fates = ['refuse'];
    expect((await refusalOf(send(world.ports, latest('First')))).code).toBe('gmail_refused');
    expect(await send(world.ports, latest('Second'))).toMatchObject({ state: 'done' });
    expect(world.sender.sent).toHaveLength(1);
  });
});

test('what Gmail refuses is not sent, and may be sent with the same key', async () => {
  const world = await createWorld();
  world.sender.fates = ['refuse'];
  expect((await refusalOf(send(world.ports, requestOf()))).code).toBe('gmail_refused');
  expect(await stateOfSend(world.ports, KEY)).toMatchObject({ state: 'not_sent' });
  expect(await send(world.ports, requestOf())).toMatchObject({ state: 'done' });
  expect(world.sender.sent).toHaveLength(1);
});

test('what was certainly not sent may be mended and sent with the same key', async () => {
  const world = await createWorld();
  world.sender.fates = ['refuse'];
  await refusalOf(send(world.ports, requestOf()));
  const mended = requestOf({ text: 'Mended' });
  expect(await send(world.ports, mended)).toMatchObject({ state: 'done' });
  expect((await refusalOf(send(world.ports, requestOf()))).code).toBe('send_key_reused');
  expect(world.sender.sent).toHaveLength(1);
});

test('a quota is waited for some seconds', async () => {
  const world = await createWorld();
  world.sender.fates = ['refuse', 'refuse'];
  world.sender.refusal = gmailError(429, 'rateLimitExceeded');
  const before = world.clock.now().getTime();
  expect(await send(world.ports, requestOf())).toMatchObject({ state: 'done' });
  expect(world.clock.now().getTime() - before).toBe(5000);
});

test('the limit of a day is named with its end, and Gmail is not asked again before', async () => {
  const world = await createWorld();
  const retryAt = new Date(world.clock.now().getTime() + 60 * MINUTE);
  world.sender.fates = ['refuse'];
  world.sender.refusal = gmailError(429, 'rateLimitExceeded', {
    description: 'User-rate limit exceeded.  Retry after … (Mail sending)',
    retryAt,
  });
  for (let nth = 0; nth < 2; nth++) {
    const { code, detail } = await refusalOf(send(world.ports, requestOf()));
    expect([code, detail]).toEqual(['send_limit_reached', { until: retryAt.toISOString() }]);
  }
  expect(world.sender.asked).toHaveLength(1);
  world.pass(61 * MINUTE);
  expect(await send(world.ports, requestOf())).toMatchObject({ state: 'done' });
});

test('a mail whose answer was lost is found, and not sent again', async () => {
  const world = await createWorld();
  world.sender.fates = ['lose'];
  expect(await send(world.ports, onCase(world))).toMatchObject({ state: 'done' });
  expect(world.sender.sent).toHaveLength(1);
  expect(world.rows()).toHaveLength(1);
});

test('while the history lags it is unclear; the next run finds it', async () => {
  const world = await createWorld();
  world.gmail.lag(MAILBOX);
  world.sender.fates = ['lose'];
  expect((await refusalOf(send(world.ports, onCase(world)))).code).toBe('send_unclear');
  world.pass(60 * MINUTE);
  expect((await refusalOf(send(world.ports, onCase(world)))).code).toBe('send_unclear');
  world.gmail.catchUp(MAILBOX);
  world.pass(15 * MINUTE);
  expect(await sweep(world)).toBe(1);
  expect(await stateOfSend(world.ports, KEY)).toMatchObject({ state: 'done' });
  expect(world.rows()).toHaveLength(1);
  expect(world.sender.sent).toHaveLength(1);
});

test('a mail that was dropped is sent again only when a later mail proves that it is not there', async () => {
  const world = await createWorld();
  world.sender.fates = ['drop'];
  expect((await refusalOf(send(world.ports, requestOf()))).code).toBe('send_unclear');
  world.pass(30 * MINUTE);
  expect((await refusalOf(send(world.ports, requestOf()))).code).toBe('send_unclear');
  world.arrive();
  world.pass(1000);
  expect(await send(world.ports, requestOf())).toMatchObject({ state: 'done' });
  expect(world.sender.sent).toHaveLength(1);
});

test('a mail that nobody sends again is told of as not sent', async () => {
  const world = await createWorld();
  world.sender.fates = ['drop'];
  await refusalOf(send(world.ports, requestOf()));
  world.pass(30 * MINUTE);
  world.arrive();
  world.pass(1000);
  await sweep(world);
  expect(await stateOfSend(world.ports, KEY)).toMatchObject({ state: 'not_sent' });
  expect(world.store.events.map(({ kind }) => kind)).toEqual(['send_not_sent']);
});

test.each<[string, (world: World) => void]>([
  ['the history is gone', ({ gmail }) => gmail.forgetHistory(MAILBOX)],
  ['nothing arrives for a day', (world) => world.pass(24 * 60 * MINUTE)],
])('when %s, a person has to decide, and it is never sent again', async (_, happen) => {
  const world = await createWorld();
  world.sender.fates = ['drop'];
  await refusalOf(send(world.ports, requestOf()));
  happen(world);
  world.pass(30 * MINUTE);
  await sweep(world);
  expect(await stateOfSend(world.ports, KEY)).toMatchObject({ state: 'unknown' });
  expect(world.store.events.map(({ kind }) => kind)).toEqual(['send_unknown']);
  expect((await refusalOf(send(world.ports, requestOf()))).code).toBe('send_outcome_unknown');
  expect(world.sender.asked).toHaveLength(1);
});

test('if Gmail takes the mark away, a mail of the same second proves nothing', async () => {
  const world = await createWorld();
  world.sender.dropsHeader = true;
  world.sender.fates = ['lose'];
  await refusalOf(send(world.ports, requestOf()));
  world.pass(30 * MINUTE);
  world.arrive();
  world.pass(1000);
  expect((await refusalOf(send(world.ports, requestOf()))).code).toBe('send_outcome_unknown');
  expect(world.sender.sent).toHaveLength(1);
});

test('a store that fails after Gmail accepted the mail loses nothing', async () => {
  const world = await createWorld();
  let writes = 0;
  world.store.hooks.before = ({ operation }) => {
    if (operation === 'writeSend') writes += 1;
    if (writes >= 2) throw new AppError('store_unavailable');
  };
  await refusalOf(send(world.ports, onCase(world)));
  world.store.hooks.before = () => {};
  expect((await refusalOf(send(world.ports, onCase(world)))).code).toBe('send_busy');
  world.pass(10 * MINUTE);
  expect(await send(world.ports, onCase(world))).toMatchObject({ state: 'done' });
  expect(world.sender.sent).toHaveLength(1);
  expect(world.rows()).toHaveLength(1);
});

test('an organization that is down gets the EmailMessage later; the mail is sent all the same', async () => {
  const world = await createWorld();
  world.org.failNext({ call: 'file', error: orgError('org_unavailable') });
  expect(await send(world.ports, onCase(world))).toMatchObject({
    state: 'sent',
    failure: { code: 'org_unavailable' },
  });
  world.pass(MINUTE);
  expect(await sweep(world)).toBe(1);
  expect(await stateOfSend(world.ports, KEY)).toMatchObject({ state: 'done', failure: null });
  expect(world.rows()).toHaveLength(1);
});

test('an EmailMessage whose answer was lost is not written twice', async () => {
  const world = await createWorld();
  world.org.failNext({ call: 'file', error: orgError('org_unavailable'), isStored: true });
  await send(world.ports, onCase(world));
  world.pass(MINUTE);
  await sweep(world);
  expect(await stateOfSend(world.ports, KEY)).toMatchObject({ state: 'done' });
  expect(world.rows()).toHaveLength(1);
});

test('a case that was deleted meanwhile gets no EmailMessage, and a person is told', async () => {
  const world = await createWorld();
  world.sender.after = async (operation) => {
    if (operation === 'send') world.org.delete(world.caseId);
  };
  expect(await send(world.ports, onCase(world))).toMatchObject({
    state: 'sent',
    failure: { code: 'case_gone' },
  });
  expect(world.store.events.map(({ kind }) => kind)).toEqual(['send_row_failed']);
  world.pass(60 * MINUTE);
  expect(await sweep(world)).toBe(0);
});

test('two calls at once send once', async () => {
  const world = await createWorld();
  const answers = await Promise.allSettled([
    send(world.ports, requestOf()),
    send(world.ports, requestOf()),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(world.sender.sent).toHaveLength(1);
});

test('nothing that a mail says is stored', async () => {
  const world = await createWorld();
  await send(world.ports, onCase(world, { text: 'marked-text', to: [person('marked@x.example')] }));
  const stored = JSON.stringify(
    await world.store.readSend((await stateOfSend(world.ports, KEY)).id),
  );
  expect(stored).not.toMatch(/marked|lamp/);
});

test('mails with files of the organization wait for each other, so that their files do not fill the memory', async () => {
  const world = await createWorld();
  const { promise: go, resolve: release } = Promise.withResolvers<void>();
  let reading = 0;
  let most = 0;
  const content = Buffer.from('a plan');
  const ports: SendPorts = {
    ...world.ports,
    caseMailOf: (orgId) => ({
      ...world.ports.caseMailOf(orgId),
      fileOf: async () => ({
        name: 'plan.pdf',
        bytes: content.length,
        read: async (take) => {
          most = Math.max(most, ++reading);
          await go;
          reading -= 1;
          return take(Readable.from([content], { objectMode: false }));
        },
      }),
    }),
  };
  const attachments = [{ fileId: '068000000000001AAA' }];
  const sends = Array.from({ length: 6 }, (_, at) =>
    send(ports, requestOf({ key: `file-${at}`, orgId: 'org-1', attachments })),
  );
  await setTimeout(50);
  // A mail without such files does not wait.
  expect(await send(ports, requestOf())).toMatchObject({ state: 'done' });
  release();
  await Promise.all(sends);
  expect([most, world.sender.sent.length]).toEqual([2, 7]);
});

describe('a process whose clock was days ahead dies while it sends, and', () => {
  const AHEAD = 30 * 24 * 60 * MINUTE;

  /** What it left, at the right time again. */
  async function died(wasSent: boolean): Promise<World> {
    const world = await createWorld();
    world.pass(AHEAD);
    await refusalOf(send(dyingPorts(world, wasSent), requestOf()));
    world.pass(-AHEAD);
    return world;
  }

  /** The ports of a process that dies at Gmail's answer, or just before it hands the mail over. */
  const dyingPorts = (world: World, wasSent: boolean): SendPorts => ({
    ...world.ports,
    senderOf: (id) => ({
      ...world.ports.senderOf(id),
      send: async (message) => {
        if (wasSent) await world.ports.senderOf(id).send(message);
        throw new Error('the process died');
      },
    }),
  });

  test('its mail is found among the sent ones', async () => {
    const world = await died(true);
    expect(await send(world.ports, requestOf())).toMatchObject({ state: 'done' });
    expect(world.sender.sent).toHaveLength(1);
  });

  test('a person decides where it is not found, and nobody waits for that clock', async () => {
    const world = await died(false);
    expect((await refusalOf(send(world.ports, requestOf()))).code).toBe('send_outcome_unknown');
    expect(world.sender.sent).toHaveLength(0);
  });
});
