import { expect, test } from '@jest/globals';
import { creation, errorOf, type Json, mailOn, startOrg, subrequestsOf } from './emulated-org.ts';

const AT_EVERY_CALL: readonly (readonly [string, number, string])[] = [
  ['token_refused', 401, 'INVALID_SESSION_ID'],
  ['api_disabled', 403, 'API_DISABLED_FOR_ORG'],
  ['daily_limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
  ['concurrent_limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
  ['maintenance', 503, 'SERVER_UNAVAILABLE'],
  ['server_error', 500, 'UNKNOWN_EXCEPTION'],
];

test.each(AT_EVERY_CALL)('the switch %s refuses a call with %i %s', async (fault, status, code) => {
  const { call, org } = await startOrg();
  org.switchOn(fault, { times: 1 });
  const refused = await call('limits');
  expect([refused.status, errorOf(refused)]).toEqual([status, code]);
  expect((await call('limits')).status).toBe(200);
});

test('the two limits on calls are told apart by their message', async () => {
  const { call, org } = await startOrg();
  org.switchOn('daily_limit', { times: 1 });
  expect((await call('limits')).body).toMatchObject([{ message: 'TotalRequests Limit exceeded.' }]);
  org.switchOn('concurrent_limit');
  expect((await call('limits')).body).toMatchObject([
    { message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.' },
  ]);
});

test('a small budget is used up by calls', async () => {
  const { call, org } = await startOrg();
  org.switchOn('small_budget', { max: 2 });
  expect((await call('limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/2');
  expect((await call('limits')).status).toBe(200);
  expect(errorOf(await call('limits'))).toBe('REQUEST_LIMIT_EXCEEDED');
});

const AT_RECORDS: readonly (readonly [string, Json, string])[] = [
  ['read_only', {}, 'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE'],
  ['storage_full', {}, 'STORAGE_LIMIT_EXCEEDED'],
  ['validation_rule', { object: 'EmailMessage' }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION'],
  ['trigger_throws', { object: 'EmailMessage' }, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
  ['flow_fails', { object: 'EmailMessage' }, 'CANNOT_EXECUTE_FLOW_TRIGGER'],
  ['row_locked', {}, 'UNABLE_TO_LOCK_ROW'],
  ['field_hidden', { field: 'EmailMessage.Subject' }, 'INVALID_FIELD'],
  ['field_read_only', { field: 'EmailMessage.Subject' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
  ['field_required', { field: 'EmailMessage.Team__c' }, 'REQUIRED_FIELD_MISSING'],
  ['no_permissions', {}, 'NOT_FOUND'],
  ['case_deleted', {}, 'ENTITY_IS_DELETED'],
  ['case_merged', {}, 'ENTITY_IS_DELETED'],
];

test.each(AT_RECORDS)(
  'the switch %s with %p refuses a mail as %s',
  async (fault, parameters, code) => {
    const { create, org } = await startOrg();
    org.seed('Case', { Subject: 'Survivor' });
    const caseId = org.seed('Case', { Subject: 'Lamp' });
    org.switchOn(fault, parameters as Record<string, string>);
    expect((await create('EmailMessage', mailOn(caseId))).error).toBe(code);
    expect(org.rows('EmailMessage')).toEqual([]);
    org.switchOff(fault);
    const other = org.seed('Case', { Subject: 'Lamp' });
    expect((await create('EmailMessage', mailOn(other))).status).toBe(201);
  },
);

test('a validation rule may refuse only what has a text in its subject', async () => {
  const { create, org } = await startOrg();
  org.switchOn('validation_rule', { object: 'Case', contains: 'invoice', message: 'Say which.' });
  const refused = await create('Case', { Subject: 'Your invoice' });
  expect(refused.body).toMatchObject([{ message: 'Say which.' }]);
  expect((await create('Case', { Subject: 'Lamp' })).status).toBe(201);
});

test('a row that is locked for two writes is free for the third', async () => {
  const { create, org } = await startOrg();
  org.switchOn('row_locked', { times: 2 });
  const write = async () => (await create('Case', { Subject: 'Lamp' })).error;
  expect([await write(), await write(), await write()]).toEqual([
    'UNABLE_TO_LOCK_ROW',
    'UNABLE_TO_LOCK_ROW',
    '',
  ]);
});

test('full storage for files leaves room for records', async () => {
  const { create, upload, org } = await startOrg();
  org.switchOn('file_storage_full');
  expect(errorOf(await upload({ PathOnClient: 'a.txt' }, 'a'))).toBe('STORAGE_LIMIT_EXCEEDED');
  expect((await create('Case', { Subject: 'Lamp' })).status).toBe(201);
});

test('without the key fields a key is refused, and when they are not unique a twin is stored', async () => {
  const { create, org } = await startOrg();
  const write = async () => (await create('Case', { Gmail_Message_Key__c: 'a'.repeat(64) })).error;
  org.switchOn('key_missing');
  expect(await write()).toBe('INVALID_FIELD');
  org.switchOff('key_missing');
  org.switchOn('key_not_unique');
  expect([await write(), await write()]).toEqual(['', '']);
  org.switchOff('key_not_unique');
  expect(await write()).toBe('DUPLICATE_VALUE');
});

test('a required field of the org is described, and served when it is given', async () => {
  const { call, create, org } = await startOrg();
  org.switchOn('field_required', { field: 'Case.Region__c' });
  expect(await create('Case', { Region__c: 'North' })).toMatchObject({ status: 201 });
  const { fields } = (await call('sobjects/Case/describe')).body as { fields: Json[] };
  expect(fields.at(-1)).toMatchObject({ name: 'Region__c', nillable: false, custom: true });
});

test('without permissions nothing can be described, queried or called', async () => {
  const { call, query, org } = await startOrg();
  org.switchOn('no_permissions');
  expect((await call('sobjects/Case/describe')).status).toBe(404);
  expect(errorOf(await query('SELECT Id FROM Case'))).toBe('INVALID_TYPE');
  expect((await call('actions/custom/apex')).body).toEqual({ actions: [] });
});

const NEW_CASE = {
  allOrNone: true,
  compositeRequest: [creation('one', 'Case', { body: { Subject: 'Lamp' } })],
};

test.each(['answer_lost', 'answer_cut'])(
  '%s: the case is stored though no answer arrives',
  async (fault) => {
    const { call, postJson, org } = await startOrg();
    org.switchOn(fault, { times: 1 });
    expect((await call('limits')).status).toBe(200);
    await expect(postJson('composite', NEW_CASE)).rejects.toThrow();
    expect(org.rows('Case')).toHaveLength(1);
    expect(subrequestsOf(await postJson('composite', NEW_CASE))[0]?.status).toBe(201);
  },
);

test('dropped: nothing is stored and the connection is cut', async () => {
  const { postJson, org } = await startOrg();
  org.switchOn('dropped', { calls: 'writes' });
  await expect(postJson('composite', NEW_CASE)).rejects.toThrow();
  expect(org.rows('Case')).toEqual([]);
});

test('slow: the answer comes so many milliseconds later', async () => {
  const { call, org } = await startOrg();
  org.switchOn('slow', { ms: 300, calls: 'reads' });
  const began = performance.now();
  await call('limits');
  expect(performance.now() - began).toBeGreaterThanOrEqual(295);
});

test('a page of HTML in place of an answer, at login only', async () => {
  const { call, baseUrl, org } = await startOrg();
  org.switchOn('html_error', { calls: 'login' });
  const answer = await fetch(`${baseUrl}/services/oauth2/token`, { method: 'POST' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    502,
    'text/html; charset=utf-8',
  ]);
  expect((await call('limits')).status).toBe(200);
});

test('switches, the deployment and records are set over HTTP too', async () => {
  const { baseUrl, call } = await startOrg();
  const send = async (method: string, path: string, body?: Json) => {
    const init = body ? { method, body: JSON.stringify(body) } : { method };
    const answer = await fetch(`${baseUrl}/emulator/${path}`, init);
    return { status: answer.status, body: (await answer.json()) as Json };
  };
  await send('PUT', 'faults/server_error', { times: 5 });
  expect((await send('GET', 'faults')).body).toEqual([
    { fault: 'server_error', parameters: { times: 5, calls: 'all' } },
  ]);
  expect((await call('limits')).status).toBe(500);
  await send('DELETE', 'faults/server_error');
  expect((await call('limits')).status).toBe(200);
  await send('PUT', 'faults/api_disabled');
  await send('DELETE', 'faults');
  expect((await send('GET', 'faults')).body).toEqual([]);
  expect((await send('PUT', 'deployment', { deployment: 'fields' })).status).toBe(200);
  expect((await call('actions/custom/apex')).body).toEqual({ actions: [] });
  expect((await send('POST', 'rows/Contact', { LastName: 'New' })).status).toBe(201);
  expect((await send('GET', 'rows/Contact')).body).toContainEqual(
    expect.objectContaining({ LastName: 'New' }),
  );
});

test('an unknown switch, parameter, deployment, object or field is refused', async () => {
  const { baseUrl, org } = await startOrg();
  const statusOf = async (method: string, path: string, body: Json) =>
    (await fetch(`${baseUrl}/emulator/${path}`, { method, body: JSON.stringify(body) })).status;
  expect(await statusOf('PUT', 'faults/nothing', {})).toBe(400);
  expect(await statusOf('PUT', 'faults/slow', { ms: -1 })).toBe(400);
  expect(await statusOf('PUT', 'faults/slow', { other: 1 })).toBe(400);
  expect(await statusOf('PUT', 'deployment', { deployment: 'half' })).toBe(400);
  expect(await statusOf('POST', 'rows/Nothing', {})).toBe(400);
  expect(await statusOf('POST', 'rows/Contact', { Nothing: 1 })).toBe(400);
  expect(() => org.switchOn('nothing')).toThrow(RangeError);
  expect(() => org.seed('Contact', { Nothing: 1 })).toThrow(RangeError);
});
