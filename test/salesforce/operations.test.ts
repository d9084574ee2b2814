import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../shared/config/index.ts';
import { type ErrorCode, isErrorCode } from '../../shared/errors.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { COMMON_REFUSALS, createAnswer } from '../../shared/salesforce/webhook/answer.ts';
import { OPERATIONS } from '../../shared/salesforce/webhook/operations.ts';
import { LEGAL_ADDRESSES } from '../support/addresses.ts';
import { sampleConnection } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
let opened = 0;
let runtime: Runtime;
/** With an empty store. */
async function open(): Promise<void> {
  const environment = { DATA_DIR: `${root}/${opened++}`, LOG_LEVEL: 'error' };
  runtime = await composeRuntime(parseConfig(environment));
}
beforeEach(open);
afterEach(() => runtime.close());

type Case = {
  /** Before the request: what the store holds. */
  readonly given?: (runtime: Runtime) => Promise<unknown>;
  readonly request: object;
};

/** Requests of every operation: those that it answers, and one for each of its refusals. */
const CASES: Readonly<
  Record<
    string,
    { readonly answered: readonly Case[]; readonly refused: Partial<Record<ErrorCode, Case>> }
  >
> = {
  connection_status: {
    answered: [
      {
        given: ({ store }) => store.writeConnection(sampleConnection(), null),
        request: { mailbox: 'support@example.com' },
      },
      {
        given: ({ store }) =>
          store.writeConnection(
            sampleConnection({
              status: 'needs_reconnect',
              failure: {
                code: 'grant_refused',
                upstream: null,
                since: new Date('2026-01-01T00:00:00Z'),
                attempts: 1,
                wholeDomain: false,
              },
              probe: {
                at: new Date('2026-01-01T00:00:00Z'),
                latencyMs: 1,
                labels: [],
                labelCount: 0,
                failure: null,
              },
            }),
            null,
          ),
        request: { mailbox: 'support@example.com' },
      },
    ],
    refused: { connection_unknown: { request: { mailbox: 'nobody@example.com' } } },
  },
};

const answer = createAnswer(OPERATIONS);
const ALL = OPERATIONS.map(({ permission }) => permission);

async function ask(action: string, { given, request }: Case, permissions = ALL): Promise<unknown> {
  await given?.(runtime);
  const rawBody = Buffer.from(JSON.stringify({ action, ...request }));
  return answer(runtime, { caller: { permissions }, rawBody, language: 'en' });
}

test('operations have different names', () => {
  const names = OPERATIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(CASES).toSorted()).toEqual(names.toSorted());
});

describe.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, { response, refusals, summary }) => {
    const { answered = [], refused = {} } = CASES[name] ?? {};

    test('answers as its response schema says, every property included', async () => {
      expect(answered).not.toEqual([]);
      for (const each of answered) {
        await runtime.close();
        await open();
        const given = await ask(name, each);
        expect(response.parse(given)).toEqual(given);
      }
    });

    test('refuses with the codes that it declares, each a row of the error table', async () => {
      expect(Object.keys(refused).toSorted()).toEqual([...refusals].toSorted());
      for (const [code, each] of Object.entries(refused)) {
        expect(isErrorCode(code)).toBe(true);
        await expect(ask(name, each)).rejects.toMatchObject({ code });
      }
    });

    test('refuses a caller without its permission, whatever the request holds', async () => {
      const code = 'operation_forbidden';
      await expect(ask(name, { request: {} }, [])).rejects.toMatchObject({ code });
    });

    test('refuses a request without its properties', async () => {
      await expect(ask(name, { request: {} })).rejects.toMatchObject({ code: 'body_invalid' });
    });

    test('is documented', () => {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(webhookSection()).toContain(`\`${name}\``);
    });
  },
);

test('an unknown action is refused, and only the action is named', async () => {
  await expect(ask('drop', { request: {} })).rejects.toMatchObject({
    code: 'body_invalid',
    detail: { fields: ['action'] },
  });
});

test.each(LEGAL_ADDRESSES)('answers for the mailbox %s', async (address) => {
  const mailbox = { ...sampleConnection().mailbox, address };
  const given = ({ store }: Runtime) => store.writeConnection(sampleConnection({ mailbox }), null);
  const answered = await ask('connection_status', { given, request: { mailbox: address } });
  expect(answered).toMatchObject({ mailbox: address, status: 'active' });
});

test('answers for any spelling of the mailbox', async () => {
  const mailbox = { ...sampleConnection().mailbox, address: 'maria.muster@gmail.com' };
  const given = ({ store }: Runtime) => store.writeConnection(sampleConnection({ mailbox }), null);
  const request = { mailbox: 'MariaMuster@googlemail.com' };
  const answered = await ask('connection_status', { given, request });
  expect(answered).toMatchObject({ mailbox: 'maria.muster@gmail.com' });
});

test('the documentation lists every refusal of the webhook', () => {
  const listed = /Refuses with (.*)\./.exec(webhookSection())?.[1] ?? '';
  const codes = [...listed.matchAll(/`(\w+)`/g)].map(([, code]) => code);
  const declared = [...COMMON_REFUSALS, ...OPERATIONS.flatMap(({ refusals }) => refusals)];
  expect(codes.toSorted()).toEqual([...new Set<string>(declared)].toSorted());
});

function webhookSection(): string {
  const document = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
  return /## `salesforce-webhook`\n([\s\S]*?)\n## /.exec(document)?.[1] ?? '';
}
