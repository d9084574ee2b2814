import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { type Cloud, expireToken, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { type Connector, startConnector, startUnready } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  disconnectMailbox,
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { askAsSalesforce, WEBHOOK_SECRET } from '../support/salesforce.ts';
import { callScheduled, schedulerToken } from '../support/scheduler.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const JSON_ONLY = { accept: 'application/json' };

describeWithFirestore('the whole product with its state in the cloud', (firestore) => {
  const directory = temporaryDirectory();
  let cloud: Cloud;
  let connector: Connector;
  let admin: Person;
  let id: string;
  /** Everything that was written or shown, to search for secrets. */
  const seen: string[] = [];

  const google = () => emulator(`${connector.baseUrl}/google`);
  const environment = () => ({
    ...cloud.environment(),
    SALESFORCE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    LOG_LEVEL: 'debug',
  });
  const restart = async (): Promise<void> => {
    await connector.end('SIGKILL');
    seen.push(connector.output());
    connector = await startConnector({
      directory,
      port: connector.port,
      environment: environment(),
    });
  };
  const token = (name: string) =>
    schedulerToken(
      { baseUrl: connector.baseUrl, directory },
      { audience: `${connector.baseUrl}/${name}` },
    );
  const refreshNow = async (): Promise<unknown> => {
    const about = { token: await token('token-refresh'), body: { connectionId: id } };
    return (await callScheduled(`${connector.baseUrl}/token-refresh`, about)).json();
  };
  const keys = async (verb: string) => {
    const ended = await runCommand(['keys', verb], cloud.environment());
    seen.push(ended.stdout, ended.stderr);
    return ended;
  };

  beforeAll(async () => {
    cloud = await startCloud(firestore);
    const port = await freePort();
    connector = await startUnready({ directory, port, environment: environment() });
  });
  afterAll(() => connector.end());

  test('every function asks for keys init before it, and nothing is written', async () => {
    const visitor = person(connector.baseUrl);
    const page = await visitor.submit('/setup-page/sign-in');
    expect(page.status).toBe(503);
    expect(page.text).toContain('npm run keys -- init');
    expect(page.text).toContain('Go to the setup page');
    expect(page.text).not.toContain('whoever sent you the link');
    const link = await visitor.get('/authorization-url/unknown-link');
    const callback = await visitor.get('/oauth-callback?state=unknown&code=x');
    expect([link.status, callback.status]).toEqual([503, 503]);
    const answers = await Promise.all([
      fetch(`${connector.baseUrl}/oauth-callback?state=x&code=y`, { headers: JSON_ONLY }),
      callScheduled(`${connector.baseUrl}/token-refresh`, { token: await token('token-refresh') }),
      callScheduled(`${connector.baseUrl}/label-probe`, { token: await token('label-probe') }),
      askAsSalesforce(connector.baseUrl, SUPPORT),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: { code: 'keyring_unusable' } });
    }
    expect((await fetch(`${connector.baseUrl}/healthz`)).status).toBe(503);
    expect(await cloud.firestore.listCollections()).toEqual([]);
    expect(cloud.secretManager.secrets()).toEqual([]);
  });

  test('keys init makes it work without a restart', async () => {
    expect((await keys('init')).stdout).toMatch(/^Made the first key/);
    expect((await fetch(`${connector.baseUrl}/healthz`)).status).toBe(200);
  });

  test('a mailbox is connected, listed and probed', async () => {
    admin = await signedIn(connector.baseUrl);
    const returned = await connectMailbox(admin, { account: SUPPORT });
    expect(returned.status).toBe(303);
    expect((await admin.get('/setup-page')).text).toContain(SUPPORT);
    id = await connectionIdOf(admin);
    expect((await checkNow(admin, id)).text).toContain('INBOX');
  });

  test('the state of another client is refused', async () => {
    const another = {
      ...cloud.environment(),
      GOOGLE_CLIENT_ID: 'another.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'another',
      GOOGLE_EMULATOR_URL: `${connector.baseUrl}/google`,
    };
    const listed = await runCommand(['keys', 'list', '--json'], another);
    expect(listed.code).toBe(1);
    expect(JSON.parse(listed.stdout)).toMatchObject({ error: { code: 'store_of_another_client' } });
    const stranger = await startUnready({
      directory: `${directory}/another`,
      environment: another,
    });
    const refused = await person(stranger.baseUrl).submit('/setup-page/sign-in');
    expect(refused.status).toBe(500);
    expect(refused.text).toContain('store_of_another_client');
    await stranger.end();
  });

  test('a mailbox survives kill -9, and its token is refreshed without a new consent', async () => {
    await cloud.editConnections(expireToken);
    await restart();
    const before = (await google().counts(SUPPORT)).token;
    expect((await checkNow(admin, id)).text).toContain('Working</p>');
    const after = (await google().counts(SUPPORT)).token;
    expect(after.authorization_code).toBe(before.authorization_code);
    expect(after.refresh_token).toBe(before.refresh_token + 1);
  });

  test('a mailbox is refreshed by the scheduler, and Salesforce is answered about it', async () => {
    expect(await refreshNow()).toMatchObject({ outcome: 'refreshed', failure: null });
    const probed = await callScheduled(`${connector.baseUrl}/label-probe`, {
      token: await token('label-probe'),
    });
    expect(await probed.json()).toEqual({ due: 0, healthy: 0, failing: 0, skipped: 0, left: 0 });
    const answer = await askAsSalesforce(connector.baseUrl, SUPPORT);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain('active');
  });

  test('a disabled grant is reported, not called lost', async () => {
    const version = (await stored()).grantVersion ?? '';
    await setVersion(cloud, version, 'DISABLED');
    expect(await refreshNow()).toMatchObject({ outcome: 'retry_later', failure: 'grant_disabled' });
    const { text } = await admin.get('/setup-page');
    expect(text).toContain('Failing</p>');
    expect(text).toContain('enable its version again');
    await setVersion(cloud, version, 'ENABLED');
    expect(await refreshNow()).toMatchObject({ outcome: 'refreshed', failure: null });
  });

  test('a reconnect leaves one version of the grant', async () => {
    // A wider profile, because otherwise the grant would be reused.
    const query = `profile=send&mailbox=${SUPPORT}`;
    expect((await connectMailbox(admin, { account: SUPPORT, query })).status).toBe(303);
    expect(liveVersions()).toBe(1);
  });

  test('a disconnect revokes at Google and leaves no grant', async () => {
    expect((await disconnectMailbox(admin, id)).status).toBe(303);
    expect((await google().counts(SUPPORT)).revoke).toBe(1);
    expect(liveVersions()).toBe(0);
    expect((await admin.get('/setup-page')).text).not.toContain(`>${SUPPORT}<`);
  });

  test('no secret was written or stored in plain text', async () => {
    await keys('list');
    await restart();
    const documents = await Promise.all(
      (await cloud.firestore.listCollections()).map(async (each) => (await each.get()).docs),
    );
    seen.push(JSON.stringify(documents.flat().map((found) => found.data())));
    seen.push(connector.output());
    expect(connector.output()).toContain(`Firestore (default) of ${cloud.projectId}`);
    const everything = seen.join('\n');
    expect(everything.length).toBeGreaterThan(2000);
    expect(everything).not.toMatch(/ya29\.|\b1\/\/0|eyJ[\w-]{20,}/);
    const keyring = cloud.secretManager.secrets().find((secret) => secret.id.endsWith('-keyring'));
    const { keys: all } = JSON.parse(String(keyring?.versions.at(-1)?.payload));
    for (const key of Object.values(all)) expect(everything).not.toContain(key);
    expect(everything).not.toContain(WEBHOOK_SECRET);
  });

  const stored = async () => {
    const { docs } = await cloud.firestore.collection('connections').get();
    return JSON.parse(docs[0]?.get('document'));
  };
  const liveVersions = (): number =>
    cloud.secretManager
      .secrets()
      .filter((secret) => secret.id.includes('-grant-'))
      .flatMap(({ versions }) => versions)
      .filter(({ state }) => state !== 'DESTROYED').length;
});

/** Disables or enables a version, as in the console. */
async function setVersion(
  { secretManager }: Cloud,
  name: string,
  state: 'DISABLED' | 'ENABLED',
): Promise<void> {
  const [, secret, number] = /secrets\/([^/]+)\/versions\/(\d+)/.exec(name) ?? [];
  const dump = JSON.parse(secretManager.dump());
  for (const { id, versions } of dump.secrets) {
    for (const version of versions) {
      if (id === secret && String(version.number) === number) version.state = state;
    }
  }
  secretManager.restore(JSON.stringify(dump));
}
