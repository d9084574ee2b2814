import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { REFRESH_DUE } from '../../shared/tokens/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleAnswered, sampleConnection } from '../support/samples.ts';

const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid'] };
const FOREVER = new Date('2030-01-01');
const { PERMISSION_DENIED, NOT_FOUND, FAILED_PRECONDITION, UNAUTHENTICATED } = status;

/** It is reported at once, because a retry would not help. */
const AT_ONCE_MS = 1_000;

describeWithFirestore('what Google Cloud forbids or lacks', (firestore) => {
  let cloud: FaultyCloud;
  let version: string;

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore);
  });
  beforeEach(async () => {
    await cloud.reset();
    version = await cloud.state.vault.put('connection-1', GRANT);
  });
  afterAll(() => cloud?.close());

  const store = () => cloud.state.store;
  const all = { before: FOREVER, limit: 9 };
  const first = { after: null, limit: 9 };
  const reads: [string, string, () => Promise<unknown>][] = [
    ['a connection', 'BatchGetDocuments', () => store().readConnection('a')],
    ['a request', 'BatchGetDocuments', () => store().readRequest('a')],
    ['the list', 'RunQuery', () => store().listConnections(first)],
    ['an address', 'RunQuery', () => store().findByAddress('a@example.com')],
    ['what is due', 'RunQuery', () => store().due(REFRESH_DUE, { ...all, shards: [1] })],
    ['what is parked', 'RunQuery', () => store().parkedRequests(all)],
    ['the expired', 'RunQuery', () => store().forgetRequests({ ...all, parkedBefore: FOREVER })],
    ['the keys', 'BatchGetDocuments', () => cloud.another().keyring.current()],
    ['a count', 'RunAggregationQuery', async () => cloud.state.sealed[0]?.countOthers('a')],
  ];
  const writes: [string, string, () => Promise<unknown>][] = [
    ['a connection', 'Commit', () => store().writeConnection(sampleConnection(), null)],
    ['a request', 'Commit', () => store().writeRequest(sampleAnswered(), null)],
  ];
  const database = () => `projects/${firestore.projectId}/databases/(default)`;

  describe.each([
    ['reading', 'roles/datastore.viewer', reads],
    ['writing', 'roles/datastore.user', writes],
  ] as const)('%s in Firestore', (_, role, operations) => {
    test.each(operations)(
      '%s without the role: the error names the role',
      async (_, method, work) => {
        cloud.proxy.fault({ method, code: PERMISSION_DENIED });
        const end = await endOf(work());
        expect(end).toMatchObject({
          code: 'permission_missing',
          detail: { role, resource: database() },
        });
        expect(end.milliseconds).toBeLessThan(AT_ONCE_MS);
        expect(end.shown).not.toMatch(/a fault of|marked/);
      },
    );
  });

  const missing: [string, number][] = Object.entries({ NOT_FOUND, FAILED_PRECONDITION });
  test.each(missing)('a missing database or index is reported: %s', async (_, code) => {
    for (const [, method, work] of [...reads, ...writes]) {
      // A failed write reads whether it was stored, and fails again.
      const methods = method === 'Commit' ? [method, 'BatchGetDocuments'] : [method];
      for (const each of methods) cloud.proxy.fault({ method: each, code });
      expect(await endOf(work())).toMatchObject({ code: 'store_incomplete' });
    }
  });

  test('credentials that are not accepted are reported', async () => {
    cloud.proxy.fault({ method: 'BatchGetDocuments', code: UNAUTHENTICATED });
    expect(await endOf(store().readConnection('a'))).toMatchObject({ code: 'credentials_missing' });
    cloud.secretManager.fault({ method: 'AccessSecretVersion', code: UNAUTHENTICATED });
    expect(await endOf(cloud.state.vault.get(version))).toMatchObject({
      code: 'credentials_missing',
    });
  });

  const project = `projects/${firestore.projectId}`;
  const secret = `${project}/secrets/connector-grant-connection-1`;
  const vault = () => cloud.state.vault;
  const owners = async () => {
    const other = cloud.another({ grantVaults: ['sealed-firestore', 'secret-manager'] });
    for await (const _ of other.otherVaults[0]?.owners() ?? []) return;
  };
  const forget = () =>
    cloud
      .another({ grantVaults: ['sealed-firestore', 'secret-manager'] })
      .otherVaults[0]?.forget('connection-1');
  const ofSecrets: [
    Parameters<FaultyCloud['secretManager']['deny']>[0],
    string,
    string | null,
    () => unknown,
  ][] = [
    ['AccessSecretVersion', 'roles/secretmanager.secretAccessor', null, () => vault().get(version)],
    [
      'AddSecretVersion',
      'roles/secretmanager.secretVersionAdder',
      secret,
      () => vault().put('connection-1', GRANT),
    ],
    [
      'CreateSecret',
      'a role with secretmanager.secrets.create',
      project,
      () => vault().put('connection-2', GRANT),
    ],
    [
      'ListSecretVersions',
      'roles/secretmanager.secretVersionManager',
      secret,
      () => vault().versions('connection-1'),
    ],
    [
      'DestroySecretVersion',
      'roles/secretmanager.secretVersionManager',
      null,
      () => vault().destroy(version),
    ],
    ['ListSecrets', 'roles/secretmanager.viewer', project, owners],
    ['DeleteSecret', 'roles/secretmanager.admin', secret, forget],
  ];

  /** Google answers with the project’s number; we call with its ID. */
  const ours = () => version.replace(/^projects\/\d+/, project);

  test.each(ofSecrets)(
    '%s without the role: the error names the role',
    async (method, role, resource, work) => {
      cloud.secretManager.deny(method);
      const end = await endOf(Promise.resolve(work()));
      expect(end).toMatchObject({ code: 'permission_missing', detail: { role } });
      const asked = method === 'AccessSecretVersion' ? ours() : ours().split('/versions/')[0];
      expect(end.detail).toHaveProperty('resource', resource ?? asked);
      expect(end.milliseconds).toBeLessThan(AT_ONCE_MS);
      expect(end.shown).not.toMatch(/marked|denied for resource/);
    },
  );

  describe('where IAM answers PERMISSION_DENIED for a secret that does not exist', () => {
    const create = 'a role with secretmanager.secrets.create';
    beforeEach(() => cloud.secretManager.hideMissing());

    test('the first grant of a mailbox is stored', async () => {
      expect(await vault().versions('connection-2')).toEqual([]);
      const first = await vault().put('connection-3', GRANT);
      expect(await vault().get(first)).toEqual(GRANT);
      expect(await vault().versions('connection-3')).toMatchObject([{ name: first }]);
    });

    test('fifty callers at the same time store the first grant', async () => {
      const callers = Array.from({ length: 50 }, () => vault().put('connection-2', GRANT));
      expect(new Set(await Promise.all(callers)).size).toBe(50);
    });

    test.each([
      ['put', 'roles/secretmanager.secretVersionAdder', () => vault().put('connection-2', GRANT)],
      [
        'versions',
        'roles/secretmanager.secretVersionManager',
        () => vault().versions('connection-2'),
      ],
    ])('%s without the right to create names both roles', async (_, role, work) => {
      cloud.secretManager.deny('CreateSecret');
      expect(await endOf(work())).toMatchObject({
        code: 'permission_missing',
        detail: {
          role: `${role}, and if the secret does not exist ${create}`,
          resource: `${project}/secrets/connector-grant-connection-2`,
        },
      });
    });

    test('a missing grant is not called lost: its role may be missing', async () => {
      const name = version.replace('connection-1', 'connection-9');
      expect(await endOf(vault().get(name))).toMatchObject({ code: 'permission_missing' });
    });
  });

  test('without the right to read the keys, connections are found and listed but not opened', async () => {
    await store().writeConnection(sampleConnection({ id: 'a' }), null);
    cloud.secretManager.deny('AccessSecretVersion');
    const reader = cloud.another().store;
    expect((await reader.findByAddress('support@example.com'))?.id).toBe('a');
    expect((await reader.listConnections({ after: null, limit: 9 })).items).toHaveLength(1);
    expect(await endOf(reader.readConnection('a'))).toMatchObject({ code: 'permission_missing' });
  });

  test('without the right to see a version’s state, no grant is called lost', async () => {
    cloud.secretManager.restore(cloud.secretManager.dump().replaceAll('"ENABLED"', '"DISABLED"'));
    cloud.secretManager.deny('GetSecretVersion');
    expect(await endOf(vault().get(version))).toMatchObject({
      code: 'grant_disabled',
      detail: { resource: version },
    });
    expect(await endOf(cloud.another().keyring.current())).toMatchObject({
      code: 'keyring_unusable',
      detail: { reason: 'closed' },
    });
  });
});
