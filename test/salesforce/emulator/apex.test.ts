import { expect, test } from '@jest/globals';
import { errorOf, type Json, mailOn, startOrg } from './emulated-org.ts';

const FINDER = 'actions/custom/apex/GmailCaseFinder';

/** An org with a case and one mail, and a function that looks for the case of a mail. */
async function startWithCase() {
  const started = await startOrg();
  const { create, postJson } = started;
  const supplied = { Subject: 'Lamp', SuppliedEmail: 'ann@customer.example' };
  const caseId = String((await create('Case', supplied)).body['id']);
  const fields = {
    MessageIdentifier: '<one@mail.example>',
    CcAddress: 'Carl <carl@customer.example>',
  };
  await create('EmailMessage', mailOn(caseId, fields));
  const find = async (input: Json) => {
    const { body } = await postJson(FINDER, { inputs: [input] });
    const [result] = body as unknown as { isSuccess: boolean; outputValues: Json }[];
    return result?.outputValues ?? {};
  };
  return { ...started, caseId, find };
}

test('a threading token in the subject, the text or the HTML names its case', async () => {
  const { find, org, caseId } = await startWithCase();
  const token = org.threadTokenOf(caseId);
  expect(token).toMatch(/^thread::[\w-]{22}::$/);
  for (const part of ['subject', 'textBody', 'htmlBody']) {
    expect(await find({ [part]: `Re: lamp [ ${token} ]` })).toMatchObject({
      caseId,
      matchedBy: 'token',
      participants: ['ann@customer.example', 'support@example.com', 'carl@customer.example'],
    });
  }
});

test('GmailThreadToken makes the token that the finder understands', async () => {
  const { postJson, org, caseId } = await startWithCase();
  const { body } = await postJson('actions/custom/apex/GmailThreadToken', { inputs: [{ caseId }] });
  expect(body).toMatchObject([
    {
      actionName: 'GmailThreadToken',
      isSuccess: true,
      outputValues: { token: org.threadTokenOf(caseId) },
    },
  ]);
});

const HEADERS = [
  'In-Reply-To: <one@mail.example>',
  'References: <zero@mail.example>\r\n <one@mail.example>',
  'Subject: x\r\nin-reply-to:\r\n\t<one@mail.example>',
];

test.each(HEADERS)(
  'the header section %p names the case of the mail that was answered',
  async (headers) => {
    const { find, caseId } = await startWithCase();
    expect(await find({ headers })).toMatchObject({ caseId, matchedBy: 'headers' });
  },
);

test('a Message-ID that is stored without its angle brackets is found too', async () => {
  const { find, create, caseId } = await startWithCase();
  await create('EmailMessage', mailOn(caseId, { MessageIdentifier: 'two@mail.example' }));
  expect(await find({ headers: 'In-Reply-To: <two@mail.example>' })).toMatchObject({ caseId });
});

test('a Message-ID that Salesforce gave names its case, also where the org keeps no such mail', async () => {
  const { find, org, caseId } = await startWithCase();
  const headers = `In-Reply-To: ${org.messageIdOf(caseId)}`;
  expect(await find({ headers })).toMatchObject({ caseId, matchedBy: 'headers' });
  const unknown = 'In-Reply-To: <AAAAAAAAAAAAAAAAAAAAAA@sfdc.net>';
  expect(await find({ headers: unknown })).toMatchObject({ caseId: null });
});

test('a mail of no case gets none, and the one contact with its address', async () => {
  const { find, org } = await startWithCase();
  const ann = org.rows('Contact')[0]?.Id;
  expect(
    await find({ headers: 'References: <x@y.example>', fromAddress: 'Ann@customer.example' }),
  ).toEqual({ caseId: null, matchedBy: null, participants: [], contactId: ann });
  expect(await find({ fromAddress: 'reception@shared.example' })).toMatchObject({
    contactId: null,
  });
});

test('the survivor of a merged case is found, and none of a deleted one', async () => {
  const { find, org, caseId, baseUrl } = await startWithCase();
  const subject = org.threadTokenOf(caseId);
  const survivor = org.seed('Case', { Subject: 'Other' });
  const act = (id: string, form: Record<string, string>) =>
    fetch(`${baseUrl}/cases/${id}`, { method: 'POST', body: new URLSearchParams(form) });
  await act(caseId, { do: 'merge', into: '00001002' });
  expect(await find({ subject })).toMatchObject({ caseId: survivor, matchedBy: 'token' });
  await act(survivor, { do: 'delete' });
  expect(await find({ subject })).toMatchObject({ caseId: null });
});

test('inputs that the class does not have are refused', async () => {
  const { postJson } = await startOrg();
  const refused = async (path: string, body: unknown) => errorOf(await postJson(path, body));
  expect(await refused(FINDER, { inputs: [{ body: 'x' }] })).toBe('INVALID_API_INPUT');
  expect(await refused(FINDER, {})).toBe('INVALID_API_INPUT');
  expect(await refused('actions/custom/apex/GmailThreadToken', { inputs: [{}] })).toBe(
    'INVALID_API_INPUT',
  );
  expect(await refused('actions/custom/apex/Nothing', { inputs: [{}] })).toBe('NOT_FOUND');
});

const DEPLOYED = [
  { deployment: 'everything', actions: ['GmailCaseFinder', 'GmailThreadToken'], hasKey: true },
  { deployment: 'fields', actions: [], hasKey: true },
  { deployment: 'nothing', actions: [], hasKey: false },
] as const;

test.each(DEPLOYED)('with $deployment deployed, the actions are $actions', async (expected) => {
  const { call, postJson, create, org } = await startOrg();
  org.deploy(expected.deployment);
  const { actions } = (await call('actions/custom/apex')).body as { actions: Json[] };
  expect(actions.map(({ name }) => name)).toEqual(expected.actions);
  expect((await postJson(FINDER, { inputs: [{}] })).status).toBe(
    expected.actions.length > 0 ? 200 : 404,
  );
  const { error } = await create('Case', { Gmail_Message_Key__c: 'a'.repeat(64) });
  expect(error).toBe(expected.hasKey ? '' : 'INVALID_FIELD');
  const { fields } = (await call('sobjects/Case/describe')).body as { fields: Json[] };
  expect(fields.some(({ name }) => name === 'Gmail_Message_Key__c')).toBe(expected.hasKey);
});
