import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../shared/config/index.ts';
import { isErrorCode } from '../../shared/errors.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { answerOperation, COMMON_REFUSALS } from '../../shared/salesforce/webhook/answer.ts';
import {
  answerAction,
  CONNECTION_STATUS_RESPONSE,
} from '../../shared/salesforce/webhook/connection-status.ts';
import { OPERATIONS } from '../../shared/salesforce/webhook/operations.ts';
import { PERMISSIONS, type Permission } from '../../shared/salesforce/webhook/permission.ts';
import type { Connection } from '../../shared/tokens/index.ts';
import { sampleEntry, sampleIntake } from '../contract/mail.ts';
import { read } from '../docs/documents.ts';
import { LEGAL_ADDRESSES } from '../support/addresses.ts';
import { sampleConnection } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Case, type Cases, GET_SEND_STATE, type Given, SEND_EMAIL } from './send-cases.ts';

const root = temporaryDirectory();
let opened = 0;
let runtime: Runtime;
/** With an empty store, and a Google that cannot be reached. */
async function open(): Promise<void> {
  const environment = { DATA_DIR: `${root}/${opened++}`, LOG_LEVEL: 'error' };
  runtime = await composeRuntime(parseConfig(environment));
}
beforeEach(open);
afterEach(() => runtime.close());

const connected =
  (about: Partial<Connection> = {}): Given =>
  ({ store }) =>
    store.writeConnection(sampleConnection(about), null);

const AT = new Date('2026-01-01T00:00:00Z');
const FAILED = { code: 'grant_refused', upstream: null } as const;
const NEEDS_RECONNECT: Partial<Connection> = {
  status: 'needs_reconnect',
  failure: { ...FAILED, since: AT, attempts: 1, wholeDomain: false },
  probe: { at: AT, latencyMs: 1, labels: [], labelCount: 0, failure: null },
};
const DISCONNECTED: Partial<Connection> = {
  status: 'disconnected',
  grant: { kind: 'none' },
  accessToken: null,
  refreshDueAt: null,
  probeDueAt: null,
  disconnectedAt: AT,
};
const LIVE_TOKEN: Partial<Connection> = {
  accessToken: { value: 'marked-access-token', expiresAt: new Date(Date.now() + 3600 * 1000) },
};

/** A connected mailbox with an intake and one message that is held. */
const holding: Given = async (at) => {
  await connected()(at);
  await at.mail.writeIntake(sampleIntake({ connectionId: 'connection-1' }), null);
  const held = { connectionId: 'connection-1', messageId: '0000000000000001' };
  const [added] = await at.mail.addEntries([sampleEntry(1, held)]);
  if (!added) throw new Error('the message was not added');
  const failure = { code: 'record_refused', upstream: null, since: AT, attempts: 3 } as const;
  const changed = { ...added.value, state: 'held', failure, dueAt: null } as const;
  await at.mail.writeEntry(changed, added.revision);
};

const SUPPORT = { mailbox: 'support@example.com' };
const NOBODY = { mailbox: 'nobody@example.com' };
const NOT_AN_ADDRESS = [{ mailbox: 'nobody' }, 'mailbox'] as const;
const unknown = { connection_unknown: { request: NOBODY } };
const given = connected();

/** Requests of every operation: those that it answers, one for each of its refusals, and invalid ones. */
const CASES: Readonly<Record<string, Cases>> = {
  listConnections: {
    answered: [
      { request: {} },
      { given, request: {} },
      { given: connected(NEEDS_RECONNECT), request: { health: 'needs_reconnect', pageSize: 1 } },
    ],
    refused: {},
    invalid: [
      [{ health: 'fine' }, 'health'],
      [{ pageSize: 0 }, 'pageSize'],
      [{ pageSize: 201 }, 'pageSize'],
      [{ pageToken: 7 }, 'pageToken'],
    ],
  },
  getConnection: {
    answered: [
      { given, request: SUPPORT },
      { given: connected(NEEDS_RECONNECT), request: SUPPORT },
      { given: connected(DISCONNECTED), request: SUPPORT },
    ],
    refused: unknown,
    invalid: [[{}, 'mailbox'], NOT_AN_ADDRESS],
  },
  checkConnection: {
    answered: [{ given, request: SUPPORT }],
    refused: unknown,
    invalid: [[{}, 'mailbox'], NOT_AN_ADDRESS],
  },
  refreshConnection: {
    answered: [{ given, request: SUPPORT }],
    refused: unknown,
    invalid: [[{}, 'mailbox'], NOT_AN_ADDRESS],
  },
  createAuthorizationUrl: {
    answered: [
      { request: { ...NOBODY, profile: 'send' } },
      { request: NOBODY },
      { given, request: SUPPORT },
    ],
    refused: {},
    invalid: [[{}, 'mailbox'], NOT_AN_ADDRESS, [{ ...SUPPORT, profile: 'all' }, 'profile']],
  },
  getAccessToken: {
    answered: [
      { given: connected(LIVE_TOKEN), request: SUPPORT },
      { given: connected(LIVE_TOKEN), request: { ...SUPPORT, minimumSeconds: 1800 } },
    ],
    refused: {
      ...unknown,
      connection_needs_reconnect: { given: connected(NEEDS_RECONNECT), request: SUPPORT },
    },
    invalid: [
      [{}, 'mailbox'],
      NOT_AN_ADDRESS,
      [{ ...SUPPORT, minimumSeconds: 1801 }, 'minimumSeconds'],
      [{ ...SUPPORT, minimumSeconds: '60' }, 'minimumSeconds'],
    ],
  },
  sendEmail: SEND_EMAIL,
  getSendState: GET_SEND_STATE,
  listHeldMail: {
    answered: [
      { request: {} },
      { given: holding, request: {} },
      { given: holding, request: SUPPORT },
    ],
    refused: unknown,
    invalid: [NOT_AN_ADDRESS],
  },
  releaseHeldMail: {
    answered: [
      { given: holding, request: { ...SUPPORT, messageId: '0000000000000001' } },
      { given: holding, request: { ...SUPPORT, code: 'record_refused' } },
    ],
    refused: {
      connection_unknown: { request: { ...NOBODY, messageId: '1' } },
      intake_unknown: { given, request: { ...SUPPORT, messageId: '1' } },
      mail_unknown: { given: holding, request: { ...SUPPORT, messageId: '2' } },
    },
    invalid: [
      [{ messageId: '1' }, 'mailbox'],
      [SUPPORT, 'messageId'],
      [{ ...SUPPORT, messageId: '1', code: 'record_refused' }, 'messageId'],
      [{ ...SUPPORT, code: 'nothing' }, 'code'],
    ],
  },
  disconnectMailbox: {
    answered: [
      { given, request: SUPPORT },
      { given: connected(DISCONNECTED), request: SUPPORT },
    ],
    refused: unknown,
    invalid: [[{}, 'mailbox'], NOT_AN_ADDRESS],
  },
};

const operationOf = (name: string) => {
  const found = OPERATIONS.find((each) => each.name === name);
  if (!found) throw new Error(`there is no operation ${name}`);
  return found;
};

let asked = 0;

const callerWith = (permissions: readonly Permission[]) => ({
  id: null,
  name: 'Flow',
  permissions,
});

async function ask(
  name: string,
  { given: before, request }: Case,
  permissions: readonly Permission[] = PERMISSIONS,
): Promise<unknown> {
  await before?.(runtime);
  const operation = operationOf(name);
  const eventId = operation.changesSomething ? { eventId: `event-${asked++}` } : {};
  const rawBody = Buffer.from(JSON.stringify({ ...eventId, ...request }));
  const caller = callerWith(permissions);
  const call = { caller, rawBody, signedEventId: '', language: 'en' } as const;
  return answerOperation(operation, runtime, call);
}

test('operations have different names, each a valid Apex identifier', () => {
  const names = OPERATIONS.map(({ name }) => name);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z][A-Za-z0-9]{1,79}$/.test(name))).toEqual([]);
  expect(Object.keys(CASES).toSorted()).toEqual(names.toSorted());
});

describe.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, { response, refusals, summary, permission, changesSomething }) => {
    const { answered = [], refused = {}, refusedElsewhere = [], invalid = [] } = CASES[name] ?? {};

    test('answers as its response schema says, every property included', async () => {
      expect(answered).not.toEqual([]);
      for (const each of answered) {
        await runtime.close();
        await open();
        const answer = await ask(name, each);
        expect(response.parse(answer)).toEqual(answer);
      }
    });

    test('refuses with the codes that it declares, each a row of the error table', async () => {
      const known = [...Object.keys(refused), ...refusedElsewhere];
      expect(known.toSorted()).toEqual([...refusals].toSorted());
      for (const [code, each] of Object.entries(refused)) {
        await runtime.close();
        await open();
        expect(isErrorCode(code)).toBe(true);
        await expect(ask(name, each)).rejects.toMatchObject({ code });
      }
    });

    test('refuses a caller without its permission, whatever the request holds', async () => {
      const code = 'operation_forbidden';
      const others = PERMISSIONS.filter((each) => each !== permission);
      await expect(ask(name, { request: {} }, others)).rejects.toMatchObject({ code });
    });

    test('names the property that is wrong', async () => {
      for (const [request, field] of invalid) {
        const code = 'body_invalid';
        const detail = { fields: [field] };
        await expect(ask(name, { request })).rejects.toMatchObject({ code, detail });
      }
    });

    test('needs an event id where it changes something, and only there', async () => {
      const [{ given: before, request } = { request: {} }] = answered;
      const asking = ask(name, {
        ...(before && { given: before }),
        request: { ...request, eventId: '' },
      });
      const detail = { fields: ['eventId'] };
      if (changesSomething) {
        await expect(asking).rejects.toMatchObject({ code: 'body_invalid', detail });
      } else await expect(asking).resolves.toBeDefined();
    });

    test('has a summary that Salesforce shows whole', () => {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(summary.length).toBeLessThan(255);
    });
  },
);

test('a released message is tried again, and releasing it a second time is no refusal', async () => {
  await holding(runtime);
  const request = { ...SUPPORT, messageId: '0000000000000001' };
  expect(await ask('releaseHeldMail', { request })).toMatchObject({ released: 1 });
  expect(await ask('releaseHeldMail', { request })).toMatchObject({ released: 0 });
});

test('a mailbox that works has an empty diagnosis; one that needs its owner says so', async () => {
  const working = await ask('getConnection', { given, request: SUPPORT });
  expect(working).toMatchObject({ connection: { cause: '', whoActs: '', remedy: '' } });
  const broken = { id: 'connection-2', mailbox: { ...sampleConnection().mailbox, subject: '2' } };
  const mailbox = { ...broken.mailbox, address: 'sales@example.com' };
  const needing = connected({ ...NEEDS_RECONNECT, ...broken, mailbox, grant: { kind: 'none' } });
  const answer = await ask('getConnection', {
    given: needing,
    request: { mailbox: 'sales@example.com' },
  });
  expect(answer).toMatchObject({
    connection: { status: 'needs_reconnect', whoActs: 'mailbox_owner' },
  });
});

describe('the action of release 0.1', () => {
  const act = (request: object, permissions: readonly Permission[] = ['status']) =>
    answerAction(runtime, {
      caller: callerWith(permissions),
      rawBody: Buffer.from(JSON.stringify(request)),
      language: 'en',
    });
  const status = (mailbox: string) => act({ action: 'connection_status', mailbox });

  test('answers as it did', async () => {
    await given(runtime);
    const answer = await status('support@example.com');
    expect(CONNECTION_STATUS_RESPONSE.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ status: 'active', cause: '', accessEndsAt: '' });
  });

  test('refuses an unknown action, and names only that', async () => {
    const detail = { fields: ['action'] };
    await expect(act({ action: 'drop' })).rejects.toMatchObject({ code: 'body_invalid', detail });
  });

  test('refuses an unknown mailbox, and a caller without the permission', async () => {
    const code = 'connection_unknown';
    await expect(status('nobody@example.com')).rejects.toMatchObject({ code });
    const asked = { action: 'connection_status' };
    await expect(act(asked, [])).rejects.toMatchObject({ code: 'operation_forbidden' });
  });

  test.each(LEGAL_ADDRESSES)('answers for the mailbox %s', async (address) => {
    const mailbox = { ...sampleConnection().mailbox, address };
    await connected({ mailbox })(runtime);
    expect(await status(address)).toMatchObject({ mailbox: address, status: 'active' });
  });

  test('answers for any spelling of the mailbox', async () => {
    const address = 'maria.muster@gmail.com';
    await connected({ mailbox: { ...sampleConnection().mailbox, address } })(runtime);
    const answer = await status('MariaMuster@googlemail.com');
    expect(answer).toMatchObject({ mailbox: address });
  });
});

describe('docs/api.md', () => {
  const section = (): string =>
    /## `salesforce-webhook`\n([\s\S]*?)\n## /.exec(read('docs/api.md'))?.[1] ?? '';

  test('has every operation', () => {
    const rows = OPERATIONS.map(
      ({ name, permission, changesSomething, summary }) =>
        `| \`${name}\` | \`${permission}\` | ${changesSomething ? 'required' : 'no'} | ${summary} |`,
    );
    const head = '| Operation | Permission | `eventId` | What it does |\n| --- | --- | --- | --- |';
    expect(section()).toContain([head, ...rows].join('\n'));
  });

  test('lists every refusal of the webhook', () => {
    // Outbound Messages have a list of their own below.
    const [operations = ''] = section().split('### Outbound Messages');
    const lists = [...operations.matchAll(/^Refuses with (.*)\.$/gm)].map(([, list = '']) => list);
    const codes = [...lists.join().matchAll(/`(\w+)`/g)].map(([, code]) => code);
    const declared = [...COMMON_REFUSALS, ...OPERATIONS.flatMap(({ refusals }) => refusals)];
    expect(codes.toSorted()).toEqual([...new Set<string>(declared)].toSorted());
  });
});
