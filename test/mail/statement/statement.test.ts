import { expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import type { CaseStore } from '../../../shared/mail/ports.ts';
import {
  type Statement,
  type StatementLine,
  spanOf,
  statementOf,
} from '../../../shared/mail/statement/index.ts';
import { createFakeGmail, type Delivery } from '../fake-gmail.ts';
import { createFakeMailStore } from '../fake-mail-store.ts';
import { createFakeOrg, orgError } from '../fake-org.ts';
import { INTAKE } from '../filing/harness.ts';

const DAY = '2026-11-27';
const NOW = new Date('2026-11-28T10:00:00Z');
const at = (time: string): Date => new Date(`${DAY}T${time}Z`);

/** What became of a message, beside what is plain. */
type Became = Partial<LedgerEntry> & { readonly delivery?: Delivery };

/** A mailbox on the day after, with its ledger and its org. */
function openBooks() {
  const gmail = createFakeGmail({ now: () => at('09:00:00') });
  const store = createFakeMailStore();
  const org = createFakeOrg();
  gmail.addMailbox(INTAKE.connectionId, INTAKE.address);
  return {
    gmail,
    store,
    org,
    /** Delivers a message and notes in the ledger what became of it. Answers its id. */
    async receive({ delivery, ...became }: Became): Promise<string> {
      const message = gmail.deliver(INTAKE.connectionId, delivery);
      const { messageId, threadId, receivedAt } = message;
      await store.addEntries([{ ...PLAIN, messageId, threadId, receivedAt, ...became }]);
      return messageId;
    },
    /** An EmailMessage in the org, on a case of its own; answers how the ledger names it. */
    lay(id: string): NonNullable<LedgerEntry['filed']> {
      const [caseId, emailMessageId] = [`500-${id}`, `02s-${id}`];
      const target = {
        kind: 'new_case',
        contactId: null,
        subject: 's',
        routing: NO_ROUTING,
      } as const;
      org.cases.set(caseId, { id: caseId, target, isDeleted: false, mergedInto: null });
      org.emails.set(emailMessageId, { id: emailMessageId, key: id, caseId, email: NO_EMAIL });
      return { caseId, emailMessageId, as: 'new_case', notJoined: null };
    },
    async statement({
      day = DAY,
      casesOf = () => org.store,
    }: {
      day?: string;
      casesOf?: (orgId: string) => CaseStore;
    } = {}): Promise<Statement> {
      const span = spanOf(day, INTAKE, NOW);
      if (typeof span === 'string') throw new Error(span);
      const ports = { store, readerOf: gmail.readerOf, casesOf };
      return statementOf(ports, { intake: INTAKE, span });
    },
  };
}

const NO_ROUTING = {
  origin: null,
  priority: null,
  recordTypeId: null,
  owner: { kind: 'default' },
} as const;

const NO_EMAIL = {
  subject: '',
  text: '',
  html: null,
  headers: '',
  fromAddress: '',
  fromName: '',
  to: '',
  cc: '',
  date: NOW,
  messageId: null,
  inReplyTo: null,
  threadIndex: null,
  threadId: '',
};

const PLAIN: LedgerEntry = {
  connectionId: INTAKE.connectionId,
  messageId: '',
  threadId: '',
  state: 'found',
  foundAt: at('09:00:01'),
  foundBy: 'push',
  arrivalLabelIds: [],
  receivedAt: null,
  changedAt: at('09:00:04'),
  dueAt: null,
  failure: null,
  skipped: null,
  filed: null,
  correction: null,
  isForced: false,
};

const failure = (code: 'record_refused' | 'org_unavailable') => ({
  failure: { code, upstream: null, since: NOW, attempts: 1 },
});

const only = ({ lines }: Statement): StatementLine | undefined => {
  expect(lines).toHaveLength(1);
  return lines[0];
};

test('a day on which everything is filed, skipped, held or waits is balanced, and its sums say so', async () => {
  const books = openBooks();
  const ids = [
    await books.receive({ state: 'filed', filed: books.lay('a') }),
    await books.receive({ state: 'skipped', skipped: 'sent' }),
    await books.receive({ state: 'held', ...failure('record_refused') }),
    await books.receive({ state: 'found', ...failure('org_unavailable') }),
    await books.receive({ state: 'found', receivedAt: null }),
  ];
  const { lines, sums, isBalanced } = await books.statement();
  expect(lines.map(({ messageId }) => messageId)).toEqual(ids);
  expect(lines.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['filed', null],
    ['skipped', 'sent'],
    ['held', 'record_refused'],
    ['waiting', 'org_unavailable'],
    ['waiting', null],
  ]);
  expect(lines[0]).toMatchObject({
    caseId: '500-a',
    emailMessageId: '02s-a',
    foundOnCaseId: null,
    receivedAt: at('09:00:00'),
    filedAt: at('09:00:04'),
  });
  expect(sums).toMatchObject({
    arrived: 5,
    filed: 1,
    skipped: 1,
    held: 1,
    waiting: 2,
    differences: 0,
  });
  expect(isBalanced).toBe(true);
});

test('what Gmail lists and the ledger has never heard of is a difference', async () => {
  const books = openBooks();
  const { messageId } = books.gmail.deliver(INTAKE.connectionId);
  const statement = await books.statement();
  expect(only(statement)).toMatchObject({ messageId, kind: 'unknown', isListed: true });
  expect(statement.sums).toMatchObject({ arrived: 1, differences: 1 });
  expect(statement.isBalanced).toBe(false);
});

test('what the ledger calls deleted and Gmail lists is a difference', async () => {
  const books = openBooks();
  await books.receive({ state: 'skipped', skipped: 'deleted' });
  expect(only(await books.statement())?.kind).toBe('not_deleted');
});

test('what was deleted for ever is skipped, and stays in the books', async () => {
  const books = openBooks();
  const id = await books.receive({ state: 'skipped', skipped: 'deleted', receivedAt: null });
  books.gmail.deleteForEver(INTAKE.connectionId, id);
  const line = only(await books.statement());
  expect(line).toMatchObject({ kind: 'skipped', reason: 'deleted', isListed: false });
});

test('spam that Gmail does not list is in the books by the ledger', async () => {
  const books = openBooks();
  const delivery = { labelIds: ['SPAM'] };
  await books.receive({ state: 'skipped', skipped: 'spam', delivery });
  expect(only(await books.statement())).toMatchObject({ kind: 'skipped', isListed: false });
});

test('spam that was filed, because the organization knows its sender, is in the books, and no difference', async () => {
  const books = openBooks();
  const delivery = { labelIds: ['SPAM'] };
  await books.receive({ state: 'filed', filed: books.lay('a'), delivery });
  const { lines, sums, isBalanced } = await books.statement();
  expect(lines).toMatchObject([{ kind: 'filed', isListed: false, caseId: '500-a' }]);
  expect(sums).toMatchObject({ arrived: 1, filed: 1, differences: 0 });
  expect(isBalanced).toBe(true);
});

test('a filed mail that somebody deleted in Salesforce is in the books, and no difference', async () => {
  const books = openBooks();
  await books.receive({ state: 'filed', filed: books.lay('a') });
  books.org.delete('500-a');
  const { lines, sums, isBalanced } = await books.statement();
  expect(lines).toMatchObject([{ kind: 'deleted_in_org', caseId: '500-a' }]);
  expect(sums).toMatchObject({ arrived: 1, filed: 0, deleted_in_org: 1, differences: 0 });
  expect(isBalanced).toBe(true);
});

test('a mail is looked up in the org where it was filed, also after the mailbox got another', async () => {
  const books = openBooks();
  const filed = { ...books.lay('a'), orgId: 'before' };
  await books.receive({ state: 'filed', filed });
  const elsewhere = createFakeOrg();
  const asked = (orgId: string) => (orgId === 'before' ? books.org.store : elsewhere.store);
  expect((await books.statement({ casesOf: asked })).lines).toMatchObject([{ kind: 'filed' }]);
  expect(elsewhere.calls).toEqual([]);
});

test('a mail of an org that was removed is counted as unchecked, and one of the mailbox’s own org is refused', async () => {
  const books = openBooks();
  await books.receive({ state: 'filed', filed: { ...books.lay('a'), orgId: 'before' } });
  books.org.refuseAll = orgError('org_unknown');
  const { lines, isBalanced } = await books.statement();
  expect(lines).toMatchObject([{ kind: 'unchecked' }]);
  expect(isBalanced).toBe(true);
  await books.receive({ state: 'filed', filed: books.lay('b') });
  await expect(books.statement()).rejects.toMatchObject({ code: 'org_unknown' });
});

test('a filed mail whose EmailMessage was never in the org is a difference', async () => {
  const books = openBooks();
  await books.receive({ state: 'filed', filed: books.lay('a') });
  books.org.emails.delete('02s-a');
  const statement = await books.statement();
  expect(only(statement)).toMatchObject({
    kind: 'row_missing',
    caseId: '500-a',
    emailMessageId: '02s-a',
  });
  expect(statement.isBalanced).toBe(false);
  expect(statement.latency).toBeNull();
});

test('a filed mail that is on another case than the ledger says is a difference', async () => {
  const books = openBooks();
  const filed = { ...books.lay('a'), caseId: books.lay('b').caseId };
  await books.receive({ state: 'filed', filed });
  expect(only(await books.statement())).toMatchObject({
    kind: 'other_case',
    caseId: '500-b',
    foundOnCaseId: '500-a',
  });
});

test('a mail whose case was merged is filed, and the line names the case that is left', async () => {
  const books = openBooks();
  books.lay('b');
  await books.receive({ state: 'filed', filed: books.lay('a') });
  books.org.merge('500-a', '500-b');
  const statement = await books.statement();
  expect(only(statement)).toMatchObject({
    kind: 'filed',
    caseId: '500-a',
    foundOnCaseId: '500-b',
  });
  expect(statement.isBalanced).toBe(true);
});

test('a merge is asked for once, however many mails were on the case', async () => {
  const books = openBooks();
  books.lay('b');
  const filed = books.lay('a');
  await books.receive({ state: 'filed', filed });
  await books.receive({ state: 'filed', filed });
  books.org.merge('500-a', '500-b');
  expect((await books.statement()).sums.filed).toBe(2);
  expect(books.org.calls).toEqual(['readEmails', 'survivorOf']);
});

test('a day has what arrived from its midnight until before the next one, UTC', async () => {
  const books = openBooks();
  const skipped = { state: 'skipped', skipped: 'sent' } as const;
  const times = ['2026-11-26T23:59:59.999Z', `${DAY}T00:00:00Z`, `${DAY}T23:59:59.999Z`];
  const ids: string[] = [];
  for (const time of [...times, '2026-11-28T00:00:00Z'])
    ids.push(await books.receive({ ...skipped, delivery: { receivedAt: new Date(time) } }));
  const { lines } = await books.statement();
  expect(lines.map(({ messageId }) => messageId)).toEqual(ids.slice(1, 3));
  const next = await books.statement({ day: '2026-11-28' });
  expect(next.lines.map(({ messageId }) => messageId)).toEqual(ids.slice(3));
  expect(next.until).toEqual(NOW);
});

test('a day of more mail than a page or a call holds is whole', async () => {
  const books = openBooks();
  const days = [{ receivedAt: new Date('2026-11-28T01:00:00Z') }, {}];
  for (let n = 0; n < 700; n++) {
    const filed = books.lay(String(n));
    await books.receive({ state: 'filed', filed, delivery: days[n % 7 === 0 ? 0 : 1] ?? {} });
  }
  const { sums } = await books.statement();
  expect(sums).toMatchObject({ arrived: 600, filed: 600, differences: 0 });
  expect(books.org.calls).toEqual(['readEmails', 'readEmails', 'readEmails']);
});

test('the latency is from the arrival to the end of the filing, by nearest rank', async () => {
  const books = openBooks();
  for (let second = 1; second <= 60; second++) {
    const changedAt = new Date(at('09:00:00').getTime() + second * 1000);
    await books.receive({ state: 'filed', filed: books.lay(String(second)), changedAt });
  }
  expect((await books.statement()).latency).toEqual({ p50: 30, p95: 57, p99: 60 });
});

test('a day without filed mail has no latency', async () => {
  const books = openBooks();
  expect(await books.statement()).toMatchObject({ latency: null, isBalanced: true, lines: [] });
  expect(books.org.calls).toEqual([]);
});

test('an org that does not answer makes no statement, and no difference', async () => {
  const books = openBooks();
  await books.receive({ state: 'filed', filed: books.lay('a') });
  books.org.refuseAll = orgError('org_unavailable');
  await expect(books.statement()).rejects.toMatchObject({ code: 'org_unavailable' });
});

test('a mailbox whose grant is refused makes no statement', async () => {
  const books = openBooks();
  books.gmail.removeMailbox(INTAKE.connectionId);
  await expect(books.statement()).rejects.toMatchObject({ code: 'connection_needs_reconnect' });
});

test('a day is a date, not in the future, not before the start, and no older than the ledger', () => {
  const started = { startsAt: new Date('2026-11-01T12:00:00Z') };
  const refused = (day: string, now = NOW) => spanOf(day, started, now);
  expect(refused('2026-02-30')).toBe('no_day');
  expect(refused('yesterday')).toBe('no_day');
  expect(refused('2026-11-29')).toBe('future');
  expect(refused('2026-10-31')).toBe('before_start');
  expect(refused('2026-11-01', new Date('2026-12-31T12:00:01Z'))).toBe('forgotten');
});

test('the day on which the mail was switched on begins with the start', () => {
  const startsAt = new Date('2026-11-01T12:00:00Z');
  expect(spanOf('2026-11-01', { startsAt }, NOW)).toEqual({
    from: startsAt,
    until: new Date('2026-11-02T00:00:00Z'),
  });
});
