import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import {
  creation,
  errorOf,
  type Json,
  mailOn,
  recordsOf,
  startOrg,
  subrequestsOf,
  type TestOrg,
} from './emulated-org.ts';

const directory = temporaryDirectory();
const KEY = 'a'.repeat(64);
const CUSTOMER = { SuppliedEmail: 'ann@customer.example', SuppliedName: 'Ann' };

/** Files a mail with a new case, as one composite request. */
function fileNew({ composite }: TestOrg, changes: { kase?: Json; mail?: Json } = {}) {
  const kase = { Subject: 'Broken lamp', Origin: 'Email', ...CUSTOMER, ...changes.kase };
  const mail = mailOn('@{NewCase.id}', { Gmail_Message_Key__c: KEY, ...changes.mail });
  return composite([
    creation('NewCase', 'Case', { body: kase }),
    creation('NewMail', 'EmailMessage', { body: mail }),
  ]);
}

/** The id of a new case. */
async function newCase({ create }: TestOrg, fields: Json = {}, headers?: Json): Promise<string> {
  const { body, error } = await create('Case', { Subject: 'Broken lamp', ...fields }, headers);
  expect(error).toBe('');
  return String(body['id']);
}

test('one composite request stores a case and its mail, with ids of 18 characters', async () => {
  const started = await startOrg();
  const answer = await fileNew(started);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/115000$/);
  const [kase, mail] = subrequestsOf(answer);
  expect(kase).toMatchObject({ status: 201, body: { success: true, errors: [] } });
  expect(kase?.body['id']).toMatch(/^500[0-9A-Za-z]{15}$/);
  expect(mail?.body['id']).toMatch(/^02s[0-9A-Za-z]{15}$/);
  expect(started.org.rows('EmailMessage')).toMatchObject([
    { ParentId: kase?.body['id'], RelatedToId: kase?.body['id'], Status: '0', Incoming: true },
  ]);
  expect(started.org.rows('Case')).toMatchObject([
    { CaseNumber: '00001001', Status: 'New', Priority: 'Medium', IsClosed: false },
  ]);
});

test('a mail with a key that the org has is refused with its id, and no case is left behind', async () => {
  const started = await startOrg();
  const [, first] = subrequestsOf(await fileNew(started));
  const [kase, mail] = subrequestsOf(await fileNew(started));
  expect([kase?.status, kase?.error]).toEqual([400, 'PROCESSING_HALTED']);
  expect(mail?.body).toEqual([
    {
      errorCode: 'DUPLICATE_VALUE',
      fields: [],
      message: `duplicate value found: Gmail_Message_Key__c duplicates value on record with id: ${String(first?.body['id']).slice(0, 15)}`,
    },
  ]);
  expect(started.org.rows('Case')).toHaveLength(1);
});

test('keys that differ only in case are different', async () => {
  const started = await startOrg();
  await fileNew(started);
  const answers = subrequestsOf(
    await fileNew(started, { mail: { Gmail_Message_Key__c: 'A'.repeat(64) } }),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
});

test('without all-or-none, what succeeded before a failure stays', async () => {
  const { composite, org } = await startOrg();
  const answer = await composite(
    [
      creation('one', 'Case', { body: { Subject: 'One' } }),
      creation('two', 'Case', { body: { Origin: 'Pigeon' } }),
      creation('three', 'EmailMessage', { body: mailOn('@{two.id}') }),
    ],
    false,
  );
  expect(subrequestsOf(answer).map(({ error }) => error)).toEqual([
    '',
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'PROCESSING_HALTED',
  ]);
  expect(org.rows('Case')).toHaveLength(1);
});

test('a composite request with 26 subrequests, a name twice or a wrong shape is refused', async () => {
  const { composite, postJson } = await startOrg();
  const many = Array.from({ length: 26 }, (_, index) =>
    creation(`r${index}`, 'Case', { body: {} }),
  );
  expect(errorOf(await composite(many))).toBe('LIMIT_EXCEEDED');
  expect(errorOf(await composite([...many.slice(0, 1), ...many.slice(0, 1)]))).toBe(
    'INVALID_INPUT',
  );
  expect(errorOf(await composite([{ url: 'x' }]))).toBe('JSON_PARSER_ERROR');
  expect(errorOf(await postJson('composite', '{'))).toBe('JSON_PARSER_ERROR');
  const typed = await postJson('composite', '{}', { 'content-type': 'text/plain' });
  expect([typed.status, errorOf(typed)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
});

const REFUSED_MAILS: readonly (readonly [string, Json, string])[] = [
  ['no case', { ParentId: null }, 'REQUIRED_FIELD_MISSING'],
  ['a case that never was', { ParentId: '500Hs000000zzzz' }, 'INVALID_CROSS_REFERENCE_KEY'],
  ['an id of another object', { ParentId: '003Hs0000000001' }, 'MALFORMED_ID'],
  ['a wrong check digit', { ParentId: '500Hs0000000001XYZ' }, 'MALFORMED_ID'],
  ['a subject too long', { Subject: 'x'.repeat(3001) }, 'STRING_TOO_LONG'],
  ['a text too long', { TextBody: 'x'.repeat(131_073) }, 'STRING_TOO_LONG'],
  ['headers too long', { Headers: 'x'.repeat(32_001) }, 'STRING_TOO_LONG'],
  ['too many receivers', { ToAddress: 'x'.repeat(4001) }, 'STRING_TOO_LONG'],
  ['a sender that is no address', { FromAddress: 'MAILER-DAEMON' }, 'INVALID_EMAIL_ADDRESS'],
  ['a status that does not exist', { Status: '9' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
  ['a text where a boolean is due', { Incoming: 'true' }, 'JSON_PARSER_ERROR'],
  ['a date without a zone', { MessageDate: '2026-11-28 10:00' }, 'JSON_PARSER_ERROR'],
  ['a field that does not exist', { Sender: 'x' }, 'INVALID_FIELD'],
  [
    'a field that only Salesforce writes',
    { HasAttachment: true },
    'INVALID_FIELD_FOR_INSERT_UPDATE',
  ],
];

test.each(REFUSED_MAILS)('a mail with %s is refused', async (_, changes, code) => {
  const started = await startOrg();
  const { status, error } = await started.create(
    'EmailMessage',
    mailOn(await newCase(started), changes),
  );
  expect([status, error]).toEqual([400, code]);
  expect(started.org.rows('EmailMessage')).toEqual([]);
});

test('texts of exactly the greatest length are stored', async () => {
  const started = await startOrg();
  const longest = {
    Subject: 'x'.repeat(3000),
    HtmlBody: 'y'.repeat(131_072),
    Headers: 'z'.repeat(32_000),
  };
  expect(
    await started.create('EmailMessage', mailOn(await newCase(started), longest)),
  ).toMatchObject({
    status: 201,
  });
});

test('a mail whose RelatedToId is not its case is refused', async () => {
  const started = await startOrg();
  const [one, other] = [await newCase(started), await newCase(started)];
  const { error } = await started.create('EmailMessage', mailOn(one, { RelatedToId: other }));
  expect(error).toBe('FIELD_INTEGRITY_EXCEPTION');
});

test('a mail that has only HTML gets a text from it', async () => {
  const started = await startOrg();
  const html = { HtmlBody: '<style>p{}</style><p>It is <b>dark</b>.</p>', TextBody: '' };
  await started.create('EmailMessage', mailOn(await newCase(started), html));
  expect(started.org.rows('EmailMessage')[0]?.['TextBody']).toBe('It is dark .');
});

const REFUSED_CASES: readonly (readonly [string, Json, string])[] = [
  [
    'an origin that the org does not offer',
    { Origin: 'Pigeon' },
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  ],
  ['an owner that does not exist', { OwnerId: '00GHs000000zzzz' }, 'INVALID_CROSS_REFERENCE_KEY'],
  ['an owner that is a contact', { OwnerId: '003Hs0000000001' }, 'MALFORMED_ID'],
  [
    'a record type that does not exist',
    { RecordTypeId: '012Hs000000zzzz' },
    'INVALID_CROSS_REFERENCE_KEY',
  ],
  ['a subject too long', { Subject: 'x'.repeat(256) }, 'STRING_TOO_LONG'],
  [
    'a web email too long',
    { SuppliedEmail: `${'x'.repeat(70)}@customer.example` },
    'STRING_TOO_LONG',
  ],
  ['a number of its own', { CaseNumber: '1' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
];

test.each(REFUSED_CASES)('a case with %s is refused', async (_, fields, code) => {
  const { create, org } = await startOrg();
  const { status, error } = await create('Case', fields);
  expect([status, error]).toEqual([400, code]);
  expect(org.rows('Case')).toEqual([]);
});

test('without the header that forbids it, assignment rules give a case and the case of a mail to a queue', async () => {
  const started = await startOrg();
  const [queue] = started.org.rows('Group');
  const kept = await newCase(started);
  const ownerOf = (id: string) =>
    started.org.rows('Case').find((row) => row.Id === id)?.['OwnerId'];
  expect(ownerOf(kept)).toBe(started.org.rows('User')[0]?.Id);
  expect(ownerOf(await newCase(started, {}, {}))).toBe(queue?.Id);
  expect(ownerOf(await newCase(started, {}, { 'sforce-auto-assign': 'TRUE' }))).toBe(queue?.Id);
  await started.create('EmailMessage', mailOn(kept), {});
  expect(ownerOf(kept)).toBe(queue?.Id);
});

test('without an active assignment rule the header gives a case to the default owner', async () => {
  const started = await startOrg();
  started.org.switchOn('no_assignment_rule');
  await newCase(started, {}, {});
  expect(started.org.rows('Case')[0]?.['OwnerId']).toBe(started.org.rows('User')[1]?.Id);
});

test('the integration user may read contacts and not create them', async () => {
  const { create, call, org } = await startOrg();
  const before = org.rows('Contact').length;
  expect((await create('Contact', { LastName: 'New' })).error).toBe(
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  );
  expect(org.rows('Contact')).toHaveLength(before);
  expect((await call('sobjects/Contact/describe')).body).toMatchObject({ createable: false });
});

test('a queue, record type and contact that exist are kept, ids of 15 characters too', async () => {
  const started = await startOrg();
  const [queue, type, contact] = ['Group', 'RecordType', 'Contact'].map(
    (object) => started.org.rows(object).at(-1)?.Id,
  );
  await newCase(started, {
    OwnerId: queue?.slice(0, 15),
    RecordTypeId: type,
    ContactId: contact,
  });
  expect(started.org.rows('Case')).toMatchObject([
    {
      OwnerId: queue,
      RecordTypeId: type,
      ContactId: contact,
      ContactEmail: 'reception@shared.example',
    },
  ]);
});

test('the source of a case may be set later, and nothing of a mail but its being read', async () => {
  const started = await startOrg();
  const caseId = await newCase(started);
  const mail = await started.create('EmailMessage', mailOn(caseId));
  const change = async (object: string, id: unknown, body: Json) => {
    const url = `/services/data/v64.0/sobjects/${object}/${id}`;
    const httpHeaders = { 'Sforce-Auto-Assign': 'FALSE' };
    const request = { method: 'PATCH', url, referenceId: 'change', body, httpHeaders };
    return subrequestsOf(await started.composite([request]))[0];
  };
  const { id } = mail.body;
  expect((await change('Case', caseId, { SourceId: id }))?.status).toBe(204);
  expect((await change('EmailMessage', id, { Status: '1' }))?.status).toBe(204);
  expect((await change('EmailMessage', id, { Status: '3' }))?.error).toBe(
    'INSUFFICIENT_ACCESS_OR_READONLY',
  );
  expect((await change('EmailMessage', id, { Subject: 'x' }))?.error).toBe(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
  );
  expect((await change('Case', '500Hs000000zzzz', {}))?.status).toBe(404);
  expect(started.org.rows('Case')[0]).toMatchObject({ SourceId: id });
});

test('a file is stored with its bytes and linked to its mail', async () => {
  const started = await startOrg();
  const mail = await started.create('EmailMessage', mailOn(await newCase(started)));
  const id = String(mail.body['id']);
  const content = new Uint8Array([0, 13, 10, 13, 10, 45, 45, 255]);
  const record = { Title: 'photo', PathOnClient: '写真.jpg', FirstPublishLocationId: id };
  const answer = await started.upload(record, content);
  expect([answer.status, answer.body]).toMatchObject([201, { success: true }]);
  const stored = started.org.contentOf(String(answer.body['id']));
  expect(stored?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  const files = await started.query(
    'SELECT ContentDocument.LatestPublishedVersion.Title, ContentDocument.LatestPublishedVersion.PathOnClient, ' +
      'ContentDocument.LatestPublishedVersion.ContentSize, ContentDocument.LatestPublishedVersion.Checksum ' +
      `FROM ContentDocumentLink WHERE LinkedEntityId = '${id}'`,
  );
  expect(recordsOf(files)).toMatchObject([
    {
      ContentDocument: {
        LatestPublishedVersion: {
          Title: 'photo',
          PathOnClient: '写真.jpg',
          ContentSize: 8,
          Checksum: createHash('md5').update(content).digest('hex'),
        },
      },
    },
  ]);
});

test('a file of no bytes is stored too', async () => {
  const { upload, org } = await startOrg();
  const answer = await upload({ PathOnClient: 'empty.txt' }, '');
  expect(answer.status).toBe(201);
  expect(org.contentOf(String(answer.body['id']))?.bytes).toHaveLength(0);
});

test('a mail that is not client-managed takes no files', async () => {
  const started = await startOrg();
  const fields = mailOn(await newCase(started), { IsClientManaged: false });
  const mail = await started.create('EmailMessage', fields);
  const record = { PathOnClient: 'a.txt', FirstPublishLocationId: mail.body['id'] };
  expect(errorOf(await started.upload(record, 'a'))).toBe(
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  );
  expect(started.org.rows('ContentDocument')).toEqual([]);
});

test('a file without a name, or in a request of another form, is refused', async () => {
  const { upload, call, postJson } = await startOrg();
  expect(errorOf(await upload({ Title: 'a' }, 'a'))).toBe('REQUIRED_FIELD_MISSING');
  expect((await postJson('sobjects/ContentVersion', { PathOnClient: 'a' })).status).toBe(415);
  const form = new FormData();
  form.append('entity_content', '{}');
  const broken = await call('sobjects/ContentVersion', { method: 'POST', body: form });
  expect(errorOf(broken)).toBe('INVALID_MULTIPART_REQUEST');
});

test('calls that this org does not serve are told apart: unknown path, method and version', async () => {
  const { call, baseUrl, accessToken } = await startOrg();
  expect((await call('sobjects/Case', { method: 'POST' })).status).toBe(404);
  expect((await call('composite')).status).toBe(405);
  const headers = { authorization: `Bearer ${accessToken}` };
  expect((await fetch(`${baseUrl}/services/data/v20.0/limits`, { headers })).status).toBe(404);
  expect((await fetch(`${baseUrl}/services/data/v64.0/limits`)).status).toBe(401);
  const versions = (await (await fetch(`${baseUrl}/services/data/`)).json()) as Json[];
  expect(versions).toContainEqual({
    label: "Summer '25",
    url: '/services/data/v64.0',
    version: '64.0',
  });
});

test('the state is still there when the file is opened again, and no id is given twice', async () => {
  const file = join(directory, 'org.sqlite');
  const first = await startOrg({ file });
  const before = await newCase(first);
  await first.close();
  const again = await startOrg({ file });
  expect(await newCase(again)).not.toBe(before);
  expect(again.org.rows('Case').map((row) => row['CaseNumber'])).toEqual(['00001001', '00001002']);
  expect(again.org.rows('User')).toHaveLength(2);
});
