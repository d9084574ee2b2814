import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { ORG_RECORD, type Org, type OrgSecret } from '../../../shared/salesforce/api/org.ts';
import { createOrgs } from '../../../shared/salesforce/api/orgs.ts';
import type { AuditEvent, RecordStore } from '../../../shared/tokens/index.ts';
import {
  createTokens,
  describeOf,
  EMAIL_FIELDS,
  type Scripted,
  type Seen,
  scriptedOrg,
  V,
} from './scripted-org.ts';

/** Records of one kind, in memory. */
function createStore() {
  const records = new Map<string, { value: unknown; revision: string }>();
  const events: AuditEvent[] = [];
  let revisions = 0;
  const store: Pick<RecordStore, 'readRecord' | 'writeRecord' | 'listRecords'> = {
    readRecord: async <Value>(_kind: unknown, id: string) => {
      const found = records.get(id);
      return found ? { value: found.value as Value, revision: found.revision } : null;
    },
    writeRecord: async ({ id, value }, revision, event) => {
      if ((records.get(id)?.revision ?? null) !== revision) return null;
      revisions += 1;
      records.set(id, { value, revision: String(revisions) });
      if (event) events.push(event);
      return String(revisions);
    },
    listRecords: async <Value>() => [...records.values()].map(({ value }) => value as Value),
  };
  return { store, events };
}

function createVault() {
  const held = new Map<string, OrgSecret>();
  let versions = 0;
  return {
    held,
    put: async (_id: string, secret: OrgSecret) => {
      versions += 1;
      held.set(`v${versions}`, secret);
      return `v${versions}`;
    },
    get: async (version: string) => held.get(version) ?? null,
    destroy: async (version: string) => {
      held.delete(version);
    },
    versions: async () => [],
  };
}

async function orgsAt(script?: (seen: Seen) => Scripted | null) {
  const { base } = await scriptedOrg(script);
  const [stored, secrets] = [createStore(), createVault()];
  const clock = { now: () => new Date(), sleep: async () => {} };
  let count = 0;
  const unique = () => String(count++);
  const ids = { unique, secret: unique, random: () => 0 };
  const ports = {
    ...stored,
    secrets,
    tokens: createTokens(),
    clock,
    ids,
    emulatorUrl: base,
    settings: null,
  };
  const given = {
    myDomain: base,
    clientId: 'consumer-key',
    username: null,
    secret: { kind: 'client_secret', clientSecret: 'marked-secret' },
    certificate: null,
  } as const;
  return { orgs: createOrgs(ports), ports, ...stored, secrets, given };
}

const ADMIN = 'admin@example.com';
const REFUSED = { status: 400, body: { error: 'invalid_client', error_description: 'no' } };
const kindsOf = (events: readonly AuditEvent[]) => events.map(({ kind }) => kind);

describe('The organizations of an installation', () => {
  test('are added, changed and removed, and keep one secret each', async () => {
    const { orgs, events, secrets, given, store } = await orgsAt();
    const org = await orgs.add(given, ADMIN);
    expect(org).toMatchObject({ organizationId: '00D000000000001EAA', secretVersion: 'v1' });
    expect(JSON.stringify(await store.readRecord(ORG_RECORD, org.id))).not.toContain('marked');
    await expect(orgs.add(given, ADMIN)).rejects.toMatchObject({ code: 'org_exists' });
    const secret = { kind: 'client_secret', clientSecret: 'another-secret' } as const;
    expect((await orgs.change(org.id, { ...given, secret }, ADMIN)).secretVersion).toBe('v2');
    expect([...secrets.held.keys()]).toEqual(['v2']);
    await orgs.remove(org.id, { by: ADMIN, isUsed: async () => false });
    expect(secrets.held.size).toBe(0);
    expect(await orgs.list()).toEqual([]);
    await expect(orgs.read(org.id)).rejects.toMatchObject({ code: 'org_unknown' });
    await expect(orgs.casesOf(org.id).survivorOf('500A')).rejects.toMatchObject({
      code: 'org_unknown',
    });
    expect(kindsOf(events)).toEqual(['org_added', 'org_changed', 'org_removed']);
    await orgs.add(given, ADMIN);
    expect(await orgs.list()).toHaveLength(1);
  });

  test('are not stored when Salesforce refuses the login', async () => {
    const { orgs, secrets, given } = await orgsAt(({ path }) =>
      path === 'oauth2/token' ? REFUSED : null,
    );
    await expect(orgs.add(given, ADMIN)).rejects.toMatchObject({ code: 'org_login_refused' });
    expect(secrets.held.size).toBe(0);
    expect(await orgs.list()).toEqual([]);
  });

  test('are not removed while a mailbox sends its mail there, even one that began during the removal', async () => {
    const { orgs, given, secrets } = await orgsAt();
    const { id } = await orgs.add(given, ADMIN);
    let asked = 0;
    const isUsed = async () => ++asked === 2;
    await expect(orgs.remove(id, { by: ADMIN, isUsed })).rejects.toMatchObject({
      code: 'org_in_use',
    });
    expect((await orgs.read(id)).removedAt).toBeNull();
    expect(secrets.held.size).toBe(1);
  });

  test('destroy a new secret that no record could name', async () => {
    const { orgs, given, secrets, store } = await orgsAt();
    store.writeRecord = async () => {
      throw new AppError('store_unavailable');
    };
    await expect(orgs.add(given, ADMIN)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(secrets.held.size).toBe(0);
  });

  test('say that their secret is lost when the vault has it no more', async () => {
    const { orgs, given, secrets } = await orgsAt();
    const { id } = await orgs.add(given, ADMIN);
    secrets.held.clear();
    await expect(orgs.choicesOf(id)).rejects.toMatchObject({ code: 'org_secret_lost' });
  });

  test('are also that of the settings, which no page changes or removes', async () => {
    const { ports, given } = await orgsAt();
    const settings = {
      myDomain: given.myDomain,
      clientId: 'consumer-key',
      clientSecret: 'marked-secret',
      privateKey: null,
      username: null,
    };
    const orgs = createOrgs({ ...ports, settings });
    const [org] = await orgs.list();
    expect(org).toMatchObject({ isFromSettings: true, method: 'client_credentials' });
    const id = org?.id ?? '';
    expect(await orgs.casesOf(id).survivorOf('500A')).toBeNull();
    await expect(orgs.change(id, given, ADMIN)).rejects.toMatchObject({ code: 'org_exists' });
    await expect(orgs.remove(id, { by: ADMIN, isUsed: async () => false })).rejects.toMatchObject({
      code: 'org_in_use',
    });
  });

  test.each([
    [{ myDomain: 'https://login.salesforce.com' }, 'my_domain_malformed'],
    [{ clientId: 'a b' }, 'consumer_key_malformed'],
    [{ secret: { kind: 'client_secret', clientSecret: ' ' } }, 'org_secret_missing'],
    [{ secret: { kind: 'private_key', privateKey: 'any' } }, 'org_secret_missing'],
  ] as const)('refuse what was entered wrongly: %j', async (wrong, code) => {
    const { orgs, given } = await orgsAt();
    await expect(orgs.add({ ...given, ...wrong }, ADMIN)).rejects.toMatchObject({ code });
  });
});

test('Cases are named for a page with the address at which Salesforce shows them', async () => {
  const row = { Id: '500A', Subject: 's', CaseNumber: '00001' };
  const { orgs, given } = await orgsAt(({ path }) =>
    path.includes("FROM Case WHERE Id IN ('500A')") ? { body: { records: [row] } } : null,
  );
  const { id } = await orgs.add(given, ADMIN);
  const url = `${given.myDomain}/500A`;
  expect(await orgs.linksTo(id, ['500A'])).toEqual([
    { id: '500A', subject: 's', number: '00001', url },
  ]);
});

describe('A check of readiness', () => {
  const resultsOf = ({ readiness }: Org) =>
    readiness?.steps.map(({ step, result }) => `${step} ${result}`);

  test('passes step by step, and says what is lost without Apex', async () => {
    const { orgs, given } = await orgsAt();
    const { id } = await orgs.add(given, ADMIN);
    expect(resultsOf(await orgs.check(id))).toEqual([
      'host passed',
      'login passed',
      'api passed',
      'objects passed',
      'unique_key passed',
      'files passed',
      'apex limited',
      'budget passed',
    ]);
    expect((await orgs.read(id)).readiness).not.toBeNull();
  });

  test('tells of an org without the unique key and with few API requests left', async () => {
    const fields = EMAIL_FIELDS.filter((name) => !name.endsWith('__c'));
    const { orgs, given } = await orgsAt(({ path }) =>
      path === `${V}/sobjects/EmailMessage/describe`
        ? { body: describeOf(fields), headers: { 'sforce-limit-info': 'api-usage=95/100' } }
        : null,
    );
    const { id } = await orgs.add(given, ADMIN);
    const results = resultsOf(await orgs.check(id));
    expect(results).toContain('unique_key limited');
    expect(results).toContain('budget limited');
  });

  test('skips what comes after a failure', async () => {
    const { orgs, given } = await orgsAt(({ path }) =>
      path === `${V}/sobjects/EmailMessage/describe`
        ? { body: describeOf(EMAIL_FIELDS.slice(1)) }
        : null,
    );
    const { id } = await orgs.add(given, ADMIN);
    const { readiness } = await orgs.check(id);
    expect(readiness?.steps.slice(3, 5)).toEqual([
      {
        step: 'objects',
        result: 'failed',
        failure: { code: 'org_fields_missing', upstream: null },
        facts: ['EmailMessage.ParentId'],
      },
      { step: 'unique_key', result: 'skipped', failure: null, facts: [] },
    ]);
  });
});
