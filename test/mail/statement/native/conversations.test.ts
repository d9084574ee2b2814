import { expect, test } from '@jest/globals';
import type { Intake } from '../../../../shared/mail/model/intake.ts';
import type { Filed, LedgerEntry } from '../../../../shared/mail/model/ledger.ts';
import type { NativeEmail, NativeMail, Opening } from '../../../../shared/mail/ports.ts';
import { compareWithNative, spanOf, statementOf } from '../../../../shared/mail/statement/index.ts';
import { createFakeGmail } from '../../fake-gmail.ts';
import { createFakeMailStore } from '../../fake-mail-store.ts';
import { createFakeOrg } from '../../fake-org.ts';
import { INTAKE } from '../../filing/harness.ts';

const DAY = '2026-11-27';
const NOW = new Date('2026-11-28T10:00:00Z');
const SHADOW: Intake = { ...INTAKE, routing: { ...INTAKE.routing, mode: 'shadow' } };
const { connectionId } = SHADOW;
const SECOND = 1000;

type Noted = Partial<Pick<Filed, 'orgId' | 'as'>>;

/** A mailbox in shadow mode, and what native Email-to-Case made of its mail. */
function openBooks() {
  const clock = { now: () => NOW, sleep: async () => {} };
  const [gmail, store, org] = [createFakeGmail(clock), createFakeMailStore(), createFakeOrg()];
  gmail.addMailbox(connectionId, SHADOW.address);
  const rows: NativeEmail[] = [];
  const openings: Opening[] = [];
  const native: NativeMail = {
    withMessageIds: async (ids) => rows.filter(({ messageId }) => ids.includes(messageId ?? '')),
    fromSenders: async () => [],
    onCases: async (ids) => rows.filter(({ caseId }) => ids.includes(caseId ?? '')),
    openingsOf: async (ids) => openings.filter(({ caseId }) => ids.includes(caseId)),
  };
  const names = new Map<string, string>();
  const idOf = (name: string): string => names.get(name) ?? name;
  return {
    org,
    idOf,
    /** A mail that is noted on the case of the first mail of its conversation, or on a case of the org. */
    async note(name: string, at: string, caseOf: string = name, about: Noted = {}): Promise<void> {
      const raw = `From: ann@customer.example\r\nMessage-ID: <${name}@mail.example>\r\n\r\nHelp`;
      const message = gmail.deliver(connectionId, { receivedAt: new Date(at), raw });
      const { messageId, threadId, receivedAt } = message;
      names.set(name, messageId);
      const caseId = caseOf.startsWith('500') ? caseOf : `shadow~${idOf(caseOf)}`;
      const { orgId = 'org1', as = 'reply' } = about;
      const filed = { orgId, caseId, emailMessageId: `shadow~${messageId}`, as } as const;
      const entry = { ...PLAIN, messageId, threadId, receivedAt, foundAt: receivedAt };
      await store.addEntries([{ ...entry, filed: { ...filed, notJoined: null } }]);
    },
    /** Email-to-Case has it on a case, which it opened for it if it is new. */
    write(name: string, at: string, caseId: string, about: Partial<NativeEmail> = {}): void {
      const createdAt = new Date(Date.parse(at) + 3 * SECOND);
      if (!openings.some((each) => each.caseId === caseId))
        openings.push({ caseId, at: new Date(createdAt.getTime() - SECOND) });
      rows.push({
        emailMessageId: `02s-${rows.length}`,
        caseId,
        messageId: `${name}@mail.example`,
        sender: 'ann@customer.example',
        recipients: '',
        subject: '',
        sentAt: null,
        createdAt,
        isDeleted: false,
        ...about,
      });
    },
    /** A person merges a case into another one. */
    merge(from: string, into: string): void {
      for (const [at, row] of rows.entries())
        if (row.caseId === from) rows[at] = { ...row, caseId: into };
      for (const [at, each] of openings.entries())
        if (each.caseId === from) openings[at] = { ...each, caseId: into };
    },
    forget: (name: string) => gmail.deleteForEver(connectionId, idOf(name)),
    async kinds(): Promise<Record<string, string>> {
      const ports = {
        ...{ store, clock, readerOf: gmail.readerOf },
        ...{ casesOf: () => org.store, nativeMailOf: () => native },
      };
      const span = spanOf(DAY, SHADOW, NOW);
      if (typeof span === 'string') throw new Error(span);
      const made = await statementOf(ports, { intake: SHADOW, span });
      const { lines } = await compareWithNative(ports, { intake: SHADOW, statement: made });
      const kindOf = (name: string) =>
        lines.find(({ messageId }) => messageId === idOf(name))?.kind;
      return Object.fromEntries(
        [...names.keys()].flatMap((name) => {
          const kind = kindOf(name);
          return kind === undefined ? [] : [[name, kind]];
        }),
      );
    },
  };
}

const PLAIN: LedgerEntry = {
  connectionId,
  messageId: '',
  threadId: '',
  state: 'filed',
  foundAt: NOW,
  foundBy: 'push',
  arrivalLabelIds: [],
  receivedAt: null,
  changedAt: NOW,
  dueAt: null,
  failure: null,
  skipped: null,
  filed: null,
  correction: null,
  isForced: false,
};

const on = (hour: number, day = DAY): string => `${day}T${String(hour).padStart(2, '0')}:00:00Z`;

test.each([
  ['of the day before', '2026-11-26'],
  ['of weeks before', '2026-11-05'],
])('an answer to a mail %s is judged by the case that was opened for that', async (_, day) => {
  const books = openBooks();
  await books.note('first', on(9, day));
  books.write('first', on(9, day), '500A');
  for (const name of ['right', 'torn']) await books.note(name, on(10), 'first');
  books.write('right', on(10), '500A');
  books.write('torn', on(11), '500B');
  expect(await books.kinds()).toEqual({ right: 'as_native', torn: 'native_other_case' });
});

test('where the first mail was lost, its answer opened the case', async () => {
  const books = openBooks();
  await books.note('first', on(9));
  for (const name of ['second', 'third']) await books.note(name, on(10), 'first');
  books.write('second', on(10), '500A');
  books.write('third', on(11), '500A');
  expect(await books.kinds()).toEqual({
    first: 'native_missed',
    second: 'as_native',
    third: 'as_native',
  });
});

test('two conversations on one case are told, and the one that opened it is right', async () => {
  const books = openBooks();
  for (const name of ['one', 'two']) await books.note(name, on(9));
  books.write('one', on(9), '500A');
  books.write('two', on(10), '500A');
  expect(await books.kinds()).toEqual({ one: 'as_native', two: 'native_other_case' });
});

test('what a person merged is no difference, whichever of the cases is left', async () => {
  const books = openBooks();
  for (const name of ['one', 'two']) await books.note(name, on(9));
  books.write('one', on(9), '500A');
  books.write('two', on(10), '500B');
  books.merge('500A', '500B');
  expect(await books.kinds()).toEqual({ one: 'as_native', two: 'as_native' });
});

test('what a person deleted is no difference, and no home for what came later', async () => {
  const books = openBooks();
  await books.note('first', on(9));
  await books.note('second', on(10), 'first');
  books.write('first', on(9), '500A', { isDeleted: true });
  books.write('second', on(10), '500B');
  expect(await books.kinds()).toEqual({ first: 'deleted_in_org', second: 'as_native' });
});

test('an answer to a case of the org is right on it, and on the one that it was merged into', async () => {
  const books = openBooks();
  const target = {
    kind: 'new_case',
    contactId: null,
    subject: 's',
    routing: SHADOW.routing,
  } as const;
  for (const id of ['500A', '500B'])
    books.org.cases.set(id, { id, target, isDeleted: false, mergedInto: null });
  for (const name of ['right', 'moved', 'wrong']) await books.note(name, on(9), '500A');
  books.write('right', on(9), '500A');
  books.write('wrong', on(9), '500C');
  books.org.merge('500A', '500B');
  books.write('moved', on(9), '500B');
  expect(await books.kinds()).toEqual({
    right: 'as_native',
    moved: 'as_native',
    wrong: 'native_other_case',
  });
});

test('a mail on no case is on another case, and one that is gone from Gmail is not compared', async () => {
  const books = openBooks();
  for (const name of ['nowhere', 'gone']) await books.note(name, on(9));
  books.write('nowhere', on(9), '500A', { caseId: null });
  books.forget('gone');
  expect(await books.kinds()).toEqual({ nowhere: 'native_other_case', gone: 'unwritten' });
});

test('what was noted for an org that the mailbox had before is not compared with another one', async () => {
  const books = openBooks();
  await books.note('before', on(9), 'before', { orgId: 'org0' });
  await books.note('now', on(9));
  expect(await books.kinds()).toEqual({ before: 'unwritten', now: 'native_missed' });
});

test('what the mailbox sent is not compared, because Email-to-Case takes only what comes in', async () => {
  const books = openBooks();
  await books.note('a', on(9));
  await books.note('out', on(10), 'a', { as: 'sent' });
  await books.note('b', on(11), 'a');
  books.write('a', on(9), '500N');
  books.write('b', on(11), '500N');
  expect(await books.kinds()).toEqual({ a: 'as_native', out: 'unwritten', b: 'as_native' });
});

test('a day on which the mailbox only sent mail has nothing to compare', async () => {
  const books = openBooks();
  await books.note('out', on(10), '500Z', { as: 'sent' });
  expect(await books.kinds()).toEqual({ out: 'unwritten' });
});
