import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { CaseQuery } from '../../../shared/mail/ports.ts';
import { readChoices } from '../../../shared/salesforce/api/choices.ts';
import { checkReadiness } from '../../../shared/salesforce/api/readiness.ts';
import { queryRows } from '../../../shared/salesforce/api/soql.ts';
import { filing } from './scripted-org.ts';
import { type OrgToTest, sessionOf } from './session-of.ts';

/** What holds for every org that has the key, also where the Apex class is not deployed. */
export function movesContract(open: () => Promise<OrgToTest>): void {
  test('a mail that is on the wrong case is written again on another, and its answer finds that one', async () => {
    const { store } = sessionOf(await open());
    const given = filing();
    const wrong = await store.file(given);
    const other = { ...given, key: createHash('sha256').update('other').digest('hex') };
    const email = {
      ...given.email,
      messageId: 'other@customer.example',
      fromAddress: 'bob@b.example',
    };
    const right = await store.file({ ...other, email });
    const replaced = { emailMessageId: wrong.emailMessageId };
    const target = { kind: 'case', caseId: right.caseId } as const;
    const moved = await store.refile({ ...given, target }, replaced);
    expect(moved).toMatchObject({ caseId: right.caseId, isNew: true });
    expect(moved.emailMessageId).not.toBe(wrong.emailMessageId);
    // Its answer was lost.
    expect(await store.refile({ ...given, target }, replaced)).toEqual({ ...moved, isNew: false });
    expect(await store.file(given)).toEqual({ ...moved, isNew: false });
    const inReplyTo = [given.email.messageId ?? ''];
    const found = await store.find({ ...ANSWER, inReplyTo });
    expect(found.match?.caseId).toBe(right.caseId);
    expect(found.match?.participants).toContain(given.email.fromAddress);
    const back = { kind: 'case', caseId: wrong.caseId } as const;
    const again = await store.refile({ ...given, target: back }, moved);
    expect(again.caseId).toBe(wrong.caseId);
    expect((await store.find({ ...ANSWER, inReplyTo })).match?.caseId).toBe(wrong.caseId);
  });

  test('a mail that is on the wrong case opens another one, although it opened the wrong one', async () => {
    const { store } = sessionOf(await open());
    const given = filing();
    const wrong = await store.file(given);
    const moved = await store.refile(given, { emailMessageId: wrong.emailMessageId });
    expect(moved).toMatchObject({ isNew: true });
    expect(moved.caseId).not.toBe(wrong.caseId);
    const again = await store.refile(given, { emailMessageId: wrong.emailMessageId });
    expect(again).toEqual({ ...moved, isNew: false });
    const answer = await store.find({ ...ANSWER, inReplyTo: [given.email.messageId ?? ''] });
    expect(answer.match?.caseId).toBe(moved.caseId);
  });

  test('a mail that cannot be written again stays as it is', async () => {
    const { store } = sessionOf(await open());
    const given = filing();
    const stored = await store.file(given);
    const target = { kind: 'case', caseId: '500000000000999AAA' } as const;
    const replaced = { emailMessageId: stored.emailMessageId };
    await expect(store.refile({ ...given, target }, replaced)).rejects.toMatchObject({
      code: 'case_gone',
    });
    expect(await store.file(given)).toEqual({ ...stored, isNew: false });
  });
}

/** What holds for every org that mail is filed in. */
export function orgContract(open: () => Promise<OrgToTest>): void {
  test('an org with everything deployed passes every step of the check', async () => {
    const { session } = sessionOf(await open());
    const { steps } = await checkReadiness(session, new Date());
    const odd = steps.filter(({ result }) => result !== 'passed');
    expect(odd).toEqual([]);
  });

  test('a mail is filed once, its answer finds the case, and its file is listed', async () => {
    const { store } = sessionOf(await open());
    const given = filing();
    expect(await store.twinOf(given)).toBeNull();
    const stored = await store.file(given);
    expect(stored.isNew).toBe(true);
    expect(await store.twinOf(given)).toEqual({ ...stored, isNew: false });
    expect(await store.file(given)).toEqual({ ...stored, isNew: false });
    const found = await store.find({ ...ANSWER, inReplyTo: [given.email.messageId ?? ''] });
    expect(found.match).toMatchObject({ caseId: stored.caseId, by: 'headers' });
    expect(found.match?.participants).toContain(given.email.fromAddress);
    expect(await store.survivorOf(stored.caseId)).toBe(stored.caseId);
    const content = Buffer.from('the content of a file');
    const md5 = createHash('md5').update(content).digest('hex');
    await store.addFile(stored.emailMessageId, {
      name: 'note.txt',
      type: 'text/plain',
      bytes: content.length,
      md5,
      sha256: createHash('sha256').update(content).digest('hex'),
      isInline: false,
      contentId: null,
      open: () => Readable.from([content]),
    });
    expect(await store.listFiles(stored.emailMessageId)).toEqual([
      { name: 'note.txt', bytes: content.length, md5 },
    ]);
  });

  test('of some mails those that the org has are read, each with its case', async () => {
    const { store } = sessionOf(await open());
    const stored = await store.file(filing());
    const { caseId, emailMessageId } = stored;
    const lost = `${emailMessageId.slice(0, 3)}000000000000AAA`;
    expect(await store.readEmails([lost, emailMessageId])).toEqual([
      { emailMessageId, caseId, isDeleted: false },
    ]);
    expect(await store.readEmails([lost])).toEqual([]);
    expect(await store.readEmails([])).toEqual([]);
    const many = Array.from({ length: 199 }, () => lost);
    expect(await store.readEmails([...many, emailMessageId])).toHaveLength(1);
  });

  test('mail is found by its Message-ID, by its sender and time, and on its case, with the opening of the case', async () => {
    const { store, native } = sessionOf(await open());
    const given = filing();
    const { messageId, fromAddress, date } = given.email;
    const { caseId, emailMessageId } = await store.file(given);
    const isIt = expect.objectContaining({
      emailMessageId,
      caseId,
      messageId: `<${messageId}>`,
      sentAt: date,
      isDeleted: false,
    });
    expect(await native.withMessageIds(['nothing@mail.example', messageId ?? ''])).toEqual([isIt]);
    const around = (minutes: number) => new Date(date.getTime() + minutes * 60_000);
    const from = (span: { from: Date; until: Date }) => native.fromSenders([fromAddress], span);
    expect(await from({ from: around(-1), until: around(1) })).toContainEqual(isIt);
    expect(await from({ from: around(1), until: around(2) })).not.toContainEqual(isIt);
    expect(await native.onCases([caseId])).toEqual([isIt]);
    expect(await native.openingsOf([caseId])).toMatchObject([{ caseId, at: expect.any(Date) }]);
    expect(await native.onCases([])).toEqual([]);
  });

  test('more values than a query may name are asked for in several', async () => {
    const { store, native } = sessionOf(await open());
    const given = filing();
    await store.file(given);
    const many = Array.from({ length: 400 }, (_, n) => `nothing-${n}@a-long-name.mail.example`);
    const found = await native.withMessageIds([...many, given.email.messageId ?? '', ...many]);
    expect(found).toHaveLength(1);
  });

  test('a mail that the mailbox sent is known as sent, and one that came in is not', async () => {
    const { session, store } = sessionOf(await open());
    const given = filing();
    const { caseId } = await store.file(given);
    const messageId = 'sent@ours.example';
    const key = createHash('sha256').update('sent').digest('hex');
    const email = {
      ...given.email,
      messageId,
      fromAddress: 'support@example.com',
      isOutgoing: true,
    };
    const target = { kind: 'case', caseId } as const;
    const sent = await store.file({ key, target, email });
    const soql = `SELECT Incoming, Status FROM EmailMessage WHERE Id = '${sent.emailMessageId}'`;
    expect(await queryRows(session, soql)).toMatchObject([{ Incoming: false, Status: '3' }]);
    const cameIn = given.email.messageId ?? '';
    const asked = async (about: Pick<CaseQuery, 'sentId' | 'sentKey'>) =>
      (await store.find({ ...ANSWER, inReplyTo: [cameIn], ...about })).match;
    expect(await asked({ sentId: messageId })).toMatchObject({ caseId, hasSent: true });
    expect(await asked({ sentId: cameIn })).toMatchObject({ caseId, hasSent: false });
    // Its own writing, of which the answer was lost, is not what Salesforce sent.
    expect(await asked({ sentId: messageId, sentKey: key })).toMatchObject({ hasSent: false });
    expect(await asked({ sentId: messageId, sentKey: given.key })).toMatchObject({ hasSent: true });
  });

  test('a mail without Message-IDs finds its case by Outlook’s Thread-Index', async () => {
    const { store } = sessionOf(await open());
    const conversation = Buffer.alloc(22, 'c');
    const indexOf = (...parts: Buffer[]): string => Buffer.concat(parts).toString('base64');
    const given = filing();
    const email = { ...given.email, threadIndex: indexOf(conversation) };
    const stored = await store.file({ ...given, email });
    const answer = indexOf(conversation, Buffer.alloc(5, 1));
    const found = await store.find({ ...ANSWER, threadIndex: answer });
    expect(found.match).toMatchObject({ caseId: stored.caseId, by: 'headers' });
    expect(found.match?.participants).toContain(given.email.fromAddress);
    const other = indexOf(Buffer.alloc(22, 'd'), Buffer.alloc(5, 1));
    expect((await store.find({ ...ANSWER, threadIndex: other })).match).toBeNull();
  });

  test('a mail finds its case by the reference that Email-to-Case once wrote into its mails', async () => {
    const { store } = sessionOf(await open());
    const given = filing();
    const stored = await store.file(given);
    const text = `Thank you.\n> ref:!00DX000001abcd.!${stored.caseId}:ref`;
    const found = await store.find({ ...ANSWER, text });
    expect(found.match).toMatchObject({ caseId: stored.caseId, by: 'headers' });
    expect(found.match?.participants).toContain(given.email.fromAddress);
  });

  test('offers origins and queues for the cases of a mailbox', async () => {
    const { origins, queues } = await readChoices(sessionOf(await open()).session);
    expect(origins.map(({ value }) => value)).toContain('Email');
    expect(queues.length).toBeGreaterThan(0);
  });
}

/** A mail of the sender of `filing()` that names no other mail. */
const ANSWER: CaseQuery = {
  subject: 'Re',
  text: 'an answer',
  html: null,
  inReplyTo: [],
  references: [],
  threadIndex: null,
  from: { name: '', address: filing().email.fromAddress },
};
