import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { type Connector, startUnready } from '../support/connector.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const STRANGER = { accept: 'application/json', cookie: 'connector_session=v1.any.a.b.c' };

describeWithFirestore('what strangers see of the cloud behind the pages', (firestore) => {
  let cloud: Cloud;
  const directory = temporaryDirectory();
  let connector: Connector;

  beforeAll(async () => {
    cloud = await startCloud(firestore);
    connector = await startUnready({ directory, environment: cloud.environment() });
  });
  afterAll(() => connector.end());

  const ask = async () => {
    const answer = await fetch(`${connector.baseUrl}/setup-page`, { headers: STRANGER });
    return { status: answer.status, text: await answer.text() };
  };

  /** The log is a stream of its own, and its line may arrive after the answer. */
  const logged = (text: RegExp): Promise<boolean> =>
    eventually(() => text.test(connector.output()), { what: connector.output });

  test('is the code of a missing key; only the log names the secret', async () => {
    const { status, text } = await ask();
    expect(status).toBe(503);
    expect(text).toContain('keyring_unusable');
    expect(text).not.toContain('connector-keyring');
    await logged(/resource: connector-keyring/);
  });

  test('is the code of a missing role; only the log names the role and the resource', async () => {
    expect((await runCommand(['keys', 'init'], cloud.environment())).code).toBe(0);
    cloud.secretManager.deny('AccessSecretVersion');
    const { status, text } = await ask();
    expect(status).toBe(503);
    expect(text).toContain('permission_missing');
    expect(text).not.toMatch(/roles\/|projects\/|detail/);
    await logged(/role: roles\/secretmanager.secretAccessor/);
    await logged(/resource: projects\/\S+\/secrets\/connector-keyring/);
  });
});
