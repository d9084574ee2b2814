import { expect, test } from '@jest/globals';
import { errorOf, type Json, mailOn, recordsOf, startOrg } from './emulated-org.ts';

const PARTICIPANTS =
  'SELECT Id, ParentId, FromAddress, ToAddress, CcAddress, Parent.SuppliedEmail, Parent.ContactEmail FROM EmailMessage';

/** An org with a case, its contact and two mails. */
async function startWithMail() {
  const started = await startOrg();
  const { org } = started;
  const contact = org.rows('Contact')[0]?.Id ?? '';
  const kase = { Subject: 'Lamp', ContactId: contact, SuppliedEmail: 'ann@customer.example' };
  const { body } = await started.create('Case', kase);
  const caseId = String(body['id']);
  const file = async (fields: Json) =>
    String((await started.create('EmailMessage', mailOn(caseId, fields))).body['id']);
  const first = await file({
    MessageIdentifier: '<One@mail.example>',
    MessageDate: '2026-11-27T10:00:00Z',
    Gmail_Message_Key__c: 'a'.repeat(64),
  });
  const second = await file({
    MessageIdentifier: "two'\\@mail.example",
    MessageDate: '2026-11-27T20:00:00+09:00',
  });
  return { ...started, caseId, first, second };
}

test('mails are found by their Message-IDs, the newest first, with fields of their case', async () => {
  const { query, caseId, first, second } = await startWithMail();
  const where = `ParentId != null AND MessageIdentifier IN ('<one@MAIL.example>', 'two\\'\\\\@mail.example', 'none')`;
  const soql = `${PARTICIPANTS} WHERE ${where} ORDER BY MessageDate DESC LIMIT 50`;
  const answer = await query(soql);
  expect(answer.body).toMatchObject({ totalSize: 2, done: true });
  expect(recordsOf(answer)).toMatchObject([
    { Id: second, ParentId: caseId },
    { Id: first, ParentId: caseId },
  ]);
  expect(recordsOf(answer)[0]).toMatchObject({
    attributes: { type: 'EmailMessage' },
    FromAddress: 'ann@customer.example',
    CcAddress: null,
    Parent: { SuppliedEmail: 'ann@customer.example', ContactEmail: 'ann@customer.example' },
  });
});

test('a mail is found by its key with regard to case', async () => {
  const { query, first } = await startWithMail();
  const byKey = (key: string) =>
    query(`SELECT Id, ParentId FROM EmailMessage WHERE Gmail_Message_Key__c = '${key}'`);
  expect(recordsOf(await byKey('a'.repeat(64)))).toMatchObject([{ Id: first }]);
  expect(recordsOf(await byKey('A'.repeat(64)))).toEqual([]);
});

test('a mail is found by its Message-ID alone', async () => {
  const { query, first } = await startWithMail();
  const where = `MessageIdentifier = '<One@mail.example>' AND ParentId != null`;
  const soql = `SELECT Id, ParentId FROM EmailMessage WHERE ${where}`;
  expect(recordsOf(await query(soql))).toMatchObject([{ Id: first }]);
});

test('queryAll tells of a merged case and its survivor, query does not, and its mails have moved', async () => {
  const { query, caseId, baseUrl, org } = await startWithMail();
  const survivor = org.seed('Case', { Subject: 'Other' });
  await actOn(baseUrl, caseId, { do: 'merge', into: survivor });
  const soql = `SELECT Id, IsDeleted, MasterRecordId FROM Case WHERE Id = '${caseId.slice(0, 15)}'`;
  expect(recordsOf(await query(soql))).toEqual([]);
  expect(recordsOf(await query(soql, 'queryAll'))).toMatchObject([
    { Id: caseId, IsDeleted: true, MasterRecordId: survivor },
  ]);
  expect(org.rows('EmailMessage').map((row) => row['ParentId'])).toEqual([survivor, survivor]);
});

test('a deleted case takes its mails with it, and a mail for it is refused', async () => {
  const { query, caseId, baseUrl, create } = await startWithMail();
  await actOn(baseUrl, caseId, { do: 'delete' });
  const mails = `SELECT Id, IsDeleted FROM EmailMessage WHERE ParentId = '${caseId}'`;
  expect(recordsOf(await query(mails))).toEqual([]);
  expect(recordsOf(await query(mails, 'queryAll'))).toMatchObject([
    { IsDeleted: true },
    { IsDeleted: true },
  ]);
  expect((await create('EmailMessage', mailOn(caseId))).error).toBe('ENTITY_IS_DELETED');
});

test('the queues of Case are listed by name', async () => {
  const { query } = await startOrg();
  const soql =
    "SELECT Id, Name FROM Group WHERE Type = 'Queue' AND Id IN (SELECT QueueId FROM QueueSobject WHERE SobjectType = 'Case') ORDER BY Name";
  expect(recordsOf(await query(soql))).toMatchObject([{ Name: 'Billing' }, { Name: 'Support' }]);
});

test('cases are named for links by a list of ids', async () => {
  const { query, caseId } = await startWithMail();
  const soql = `SELECT Id, Subject, CaseNumber FROM Case WHERE Id IN ('${caseId}', '500Hs000000zzzz')`;
  expect(recordsOf(await query(soql))).toMatchObject([
    { Id: caseId, Subject: 'Lamp', CaseNumber: '00001001' },
  ]);
});

test('moments and ids are compared, and ids are ordered as they are compared', async () => {
  const { query, first, second, caseId } = await startWithMail();
  const idsWhere = async (where: string) =>
    recordsOf(await query(`SELECT Id FROM EmailMessage WHERE ${where} ORDER BY Id LIMIT 10`)).map(
      ({ Id }) => Id,
    );
  expect(await idsWhere(`ParentId = '${caseId}'`)).toEqual([first, second]);
  expect(await idsWhere('MessageDate >= 2026-11-27T10:00:00Z')).toEqual([first, second]);
  expect(await idsWhere('MessageDate > 2026-11-27T10:00:00.000Z')).toEqual([second]);
  expect(await idsWhere('MessageDate < 2026-11-27T11:00:00Z')).toEqual([first]);
  expect(await idsWhere('MessageDate <= 2026-11-27T09:59:59Z')).toEqual([]);
  expect(await idsWhere(`Incoming = true AND Id > '${first}'`)).toEqual([second]);
});

const REFUSED: readonly (readonly [string, string])[] = [
  ['', 'MALFORMED_QUERY'],
  ['SELECT Id', 'MALFORMED_QUERY'],
  ['SELECT Id FROM Case;', 'MALFORMED_QUERY'],
  ['SELECT Id FROM Case WHERE', 'MALFORMED_QUERY'],
  ["SELECT Id FROM Case WHERE Subject = 'it's'", 'MALFORMED_QUERY'],
  ["SELECT Id FROM Case WHERE Subject = 'x\\q'", 'MALFORMED_QUERY'],
  ['SELECT Id FROM Case WHERE Subject = "x"', 'MALFORMED_QUERY'],
  ["SELECT Id FROM Case WHERE Subject LIKE 'x%'", 'MALFORMED_QUERY'],
  ["SELECT Id FROM Case WHERE Subject = 'a' OR Subject = 'b'", 'MALFORMED_QUERY'],
  ['SELECT Id FROM Case WHERE Id IN ()', 'MALFORMED_QUERY'],
  ['SELECT Id FROM Case LIMIT many', 'MALFORMED_QUERY'],
  ['SELECT Id FROM ContentDocumentLink', 'MALFORMED_QUERY'],
  ['SELECT * FROM Case', 'MALFORMED_QUERY'],
  ['SELECT Nothing FROM Case', 'INVALID_FIELD'],
  ['SELECT Nobody.Name FROM Case', 'INVALID_FIELD'],
  ["SELECT Id FROM EmailMessage WHERE TextBody = 'x'", 'INVALID_FIELD'],
  ['SELECT Id FROM Case ORDER BY Nothing', 'INVALID_FIELD'],
  ["SELECT Id FROM EmailMessage WHERE MessageDate > '2026-11-27T10:00:00Z'", 'INVALID_FIELD'],
  ['SELECT Id FROM EmailMessage WHERE Id > 2026-11-27T10:00:00Z', 'INVALID_FIELD'],
  ["SELECT Id FROM EmailMessage WHERE Subject > 'a'", 'INVALID_FIELD'],
  ['SELECT Id FROM EmailMessage WHERE MessageDate > 2026-11-27', 'MALFORMED_QUERY'],
  ['SELECT Id FROM Nothing', 'INVALID_TYPE'],
];

test.each(REFUSED)('the query %p is refused as %s', async (soql, code) => {
  const { query } = await startOrg();
  expect(errorOf(await query(soql))).toBe(code);
});

test('a contact is searched by address, and words of a longer address are found too', async () => {
  const { postJson, org } = await startOrg();
  org.seed('Contact', { LastName: 'Other', Email: 'mary-ann@customer.example' });
  const search = async (q: string) => {
    const sobjects = [{ name: 'Contact', fields: ['Id', 'Email'] }];
    const { body } = await postJson('parameterizedSearch', { q, in: 'EMAIL', sobjects });
    return (body['searchRecords'] as Json[]).map((row) => row['Email']);
  };
  expect(await search('ANN@customer.example')).toEqual([
    'ann@customer.example',
    'mary-ann@customer.example',
  ]);
  expect(await search('bob@customer.example')).toEqual(['bob@customer.example']);
  expect(await search('nobody@customer.example')).toEqual([]);
});

test('a search of another shape, of one letter or for a field that is not there is refused', async () => {
  const { postJson } = await startOrg();
  const search = async (changes: Json) => {
    const body = { q: 'ann', in: 'EMAIL', sobjects: [{ name: 'Contact' }], ...changes };
    return errorOf(await postJson('parameterizedSearch', body));
  };
  expect(await search({})).toBe('');
  expect(await search({ in: 'ALL' })).toBe('MALFORMED_SEARCH');
  expect(await search({ q: 'a' })).toBe('MALFORMED_SEARCH');
  expect(await search({ sobjects: [{ name: 'Contact', fields: ['Nothing'] }] })).toBe(
    'INVALID_FIELD',
  );
});

type Described = { fields: Json[]; recordTypeInfos: Json[] };

test('describe tells lengths, unique fields, picklists and record types', async () => {
  const { call } = await startOrg();
  const described = async (object: string) =>
    (await call(`sobjects/${object}/describe`)).body as unknown as Described;
  const mail = await described('EmailMessage');
  const fieldOf = ({ fields }: Described, name: string) =>
    fields.find((field) => field['name'] === name);
  expect(fieldOf(mail, 'Gmail_Message_Key__c')).toMatchObject({
    length: 64,
    unique: true,
    caseSensitive: true,
    externalId: true,
    createable: true,
  });
  expect(fieldOf(mail, 'Subject')).toMatchObject({ length: 3000, updateable: false });
  const kase = await described('Case');
  expect(fieldOf(kase, 'Origin')).toMatchObject({ restrictedPicklist: true });
  expect(kase.recordTypeInfos.map(({ name }) => name)).toEqual([
    'Support request',
    'Complaint',
    'Master',
  ]);
  expect((await call('sobjects/Account/describe')).status).toBe(404);
});

test('limits tells what is left of the day, and each call counts', async () => {
  const { call } = await startOrg();
  const left = async () => {
    const { DailyApiRequests } = (await call('limits')).body as Record<string, Json>;
    return Number(DailyApiRequests?.['Remaining']);
  };
  const before = await left();
  expect(await left()).toBe(before - 1);
});

async function actOn(baseUrl: string, id: string, form: Record<string, string>): Promise<void> {
  const body = new URLSearchParams(form);
  const answer = await fetch(`${baseUrl}/cases/${id}`, { method: 'POST', body });
  expect(answer.status).toBe(200);
}
