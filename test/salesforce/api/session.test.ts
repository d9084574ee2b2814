import { createHash, createPublicKey, verify } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { loginToOrg } from '../../../shared/salesforce/api/login.ts';
import { makeOrgKey, readOrgKey } from '../../../shared/salesforce/api/org-key.ts';
import { scriptedOrg, V } from './scripted-org.ts';

const READ = { method: 'GET', path: 'query?q=x', kind: 'read' } as const;
const EXPIRED = {
  status: 401,
  body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
};

describe('Logging in to an org', () => {
  test('sends the consumer secret in the form, once for many calls', async () => {
    const { session, seen, loginCount, tokens } = await scriptedOrg();
    await Promise.all([session.call(READ), session.call(READ), session.call(READ)]);
    expect(loginCount()).toBe(1);
    const form = new URLSearchParams(seen[0]?.body);
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'consumer-key',
      client_secret: 'marked-secret',
    });
    expect(tokens.held.get('org-1')?.value).toBe('marked-token-1');
  });

  test('uses a token that another instance stored', async () => {
    const { session, loginCount, tokens, base, seen } = await scriptedOrg();
    const expiresAt = new Date(Date.now() + 600_000);
    await tokens.writeOrgToken('org-1', { value: 'stored', instanceUrl: base, expiresAt });
    await session.call(READ);
    expect(loginCount()).toBe(0);
    expect(seen[0]?.headers.authorization).toBe('Bearer stored');
  });

  test('logs in once more when the org does not accept the token, and then gives up', async () => {
    let refusals = 1;
    const { session, loginCount } = await scriptedOrg(({ path }) =>
      path.startsWith(`${V}/query`) && refusals-- > 0 ? EXPIRED : null,
    );
    await session.call(READ);
    expect(loginCount()).toBe(2);
    refusals = 99;
    await expect(session.call(READ)).rejects.toMatchObject({
      code: 'org_refused',
      upstream: { error: 'INVALID_SESSION_ID', status: 401 },
    });
    expect(loginCount()).toBe(3);
  });

  test.each([
    ['invalid_grant', 'request not supported on this domain'],
    ['invalid_grant', 'no client credentials user enabled'],
    ['invalid_app_access', 'user is not admin approved to access this app'],
    ['invalid_grant', "user hasn't approved this consumer"],
    ['invalid_grant', 'invalid assertion'],
    ['invalid_grant', 'audience is invalid'],
    ['app_not_found', 'External client app is not installed in this org'],
    ['invalid_client_id', 'client identifier invalid'],
    ['invalid_client', 'invalid client credentials'],
    ['unsupported_grant_type', 'grant type not supported'],
    ['inactive_user', 'user is inactive'],
  ])('reports a refusal in Salesforce’s words: %s, %s', async (error, error_description) => {
    const { session } = await scriptedOrg(({ path }) =>
      path === 'oauth2/token' ? { status: 400, body: { error, error_description } } : null,
    );
    await expect(session.call(READ)).rejects.toMatchObject({
      code: 'org_login_refused',
      upstream: { endpoint: 'org_login', status: 400, error, description: error_description },
    });
  });

  test.each([
    [503, '<html>maintenance</html>'],
    [200, '<html>a portal</html>'],
    [200, { access_token: 'marked', instance_url: 'https://evil.example' }],
    [400, { error: 'invalid_grant', error_description: 'login rate exceeded' }],
  ])('takes anything else for an outage: %i %j', async (status, body) => {
    const { session } = await scriptedOrg(({ path }) =>
      path === 'oauth2/token' ? { status, body } : null,
    );
    await expect(session.call(READ)).rejects.toMatchObject({ code: 'org_unavailable' });
  });

  test('signs an assertion for the My Domain that lives three minutes', async () => {
    const { base, seen } = await scriptedOrg();
    const now = new Date();
    const { privateKey, certificate } = await makeOrgKey(now);
    const secret = { kind: 'private_key', privateKey } as const;
    const login = { myDomain: base, clientId: 'consumer-key', username: 'u@example.com', secret };
    const { organizationId } = await loginToOrg(login, now);
    expect(organizationId).toBe('00D000000000001EAA');
    const assertion = new URLSearchParams(seen[0]?.body).get('assertion') ?? '';
    const [header = '', claims = '', signature = ''] = assertion.split('.');
    const signed = Buffer.from(`${header}.${claims}`);
    const key = createPublicKey(certificate.pem);
    expect(verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: 'consumer-key',
      sub: 'u@example.com',
      aud: base,
      exp: Math.floor(now.getTime() / 1000) + 180,
    });
    expect(readOrgKey(privateKey + certificate.pem)).toEqual({ privateKey, certificate });
    expect(() => readOrgKey(privateKey)).toThrow('key_certificate_unmatched');
    expect(certificate.expiresAt.getUTCFullYear()).toBe(now.getUTCFullYear() + 2);
  });

  test('reports an org that cannot be reached with the code of the network', async () => {
    const { session, tokens } = await scriptedOrg();
    const expiresAt = new Date(Date.now() + 600_000);
    const instanceUrl = 'http://127.0.0.1:1';
    await tokens.writeOrgToken('org-1', { value: 'stored', instanceUrl, expiresAt });
    await expect(session.call(READ)).rejects.toMatchObject({
      code: 'org_unavailable',
      upstream: { status: null, network: 'ECONNREFUSED' },
    });
  });

  test('reads how many API requests are used from each answer', async () => {
    const { session } = await scriptedOrg(({ path }) =>
      path.startsWith(`${V}/query`)
        ? { body: {}, headers: { 'sforce-limit-info': 'api-usage=18/5000' } }
        : null,
    );
    await session.call(READ);
    expect(session.budget()).toMatchObject({ used: 18, limit: 5000 });
  });
});

describe('Finding the case of a mail', () => {
  const query = {
    subject: 's',
    text: 't',
    html: null,
    inReplyTo: ["b'@x"],
    references: ['a@x', "b'@x"],
    threadIndex: null,
    from: { name: '', address: 'Ann@Customer.example' },
  };

  test('asks for the Message-IDs and the one contact, where Apex is not deployed', async () => {
    const rows = [
      { ParentId: '500A', MessageIdentifier: '<a@x>', FromAddress: 'a@x' },
      {
        ParentId: '500B',
        MessageIdentifier: "<b'@x>",
        FromAddress: 'B@x',
        ToAddress: 'c@x; d@x',
        Parent: { SuppliedEmail: 'e@x', ContactEmail: null },
      },
    ];
    const contacts = [
      { Id: '003A', Email: 'ann@customer.example' },
      { Id: '003B', Email: 'mary-ann@customer.example' },
    ];
    const { store, seen } = await scriptedOrg(({ path }) => {
      if (path.includes('MessageIdentifier IN')) return { body: { records: rows } };
      // Who takes part in the case: nobody else.
      if (path.startsWith(`${V}/query`)) return { body: { records: [] } };
      return path === `${V}/parameterizedSearch` ? { body: { searchRecords: contacts } } : null;
    });
    expect(await store.find(query)).toEqual({
      match: { caseId: '500B', by: 'headers', participants: ['b@x', 'c@x', 'd@x', 'e@x'] },
      contactId: '003A',
    });
    const asked = seen.find(({ path }) => path.includes('MessageIdentifier IN'))?.path;
    expect(asked).toContain("IN ('<b\\'@x>', 'b\\'@x', '<a@x>', 'a@x')");
  });

  test('takes the case of the mail that had a Message-ID first, even if a later one claims an earlier date', async () => {
    const rows = [
      { ParentId: '500A', MessageIdentifier: '<a@x>', FromAddress: 'ann@customer.example' },
      { ParentId: '500B', MessageIdentifier: '<a@x>', FromAddress: 'stranger@evil.example' },
    ];
    const { store, seen } = await scriptedOrg(({ path }) =>
      path.startsWith(`${V}/query`) ? { body: { records: rows } } : null,
    );
    expect((await store.find(query)).match).toMatchObject({ caseId: '500A' });
    const asked = seen.find(({ path }) => path.includes('MessageIdentifier IN'))?.path;
    expect(asked).toContain('ORDER BY CreatedDate LIMIT');
  });

  test('names no contact when two have the address', async () => {
    const one = { Id: '003A', Email: 'ann@customer.example' };
    const { store } = await scriptedOrg(({ path }) =>
      path === `${V}/parameterizedSearch`
        ? { body: { searchRecords: [one, { ...one, Id: '003B' }] } }
        : null,
    );
    expect(await store.find(query)).toEqual({ match: null, contactId: null });
  });

  test('asks the Apex class alone where it is deployed', async () => {
    const outputValues = {
      caseId: '500C',
      matchedBy: 'token',
      participants: ['A@x'],
      contactId: '003C',
    };
    const { store, seen } = await scriptedOrg(({ path }) => {
      if (path === `${V}/actions/custom/apex`) {
        return { body: { actions: [{ name: 'GmailCaseFinder' }] } };
      }
      return path.endsWith('GmailCaseFinder')
        ? { body: [{ isSuccess: true, outputValues }] }
        : null;
    });
    expect(await store.find(query)).toEqual({
      match: { caseId: '500C', by: 'token', participants: ['a@x'] },
      contactId: '003C',
    });
    const sent = JSON.parse(seen.at(-1)?.body ?? '');
    expect(sent.inputs[0].headers).toBe("In-Reply-To: <b'@x>\r\nReferences: <a@x> <b'@x>");
  });

  test('tells a mail for which the Apex class fails from an org that refuses all of them', async () => {
    for (const [status, code] of [
      [400, 'record_trigger_failed'],
      [403, 'org_refused'],
    ] as const) {
      const { store } = await scriptedOrg(({ path }) => {
        if (path === `${V}/actions/custom/apex`)
          return { body: { actions: [{ name: 'GmailCaseFinder' }] } };
        const errors = [{ statusCode: 'UNKNOWN_EXCEPTION', message: 'Apex heap size too large' }];
        const failed = [{ isSuccess: false, errors }];
        return path.endsWith('GmailCaseFinder') ? { status, body: failed } : null;
      });
      await expect(store.find(query)).rejects.toMatchObject({ code });
    }
  });

  test('gives the Apex class no more text than it has memory for, and no address that none is', async () => {
    const { store, seen } = await scriptedOrg(({ path }) => {
      if (path === `${V}/actions/custom/apex`)
        return { body: { actions: [{ name: 'GmailCaseFinder' }] } };
      const outputValues = { caseId: null, participants: [] };
      return path.endsWith('GmailCaseFinder')
        ? { body: [{ isSuccess: true, outputValues }] }
        : null;
    });
    const long = 'x'.repeat(5_000_000);
    const from = { name: '', address: 'a\\@b.example' };
    await store.find({ ...query, from, text: `token ${long}`, html: `token ${long}` });
    const [input] = JSON.parse(seen.at(-1)?.body ?? '').inputs;
    expect([input.textBody.length, input.htmlBody.length]).toEqual([262_144, 262_144]);
    expect(input.textBody).toMatch(/^token x/);
    expect(input.fromAddress).toBe('');
  });

  test.each(['"} OR {*"@b.example', 'a*@b.example', 'nobody', `${'a'.repeat(80)}@b.example`])(
    'searches no contact by the address %j, which none can have',
    async (address) => {
      const { store, seen } = await scriptedOrg();
      const found = await store.find({ ...query, from: { name: '', address } });
      expect(found.contactId).toBeNull();
      expect(seen.map(({ path }) => path)).not.toContain(`${V}/parameterizedSearch`);
    },
  );

  test('falls back to the Message-IDs when the Apex class is gone', async () => {
    const { store } = await scriptedOrg(({ path }) => {
      if (path === `${V}/actions/custom/apex`) {
        return { body: { actions: [{ name: 'GmailCaseFinder' }] } };
      }
      const gone = [{ errorCode: 'NOT_FOUND', message: 'none' }];
      return path.endsWith('GmailCaseFinder') ? { status: 404, body: gone } : null;
    });
    expect(await store.find(query)).toEqual({ match: null, contactId: null });
  });

  test('follows a merged case to its survivor', async () => {
    const { store } = await scriptedOrg(({ path }) => {
      if (path.includes("'500A'")) {
        return { body: { records: [{ Id: '500A', IsDeleted: true, MasterRecordId: '500B' }] } };
      }
      return path.includes("'500B'")
        ? { body: { records: [{ Id: '500B', IsDeleted: false, MasterRecordId: null }] } }
        : null;
    });
    expect(await store.survivorOf('500A')).toBe('500B');
    expect(await store.survivorOf('500Z')).toBeNull();
  });
});

describe('Files of a mail', () => {
  const content = Buffer.from('marked content');
  const file = (bytes = content.length) => ({
    name: 'a "b".txt',
    type: 'text/plain',
    bytes,
    md5: createHash('md5').update(content).digest('hex'),
    sha256: '',
    isInline: false,
    contentId: null,
    open: () => Readable.from([content]),
  });

  test('are sent as multipart/form-data', async () => {
    const { store, seen } = await scriptedOrg();
    await store.addFile('02sA', file());
    const sent = seen.at(-1);
    expect(sent?.path).toBe(`${V}/sobjects/ContentVersion`);
    expect(sent?.headers['content-length']).toBe(String(sent?.body.length));
    const name = JSON.stringify(file().name);
    expect(sent?.body).toContain(
      `{"Title":${name},"PathOnClient":${name},"FirstPublishLocationId":"02sA"}`,
    );
    expect(sent?.body).toContain('\r\n\r\nmarked content\r\n--');
  });

  test('are not stored when their content is shorter than was said', async () => {
    const { store, seen } = await scriptedOrg();
    await expect(store.addFile('02sA', file(99))).rejects.toMatchObject({
      code: 'org_unavailable',
      upstream: { network: 'BODY_LENGTH' },
    });
    expect(seen.some(({ path }) => path.endsWith('/ContentVersion'))).toBe(false);
  });

  test('are refused when the org has no storage left', async () => {
    const { store } = await scriptedOrg(({ path }) =>
      path.endsWith('sobjects/ContentVersion')
        ? { status: 400, body: [{ errorCode: 'STORAGE_LIMIT_EXCEEDED', message: 'full' }] }
        : null,
    );
    await expect(store.addFile('02sA', file())).rejects.toMatchObject({ code: 'org_storage_full' });
  });

  test('are listed with name, size and checksum', async () => {
    const LatestPublishedVersion = {
      Title: 'a',
      PathOnClient: 'a.txt',
      ContentSize: 3,
      Checksum: 'AB',
    };
    const { store } = await scriptedOrg(({ path }) =>
      path.includes('ContentDocumentLink')
        ? { body: { records: [{ ContentDocument: { LatestPublishedVersion } }] } }
        : null,
    );
    expect(await store.listFiles('02sA')).toEqual([{ name: 'a.txt', bytes: 3, md5: 'ab' }]);
  });
});
