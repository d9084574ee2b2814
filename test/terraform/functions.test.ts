import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { ENTRY_POINT } from '../../build/product.ts';
import { parseConfig } from '../../shared/config/index.ts';
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

/** The variables of every function. */
const VARIABLES = [
  'BASE_URL',
  'FIRESTORE_DATABASE',
  'GMAIL_PUSH_SERVICE_ACCOUNT',
  'GMAIL_PUSH_TOPIC',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLOUD_PROJECT',
  'GRANT_VAULTS',
  'LOG_LEVEL',
  'SALESFORCE_CLIENT_ID',
  'SALESFORCE_MY_DOMAIN',
  'SCHEDULER_BASE_URL',
  'SCHEDULER_SERVICE_ACCOUNT',
  'SECRET_PREFIX',
  'SETUP_ADMINS',
  'STATE',
];

/** The secrets of each function. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  'authorization-url': [],
  'oauth-callback': ['GOOGLE_CLIENT_SECRET'],
  'token-refresh': ['GOOGLE_CLIENT_SECRET', 'NOTIFY_SECRETS'],
  'label-probe': ['GOOGLE_CLIENT_SECRET'],
  'salesforce-webhook': [
    'GOOGLE_CLIENT_SECRET',
    'SALESFORCE_CLIENT_SECRET',
    'SALESFORCE_WEBHOOK_SECRETS',
  ],
  'setup-page': ['GOOGLE_CLIENT_SECRET', 'SALESFORCE_CLIENT_SECRET'],
  'gmail-push': ['GOOGLE_CLIENT_SECRET', 'SALESFORCE_CLIENT_SECRET'],
  'mail-sync': ['GOOGLE_CLIENT_SECRET', 'SALESFORCE_CLIENT_SECRET'],
};

/** Further variables of some functions. */
const FURTHER_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'token-refresh': ['NOTIFY_URL'],
};

const SECRET = 'a-secret-of-more-than-thirty-two-characters';

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
    plan = await planOf(copy, {
      base_url: 'https://mail.example.com',
      notify_url: 'https://hooks.example.com/connector',
      refresh_jobs: 2,
      gmail_push: true,
      salesforce_my_domain: 'https://example.my.salesforce.com',
      salesforce_client_id: '3MVG9.consumer.key',
    });
  });

  test('are those of the code, under their names', () => {
    const files = globSync('functions/*.ts', { cwd: ROOT }).map((path) => basename(path, '.ts'));
    const names = [...functionsOf(plan)].map(([key, { name, build_config }]) => {
      expect([name, build_config[0].entry_point]).toEqual([key, ENTRY_POINT]);
      return key;
    });
    expect(names.toSorted()).toEqual(files.filter((name) => name !== 'index').toSorted());
  });

  test('get the settings and only the secrets that they need', () => {
    const given = [...functionsOf(plan)].map(([name, { service_config }]) => {
      const [{ environment_variables, secret_environment_variables }] = service_config;
      const variables = [...VARIABLES, ...(FURTHER_VARIABLES[name] ?? [])];
      expect(Object.keys(environment_variables).toSorted()).toEqual(variables.toSorted());
      return [name, secret_environment_variables.map(({ key }: { key: string }) => key)];
    });
    expect(Object.fromEntries(given)).toEqual(GIVEN);
  });

  test('start on Cloud Run with these settings', () => {
    for (const [name, { service_config }] of functionsOf(plan)) {
      const [{ environment_variables, secret_environment_variables }] = service_config;
      const secrets = secret_environment_variables.map(({ key }: { key: string }) => [
        key,
        key === 'NOTIFY_SECRETS' ? SECRETS.notify_secrets : SECRET,
      ]);
      const environment = { ...environment_variables, ...Object.fromEntries(secrets) };
      expect(() => parseConfig({ ...environment, K_SERVICE: name })).not.toThrow();
    }
  });

  test('get the settings of the operator’s commands', () => {
    const [variables] = [...functionsOf(plan).values()].map(
      ({ service_config }) => service_config[0].environment_variables,
    );
    const environment = parseEnv(String(plan.outputs['environment']?.value));
    expect(environment).toEqual(variables);
    expect(() => parseConfig(environment)).not.toThrow();
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

  test('run the current Node, in a limited number of instances', () => {
    for (const { build_config, service_config } of functionsOf(plan).values()) {
      expect(build_config[0].runtime).toBe('nodejs24');
      expect(build_config[0].on_deploy_update_policy).toHaveLength(1);
      expect(build_config[0].automatic_update_policy).toEqual([]);
      expect(service_config[0]).toMatchObject({
        min_instance_count: 0,
        all_traffic_on_latest_revision: true,
      });
    }
  });

  test('wait for what their first build, start and query need', () => {
    expect(plan.dependencies('google_cloudfunctions2_function.functions')).toEqual(
      expect.arrayContaining([
        'google_artifact_registry_repository_iam_member.build',
        'google_firestore_field.fields',
        'google_firestore_index.composite',
        'google_project_iam_member.build',
        'google_project_iam_member.functions',
        'google_secret_manager_secret_iam_member.functions',
      ]),
    );
  });

  test.each([
    // Google answers 403 to a backup schedule right after the database is created.
    [
      'backup schedule',
      'google_firestore_backup_schedule.daily',
      ['field.fields', 'index.composite'],
    ],
    // Google answers 409 to a field beside an index, and the provider does not retry that.
    ['fields', 'google_firestore_field.fields', ['index.composite']],
  ])('creates the %s late enough for the first apply', (_, address, names) => {
    const expected = names.map((name) => `google_firestore_${name}`);
    expect(plan.dependencies(address)).toEqual(expect.arrayContaining(expected));
  });

  test('are called by jobs that wait for the scheduler’s role, and not for allUsers', () => {
    expect(plan.dependencies('google_cloud_scheduler_job.jobs')).toEqual([
      'google_cloud_run_v2_service_iam_member.scheduler',
    ]);
  });

  test('are called by jobs at the origin that the tokens name', () => {
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
      ['label-probe', '*/5 * * * *', `${FUNCTIONS_URL}/label-probe`, null],
      ['mail-sync-0', '* * * * *', `${FUNCTIONS_URL}/mail-sync`, { shard: 0, shards: 1 }],
      ...[0, 1].map((shard) => [
        `token-refresh-${shard}`,
        '* * * * *',
        `${FUNCTIONS_URL}/token-refresh`,
        { shard, shards: 2 },
      ]),
    ]);
  });

  test('are called at run.app if asked, with tokens for the same audience', async () => {
    const copy = join(directory, 'terraform');
    const moved = await planOf(copy, { scheduler_uses_run_app: true });
    for (const { index = '', values } of ofType(moved, 'google_cloud_scheduler_job')) {
      const [{ uri, oidc_token }] = values['http_target'];
      const name = index.replace(/-\d$/, '');
      expect(uri).toBe(functionsOf(moved).get(name)?.['service_config'][0].uri);
      expect(oidc_token[0].audience).toBe(`${FUNCTIONS_URL}/${name}`);
    }
  });

  test('no secret’s value is in the plan', () => {
    expect(plan.written.length).toBeGreaterThan(2);
    for (const secret of Object.values(SECRETS)) {
      for (const text of plan.written) expect(text.includes(secret)).toBe(false);
    }
  });
});
