import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { SETTINGS } from '../../shared/settings.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import {
  copyOfConfiguration,
  describeWithPlans,
  describeWithTerraform,
  functionsOf,
  ofType,
  type Plan,
  planOf,
  ROOT,
  SECRETS,
  terraform,
} from './plan.ts';

const EVERY = [
  'BASE_URL',
  'FIRESTORE_DATABASE',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLOUD_PROJECT',
  'GRANT_VAULTS',
  'LOG_LEVEL',
  'SECRET_PREFIX',
  'STATE',
];
const SCHEDULED = ['SCHEDULER_BASE_URL', 'SCHEDULER_SERVICE_ACCOUNT'];

/** What each function is told beside what every one is, and which secrets it is given. */
const TOLD: Readonly<Record<string, { settings: string[]; secrets: string[] }>> = {
  'authorization-url': { settings: ['SETUP_ADMINS'], secrets: [] },
  'oauth-callback': { settings: ['SETUP_ADMINS'], secrets: ['GOOGLE_CLIENT_SECRET'] },
  'token-refresh': { settings: SCHEDULED, secrets: ['GOOGLE_CLIENT_SECRET'] },
  'label-probe': { settings: SCHEDULED, secrets: ['GOOGLE_CLIENT_SECRET'] },
  'salesforce-webhook': { settings: [], secrets: ['SALESFORCE_WEBHOOK_SECRETS'] },
  'setup-page': { settings: ['SETUP_ADMINS'], secrets: ['GOOGLE_CLIENT_SECRET'] },
};

/** Settings of the cloud that the code does not read yet. */
const PENDING = [
  'FIRESTORE_DATABASE',
  'GOOGLE_CLOUD_PROJECT',
  'GRANT_VAULTS',
  'SCHEDULER_BASE_URL',
  'SECRET_PREFIX',
  'STATE',
];

const FUNCTIONS_URL = 'https://europe-west1-example-project.cloudfunctions.net';

describeWithTerraform('the configuration', () => {
  test('is formatted', async () => {
    await expect(terraform(`${ROOT}/terraform`, 'fmt', '-check', '-recursive')).resolves.toBe('');
  });
});

describeWithPlans('the functions in the cloud', () => {
  const directory = temporaryDirectory();
  let plan: Plan;
  beforeAll(async () => {
    const copy = await copyOfConfiguration(directory);
    plan = await planOf(copy, { base_url: 'https://mail.example.com', refresh_jobs: 2 });
  });

  test('are those of the code, each under its own name', () => {
    const files = globSync('functions/*.ts', { cwd: ROOT }).map((path) => basename(path, '.ts'));
    const names = [...functionsOf(plan)].map(([key, { name, build_config }]) => {
      expect([name, build_config[0].entry_point]).toEqual([key, key]);
      return key;
    });
    expect(names.toSorted()).toEqual(files.filter((name) => name !== 'index').toSorted());
  });

  test('are told what they need and no more', () => {
    const told = [...functionsOf(plan)].map(([name, { service_config }]) => {
      const [{ environment_variables, secret_environment_variables }] = service_config;
      const secrets = secret_environment_variables.map(({ key }: { key: string }) => key);
      return [name, { settings: Object.keys(environment_variables).toSorted(), secrets }];
    });
    const expected = Object.entries(TOLD).map(([name, { settings, secrets }]) => {
      return [name, { settings: [...EVERY, ...settings].toSorted(), secrets }];
    });
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
  });

  test('are told nothing that the code does not know', () => {
    const names = Object.values(TOLD).flatMap(({ settings, secrets }) => [...settings, ...secrets]);
    const unknown = [...EVERY, ...names].filter((name) => !(name in SETTINGS));
    expect(PENDING).toEqual(expect.arrayContaining([...new Set(unknown)]));
  });

  test('get pinned versions of secrets', () => {
    const versions = ofType(plan, 'google_secret_manager_secret_version').map(
      ({ values }) => values['version'],
    );
    for (const { service_config } of functionsOf(plan).values()) {
      for (const { version } of service_config[0].secret_environment_variables) {
        expect(version).not.toBe('latest');
        expect(versions).toContain(version);
      }
    }
  });

  test('run the current Node, and only as many as are paid for', () => {
    for (const { build_config, service_config } of functionsOf(plan).values()) {
      expect(build_config[0].runtime).toBe('nodejs24');
      expect(service_config[0]).toMatchObject({
        min_instance_count: 0,
        all_traffic_on_latest_revision: true,
      });
    }
  });

  test('are called by jobs at the origin that the tokens are for', () => {
    const jobs = ofType(plan, 'google_cloud_scheduler_job').map(({ index, values }) => {
      const [{ http_method, uri, body, oidc_token }] = values['http_target'];
      expect(http_method).toBe('POST');
      expect(oidc_token[0]).toMatchObject({
        service_account_email: 'connector-scheduler@example-project.iam.gserviceaccount.com',
        audience: uri,
      });
      return [index, values['schedule'], uri, body && JSON.parse(atob(body))];
    });
    expect(jobs).toEqual([
      ['label-probe', '17 * * * *', `${FUNCTIONS_URL}/label-probe`, null],
      ...[0, 1].map((shard) => [
        `token-refresh-${shard}`,
        '* * * * *',
        `${FUNCTIONS_URL}/token-refresh`,
        { shard, shards: 2 },
      ]),
    ]);
  });

  test('no value of a secret is in the plan', () => {
    expect(plan.written.length).toBeGreaterThan(2);
    for (const secret of Object.values(SECRETS)) {
      for (const text of plan.written) expect(text.includes(secret)).toBe(false);
    }
  });
});
