import { describe, expect, test } from '@jest/globals';
import {
  CASE_FIELDS,
  CASE_ID,
  describeOf,
  EMAIL_FIELDS,
  EMAIL_ID,
  filing,
  KEY,
  refusedBy,
  scriptedOrg,
  V,
} from './scripted-org.ts';

const composites = (seen: readonly { path: string; body: string }[]) =>
  seen.filter(({ path }) => path === `${V}/composite`).map(({ body }) => JSON.parse(body));

const error = (errorCode: string, message = 'it quotes ann@customer.example') => ({
  errorCode,
  message,
});

describe('Filing a mail in an org', () => {
  test('creates the case and its mail in one call, all or none', async () => {
    const { store, seen } = await scriptedOrg();
    const stored = await store.file(filing());
    expect(stored).toEqual({ caseId: CASE_ID, emailMessageId: EMAIL_ID, isNew: true });
    const [{ allOrNone, compositeRequest }] = composites(seen);
    expect(allOrNone).toBe(true);
    expect(compositeRequest[0].body).toMatchObject({ Origin: 'Email', Gmail_Message_Key__c: KEY });
    expect(compositeRequest[1].body).toEqual({
      ParentId: '@{newCase.id}',
      Incoming: true,
      Status: '0',
      Subject: 'A marked subject',
      TextBody: 'A marked text',
      FromAddress: 'ann@customer.example',
      FromName: 'Ann',
      ToAddress: 'support@example.com',
      MessageDate: '2026-11-28T12:00:00.000Z',
      MessageIdentifier: "<it's@customer.example>",
      ThreadIdentifier: '18c0',
      Headers: 'Subject: A marked subject',
      IsClientManaged: true,
      Gmail_Message_Key__c: KEY,
    });
  });

  test('sends what looks like a reference of the composite as a text', async () => {
    const { store, seen } = await scriptedOrg();
    const given = filing();
    const email = { ...given.email, text: 'Is @{newCase.id} mine?', html: '<p>@{a}@{b}</p>' };
    await store.file({ ...given, email });
    const [{ compositeRequest }] = composites(seen);
    expect(compositeRequest[1].body).toMatchObject({
      ParentId: '@{newCase.id}',
      TextBody: 'Is @\u200b{newCase.id} mine?',
      HtmlBody: '<p>&#64;{a}&#64;{b}</p>',
    });
    expect(JSON.stringify(compositeRequest[0].body)).not.toContain('@{');
  });

  test.each(['MAILER-DAEMON', '', 'ann@localhost', 'ann @customer.example'])(
    'leaves out a sender that Salesforce would refuse as no address: %j',
    async (fromAddress) => {
      const { store, seen } = await scriptedOrg();
      const given = filing();
      await store.file({ ...given, email: { ...given.email, fromAddress } });
      const [{ compositeRequest }] = composites(seen);
      expect(compositeRequest[0].body).not.toHaveProperty('SuppliedEmail');
      expect(compositeRequest[1].body).not.toHaveProperty('FromAddress');
    },
  );

  test.each([
    ['default', 'FALSE'],
    ['assignment_rules', 'TRUE'],
  ] as const)('asks for assignment rules only where the routing does (%s)', async (kind, asked) => {
    const { store, seen } = await scriptedOrg();
    const given = filing();
    given.target.routing.owner = { kind };
    await store.file(given);
    const [{ compositeRequest }] = composites(seen);
    const sent = compositeRequest.map(
      (each: { httpHeaders: Record<string, string> }) => each.httpHeaders['Sforce-Auto-Assign'],
    );
    expect(sent).toEqual([asked, 'FALSE']);
    const call = seen.find(({ path }) => path === `${V}/composite`);
    expect(call?.headers['sforce-auto-assign']).toBe('FALSE');
  });

  test('counts a mail that the org has already as done, on the case that it is on', async () => {
    const { store } = await scriptedOrg(({ path }) => {
      if (path === `${V}/composite`) return refusedBy('newEmail', error('DUPLICATE_VALUE'));
      if (!path.includes(`Gmail_Message_Key__c = '${KEY}'`)) return null;
      return { body: { records: [{ Id: EMAIL_ID, ParentId: '500000000000009AAA' }] } };
    });
    const stored = await store.file(filing());
    expect(stored).toEqual({
      caseId: '500000000000009AAA',
      emailMessageId: EMAIL_ID,
      isNew: false,
    });
  });

  test('puts the mail on the case that has its key, when its earlier row was deleted', async () => {
    const message = `duplicate value found: Gmail_Message_Key__c duplicates value on record with id: ${CASE_ID}`;
    let calls = 0;
    const { store, seen } = await scriptedOrg(({ path }) => {
      if (path !== `${V}/composite`) return null;
      calls += 1;
      return calls === 1 ? refusedBy('newCase', error('DUPLICATE_VALUE', message)) : null;
    });
    expect(await store.file(filing())).toMatchObject({ caseId: CASE_ID, isNew: true });
    expect(composites(seen)[1].compositeRequest).toHaveLength(1);
    expect(composites(seen)[1].compositeRequest[0].body.ParentId).toBe(CASE_ID);
  });

  test('puts no mail on a case that only has the same value in a unique field of the org’s own', async () => {
    const message = `duplicate value found: Order_Number__c duplicates value on record with id: ${CASE_ID}`;
    const { store, seen } = await scriptedOrg(({ path }) =>
      path === `${V}/composite` ? refusedBy('newCase', error('DUPLICATE_VALUE', message)) : null,
    );
    await expect(store.file(filing())).rejects.toMatchObject({ code: 'record_refused' });
    expect(composites(seen)).toHaveLength(1);
  });

  test('asks an org without the unique key for the mail first', async () => {
    const { store, seen } = await scriptedOrg(({ path }) => {
      if (path === `${V}/sobjects/EmailMessage/describe`) {
        return { body: describeOf(EMAIL_FIELDS.filter((name) => !name.endsWith('__c'))) };
      }
      const isAsked = path.includes("MessageIdentifier = '<it\\'s@customer.example>'");
      return isAsked ? { body: { records: [{ Id: EMAIL_ID, ParentId: CASE_ID }] } } : null;
    });
    expect(await store.file(filing())).toMatchObject({ isNew: false, caseId: CASE_ID });
    expect(composites(seen)).toEqual([]);
  });

  test('names the fields that the user may not write, and sends nothing', async () => {
    const { store, seen } = await scriptedOrg(({ path }) =>
      path === `${V}/sobjects/Case/describe`
        ? { body: describeOf(CASE_FIELDS.filter((name) => name !== 'Origin')) }
        : null,
    );
    await expect(store.file(filing())).rejects.toMatchObject({
      code: 'org_fields_missing',
      detail: { missing: ['Case.Origin'] },
    });
    expect(composites(seen)).toEqual([]);
  });

  test('leaves out an optional field that the user may not write', async () => {
    const { store, seen } = await scriptedOrg(({ path }) =>
      path === `${V}/sobjects/EmailMessage/describe`
        ? { body: describeOf(EMAIL_FIELDS.filter((name) => name !== 'Headers')) }
        : null,
    );
    await store.file(filing());
    expect(composites(seen)[0].compositeRequest[1].body).not.toHaveProperty('Headers');
  });

  test.each([
    ['UNABLE_TO_LOCK_ROW', 'record_locked'],
    ['INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE', 'org_unavailable'],
    ['STORAGE_LIMIT_EXCEEDED', 'org_storage_full'],
    ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'record_refused'],
    ['REQUIRED_FIELD_MISSING', 'record_refused'],
    ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'record_refused'],
    ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'record_trigger_failed'],
    ['CANNOT_EXECUTE_FLOW_TRIGGER', 'record_trigger_failed'],
    ['INVALID_FIELD', 'org_fields_missing'],
    ['INVALID_FIELD_FOR_INSERT_UPDATE', 'org_fields_missing'],
    ['INSUFFICIENT_ACCESS_OR_READONLY', 'org_refused'],
    ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'org_refused'],
    ['STRING_TOO_LONG', 'record_refused'],
    ['MALFORMED_ID', 'record_refused'],
    ['ENTITY_IS_DELETED', 'case_gone'],
    ['INVALID_CROSS_REFERENCE_KEY', 'record_refused'],
    ['DUPLICATES_DETECTED', 'record_refused'],
    ['SOMETHING_NEW', 'record_refused'],
  ])('tells the culprit of a composite: %s is %s', async (errorCode, code) => {
    const { store } = await scriptedOrg(({ path }) =>
      path === `${V}/composite` ? refusedBy('newCase', error(errorCode)) : null,
    );
    const thrown = await store.file(filing()).catch((refused: unknown) => refused);
    expect(thrown).toMatchObject({ code, upstream: { error: errorCode, endpoint: 'org' } });
    expect(JSON.stringify(thrown)).not.toContain('ann@customer.example');
  });

  test('tells that a reply’s case is gone when its id is none any more', async () => {
    const { store } = await scriptedOrg(({ path }) =>
      path === `${V}/composite`
        ? refusedBy('newEmail', error('INVALID_CROSS_REFERENCE_KEY'))
        : null,
    );
    const reply = { ...filing(), target: { kind: 'case' as const, caseId: CASE_ID } };
    await expect(store.file(reply)).rejects.toMatchObject({ code: 'case_gone' });
  });

  test('keeps what an admin wrote in a validation rule, without addresses', async () => {
    const message = 'Choose a product for ann@customer.example';
    const { store } = await scriptedOrg(({ path }) =>
      path === `${V}/composite`
        ? refusedBy('newCase', error('FIELD_CUSTOM_VALIDATION_EXCEPTION', message))
        : null,
    );
    await expect(store.file(filing())).rejects.toMatchObject({
      upstream: { description: 'Choose a product for …' },
    });
  });

  test.each([
    [403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 'org_limit_reached'],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit exceeded.', 'org_busy'],
    [403, 'API_DISABLED_FOR_ORG', 'no API', 'org_refused'],
    [403, 'API_CURRENTLY_DISABLED', 'no API', 'org_refused'],
    [400, 'JSON_PARSER_ERROR', 'no JSON', 'record_refused'],
    [503, 'SERVER_UNAVAILABLE', 'maintenance', 'org_unavailable'],
    [500, 'UNKNOWN_EXCEPTION', 'an error', 'org_unavailable'],
  ])('classifies a refused call: %i %s (%s) is %s', async (status, errorCode, message, code) => {
    const { store } = await scriptedOrg(({ path }) =>
      path === `${V}/composite` ? { status, body: [{ errorCode, message }] } : null,
    );
    const upstream = { status, error: errorCode };
    await expect(store.file(filing())).rejects.toMatchObject({ code, upstream });
  });

  test('takes a page without JSON for an outage', async () => {
    const { store } = await scriptedOrg(({ path }) =>
      path === `${V}/composite` ? { body: '<html>maintenance</html>' } : null,
    );
    await expect(store.file(filing())).rejects.toMatchObject({ code: 'org_unavailable' });
  });
});
