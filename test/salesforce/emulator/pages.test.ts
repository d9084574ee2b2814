import { expect, test } from '@jest/globals';
import { errorOf, type Json, mailOn, startOrg } from './emulated-org.ts';

/** An org with a case, one mail and one file, and functions that visit its pages. */
async function startWithMail(fields: Json = {}) {
  const started = await startOrg();
  const { baseUrl, create, upload } = started;
  const kase = { Subject: '<b>Lamp</b>', Origin: 'Email', SuppliedEmail: 'ann@customer.example' };
  const caseId = String((await create('Case', kase)).body['id']);
  const mail = await create('EmailMessage', mailOn(caseId, fields));
  const record = { PathOnClient: '写真.jpg', FirstPublishLocationId: mail.body['id'] };
  const file = String((await upload(record, 'x'.repeat(1500))).body['id']);
  const visit = async (path: string) => {
    const answer = await fetch(baseUrl + path);
    return {
      status: answer.status,
      url: answer.url,
      headers: answer.headers,
      text: await answer.text(),
    };
  };
  const press = async (
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const body = new URLSearchParams(form);
    const answer = await fetch(baseUrl + path, { method: 'POST', body, headers });
    return { status: answer.status, text: await answer.text() };
  };
  return { ...started, caseId, mailId: String(mail.body['id']), file, visit, press };
}

test('an org without cases says how the first one comes', async () => {
  const { baseUrl } = await startOrg();
  expect(await (await fetch(`${baseUrl}/`)).text()).toContain('There is none yet.');
});

test('the cases are listed, the newest first, and their texts are no markup', async () => {
  const { visit, create } = await startWithMail();
  await create('Case', { Subject: 'Newest' });
  const { text } = await visit('/cases');
  expect(text.indexOf('Newest')).toBeLessThan(text.indexOf('&lt;b&gt;Lamp&lt;/b&gt;'));
  expect(text).toContain('1 mail');
  expect(text).toContain('00001001');
});

test('a case shows its mail, and the file may be downloaded', async () => {
  const { visit, caseId, file } = await startWithMail();
  const { text, headers } = await visit(`/cases/${caseId}`);
  expect(text).toContain('<pre>It does not light.</pre>');
  expect(text).toContain('2 KB');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  const path = `/sfc/servlet.shepherd/version/download/${file}`;
  expect(text).toContain(path);
  const download = await visit(path);
  expect(download.text).toBe('x'.repeat(1500));
  expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%E5/);
  expect((await visit('/sfc/servlet.shepherd/version/download/068Hs000000zzzz')).status).toBe(404);
});

test('the HTML of a mail stays in a frame that runs nothing and loads nothing', async () => {
  const { visit, caseId } = await startWithMail({
    HtmlBody: '<script>alert("x")</script><p>Hi</p>',
  });
  const { text } = await visit(`/cases/${caseId}`);
  expect(text).toMatch(/<iframe title="[^"]*" sandbox srcdoc="&lt;meta http-equiv=/);
  expect(text).not.toContain('<script');
});

test('the addresses that Salesforce gives to records lead to the case', async () => {
  const { visit, caseId, mailId, baseUrl } = await startWithMail();
  for (const path of [
    `/${caseId}`,
    `/${caseId.slice(0, 15)}`,
    `/lightning/r/Case/${caseId}/view`,
    `/lightning/r/EmailMessage/${mailId}/view`,
  ]) {
    const { status, url } = await visit(path);
    expect(status).toBe(200);
    expect(url.startsWith(`${baseUrl}/cases/${caseId.slice(0, 15)}`)).toBe(true);
  }
  expect((await visit('/02sHs000000zzzz')).status).toBe(404);
  expect((await visit('/cases/500Hs000000zzzz')).status).toBe(404);
});

test('the buttons of a case close, merge and delete it', async () => {
  const { press, visit, org, caseId } = await startWithMail();
  const survivor = org.seed('Case', { Subject: 'Survivor' });
  await press(`/cases/${caseId}`, { do: 'close' });
  expect(org.rows('Case')[0]).toMatchObject({ Status: 'Closed', IsClosed: true });
  const unknown = await press(`/cases/${caseId}`, { do: 'merge', into: '99999999' });
  expect(unknown.status).toBe(400);
  expect(unknown.text).toContain('Enter the number of another case');
  expect((await press(`/cases/${caseId}`, { do: 'merge', into: '00001001' })).status).toBe(400);
  await press(`/cases/${caseId}`, { do: 'merge', into: '00001002' });
  expect((await visit(`/cases/${caseId}`)).text).toContain('was merged into');
  expect((await press(`/cases/${caseId}`, { do: 'delete' })).status).toBe(400);
  await press(`/cases/${survivor}`, { do: 'delete' });
  expect((await visit(`/cases/${survivor}`)).text).toContain('is deleted');
  expect((await visit('/cases')).text).toContain('There is none yet.');
});

test('a page of another site cannot press a button', async () => {
  const { press, org, caseId } = await startWithMail();
  const crossSite = { 'sec-fetch-site': 'cross-site' };
  expect((await press(`/cases/${caseId}`, { do: 'delete' }, crossSite)).status).toBe(403);
  expect(org.rows('Case')[0]?.['IsDeleted']).toBe(false);
});

test('the setup page shows what to copy, and deploys, switches on and off', async () => {
  const { press, visit, call, org, baseUrl } = await startWithMail();
  const { text } = await visit('/setup');
  for (const value of [org.login.clientId, org.login.clientSecret, org.login.username, baseUrl]) {
    expect(text).toContain(`<code class="copy">${value}</code>`);
  }
  await press('/setup', { do: 'deploy', deployment: 'nothing' });
  expect((await call('actions/custom/apex')).body).toEqual({ actions: [] });
  await press('/setup', { do: 'on', fault: 'small_budget', max: '1', times: '0' });
  expect((await visit('/setup')).text).toContain('max=1, times=0');
  expect(errorOf(await call('limits'))).toBe('REQUEST_LIMIT_EXCEEDED');
  await press('/setup', { do: 'off', fault: 'small_budget' });
  expect((await call('limits')).status).toBe(200);
  await press('/setup', { do: 'on', fault: 'api_disabled', times: '0' });
  await press('/setup', { do: 'clear' });
  expect((await call('limits')).status).toBe(200);
});

const WRONG: readonly Record<string, string>[] = [
  { do: 'on', fault: 'slow', ms: 'soon', calls: 'all', times: '0' },
  { do: 'on', fault: 'nothing' },
  { do: 'deploy', deployment: 'half' },
  { do: 'certificate', certificate: 'none' },
  { do: 'nothing' },
];

test.each(WRONG)('the setup page refuses %p and says why', async (form) => {
  const { press } = await startWithMail();
  const { status, text } = await press('/setup', form);
  expect(status).toBe(400);
  expect(text).toContain('role="alert"');
});
