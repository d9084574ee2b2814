import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { delegatedScopesOf, isScopeProfile, SCOPE_PROFILES } from '../../shared/tokens/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import {
  copyOfConfiguration,
  describeWithPlans,
  functionsOf,
  ofType,
  type Plan,
  type Planned,
  planOf,
} from './plan.ts';

const DATABASE = 'resource.name == "projects/example-project/databases/(default)"';
const GRANTS = 'resource.name.startsWith("projects/123456789012/secrets/connector-grant-")';
const SIGNING_KEYS =
  'resource.name.startsWith("projects/123456789012/secrets/connector-signing-key-")';
const ORGS = 'resource.name.startsWith("projects/123456789012/secrets/connector-org-")';
const CALLERS = 'resource.name.startsWith("projects/123456789012/secrets/connector-caller-")';
const SOURCES = [
  'gcf-v2-sources-123456789012-',
  'gcf-v2-uploads-123456789012.',
  'gcf-v2-uploads-123456789012-',
  'run-sources-example-project-',
]
  .map((bucket) => `resource.name.startsWith("projects/_/buckets/${bucket}")`)
  .join(' || ');
const WRITER = 'projects/example-project/roles/connector_grant_writer';
const CREATOR = 'projects/example-project/roles/connector_grant_creator';
const READ_SECRET = 'roles/secretmanager.secretAccessor';
const SIGN = 'roles/iam.serviceAccountTokenCreator';

/** Every permission: who may do what, where, and under which condition. */
const WITHOUT_GRANTS = [
  ['authorization-url', 'roles/datastore.user', 'project', DATABASE],
  ['authorization-url', READ_SECRET, 'secret connector-keyring', ''],
  ['everyone', 'roles/run.invoker', 'service authorization-url', ''],

  ['oauth-callback', 'roles/datastore.user', 'project', DATABASE],
  ['oauth-callback', READ_SECRET, 'secret connector-keyring', ''],
  ['oauth-callback', READ_SECRET, 'secret connector-oauth-client-secret', ''],
  ['oauth-callback', READ_SECRET, 'project', SIGNING_KEYS],
  ['everyone', 'roles/run.invoker', 'service oauth-callback', ''],

  ['token-refresh', 'roles/datastore.user', 'project', DATABASE],
  ['token-refresh', READ_SECRET, 'secret connector-keyring', ''],
  ['token-refresh', READ_SECRET, 'secret connector-oauth-client-secret', ''],
  ['token-refresh', READ_SECRET, 'project', SIGNING_KEYS],
  ['connector-scheduler', 'roles/run.invoker', 'service token-refresh', ''],

  ['label-probe', 'roles/datastore.user', 'project', DATABASE],
  ['label-probe', READ_SECRET, 'secret connector-keyring', ''],
  ['label-probe', READ_SECRET, 'secret connector-oauth-client-secret', ''],
  ['label-probe', READ_SECRET, 'project', SIGNING_KEYS],
  ['connector-scheduler', 'roles/run.invoker', 'service label-probe', ''],

  ['salesforce-webhook', 'roles/datastore.user', 'project', DATABASE],
  ['salesforce-webhook', READ_SECRET, 'secret connector-keyring', ''],
  ['salesforce-webhook', READ_SECRET, 'secret connector-oauth-client-secret', ''],
  ['salesforce-webhook', READ_SECRET, 'project', SIGNING_KEYS],
  ['salesforce-webhook', READ_SECRET, 'project', CALLERS],
  ['salesforce-webhook', READ_SECRET, 'project', ORGS],
  ['salesforce-webhook', READ_SECRET, 'secret connector-webhook-secrets', ''],
  ['everyone', 'roles/run.invoker', 'service salesforce-webhook', ''],

  ['setup-page', 'roles/datastore.user', 'project', DATABASE],
  ['setup-page', READ_SECRET, 'secret connector-keyring', ''],
  ['setup-page', READ_SECRET, 'secret connector-oauth-client-secret', ''],
  ['setup-page', WRITER, 'project', SIGNING_KEYS],
  ['setup-page', WRITER, 'project', ORGS],
  ['setup-page', WRITER, 'project', CALLERS],
  ['setup-page', CREATOR, 'project', ''],
  ['everyone', 'roles/run.invoker', 'service setup-page', ''],

  ...['gmail-push', 'mail-sync'].flatMap((name) => [
    [name, 'roles/datastore.user', 'project', DATABASE],
    [name, READ_SECRET, 'secret connector-keyring', ''],
    [name, READ_SECRET, 'secret connector-oauth-client-secret', ''],
    [name, READ_SECRET, 'project', SIGNING_KEYS],
    [name, READ_SECRET, 'project', ORGS],
  ]),
  ['connector-scheduler', 'roles/run.invoker', 'service mail-sync', ''],

  ['connector-build', 'roles/logging.logWriter', 'project', ''],
  ['connector-build', 'roles/storage.objectViewer', 'project', SOURCES],
  ['connector-build', 'roles/artifactregistry.writer', 'repository connector-functions', ''],
];

const PUSHER = 'account connector-pusher@example-project.iam.gserviceaccount.com';

/** Added when Gmail announces new mail. */
const FOR_PUSH = [
  ['Gmail', 'roles/pubsub.publisher', 'topic connector-gmail-push', ''],
  ['connector-pusher', 'roles/run.invoker', 'service gmail-push', ''],
  ['Pub/Sub', SIGN, PUSHER, ''],
  ['Pub/Sub', 'roles/pubsub.publisher', 'topic connector-gmail-push-undelivered', ''],
  ['Pub/Sub', 'roles/pubsub.subscriber', 'subscription connector-gmail-push', ''],
];

/** Added when grants are stored in Secret Manager. */
const FOR_GRANTS = [
  ['oauth-callback', WRITER, 'project', GRANTS],
  ['oauth-callback', CREATOR, 'project', ''],
  ['token-refresh', WRITER, 'project', GRANTS],
  ['token-refresh', CREATOR, 'project', ''],
  ['label-probe', WRITER, 'project', GRANTS],
  ['salesforce-webhook', WRITER, 'project', GRANTS],
  ['setup-page', WRITER, 'project', GRANTS],
  ['gmail-push', WRITER, 'project', GRANTS],
  ['mail-sync', WRITER, 'project', GRANTS],
];

/** Added when Google signs for these service accounts, and there is no key. */
const MAIL = 'account connector-mail@example-project.iam.gserviceaccount.com';
const OTHER = 'account mail@other-project.iam.gserviceaccount.com';
const FOR_SIGNING = [MAIL, OTHER].flatMap((account) => [
  ['oauth-callback', SIGN, account, ''],
  ['token-refresh', SIGN, account, ''],
  ['label-probe', SIGN, account, ''],
  ['salesforce-webhook', SIGN, account, ''],
  ['setup-page', SIGN, account, ''],
  ['gmail-push', SIGN, account, ''],
  ['mail-sync', SIGN, account, ''],
]);

/** Added when there is a receiver of notifications. */
const FOR_NOTICES = [['token-refresh', READ_SECRET, 'secret connector-notify-secrets', '']];

const PERMISSIONS = {
  [WRITER]: [
    'secretmanager.secrets.get',
    'secretmanager.versions.access',
    'secretmanager.versions.add',
    'secretmanager.versions.destroy',
    'secretmanager.versions.get',
    'secretmanager.versions.list',
  ],
  [CREATOR]: ['secretmanager.secrets.create'],
};

/** The resource of each kind of binding. An unknown kind fails the test. */
const PLACE: Readonly<Record<string, (values: Planned['values']) => string>> = {
  google_project_iam_member: () => 'project',
  google_secret_manager_secret_iam_member: ({ secret_id }) => `secret ${secret_id}`,
  google_cloud_run_v2_service_iam_member: ({ name }) => `service ${name}`,
  google_artifact_registry_repository_iam_member: ({ repository }) => `repository ${repository}`,
  google_pubsub_topic_iam_member: ({ topic }) => `topic ${topic}`,
  google_pubsub_subscription_iam_member: ({ subscription }) => `subscription ${subscription}`,
  google_service_account_iam_member: ({ service_account_id }) =>
    `account ${service_account_id.replace('projects/-/serviceAccounts/', '')}`,
};

function bindingsOf(plan: Plan): string[][] {
  const functions = [...functionsOf(plan)].map(([name, { service_config }]) => {
    return [`serviceAccount:${service_config[0].service_account_email}`, name] as const;
  });
  const names = new Map<string, string>([
    ...functions,
    ['allUsers', 'everyone'],
    ['serviceAccount:gmail-api-push@system.gserviceaccount.com', 'Gmail'],
    ['serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com', 'Pub/Sub'],
  ]);
  const bindings = plan.resources.filter(({ type }) => /_iam_(member|binding|policy)/.test(type));
  return bindings.map(({ type, values }) => {
    const { member, role, condition } = values;
    const account = /^serviceAccount:(.+)@example-project\.iam\.gserviceaccount\.com$/.exec(member);
    const who = names.get(member) ?? account?.[1] ?? member;
    return [who, role, PLACE[type]?.(values) ?? type, condition?.[0]?.expression ?? ''];
  });
}

const sorted = (rows: readonly (readonly string[])[]): string[] =>
  rows.map((row) => row.join(' | ')).toSorted();

describeWithPlans('who may do what', () => {
  const directory = temporaryDirectory();
  let plan: Plan;
  let sealed: Plan;
  beforeAll(async () => {
    const copy = await copyOfConfiguration(directory);
    plan = await planOf(copy, { notify_url: 'https://hooks.example.com/', gmail_push: true });
  });
  // A hook of its own: a plan takes some seconds, and on a busy machine several of them too many.
  beforeAll(async () => {
    sealed = await planOf(join(directory, 'terraform'), { grant_vaults: ['sealed-firestore'] });
  });

  test('is complete with grants in Secret Manager, a receiver of notifications and Gmail’s push', () => {
    const expected = [...WITHOUT_GRANTS, ...FOR_GRANTS, ...FOR_NOTICES, ...FOR_PUSH];
    expect(sorted(bindingsOf(plan))).toEqual(sorted(expected));
  });

  test('includes of Secret Manager only settings and signing keys, with grants sealed in Firestore', () => {
    expect(sorted(bindingsOf(sealed))).toEqual(sorted(WITHOUT_GRANTS));
  });

  test('is the same without allUsers, but for everyone', async () => {
    const copy = join(directory, 'terraform');
    const choice = { grant_vaults: ['sealed-firestore'], grant_all_users: false };
    const closed = await planOf(copy, choice);
    const expected = WITHOUT_GRANTS.filter(([who]) => who !== 'everyone');
    expect(sorted(bindingsOf(closed))).toEqual(sorted(expected));
  });

  test('is limited to the named permissions in custom roles', () => {
    const roles = ofType(plan, 'google_project_iam_custom_role').map(({ values }) => [
      `projects/${values['project']}/roles/${values['role_id']}`,
      values['permissions'].toSorted(),
    ]);
    expect(Object.fromEntries(roles)).toEqual(PERMISSIONS);
  });

  test('is separate for each function: no shared and no default account', () => {
    const accounts = [...functionsOf(plan).values()].map(
      ({ service_config }) => service_config[0].service_account_email,
    );
    const own = ofType(plan, 'google_service_account').map(({ values }) => values['email']);
    expect(new Set(accounts).size).toBe(8);
    expect(own).toEqual(expect.arrayContaining(accounts));
  });

  describe('the public', () => {
    test('reaches exactly four functions', () => {
      const open = bindingsOf(plan).filter(([who]) => who === 'everyone' || who?.startsWith('all'));
      expect(open.map(([, , place]) => place).toSorted()).toEqual([
        'service authorization-url',
        'service oauth-callback',
        'service salesforce-webhook',
        'service setup-page',
      ]);
    });
  });

  describe('a service account that acts for mailboxes', () => {
    let keyless: Plan;
    beforeAll(async () => {
      keyless = await planOf(join(directory, 'terraform'), {
        grant_vaults: ['sealed-firestore'],
        create_delegated_service_account: true,
        delegated_service_accounts: ['mail@other-project.iam.gserviceaccount.com'],
      });
    });

    test('is signed for by the functions that get tokens, and by nobody else', () => {
      expect(sorted(bindingsOf(keyless))).toEqual(sorted([...WITHOUT_GRANTS, ...FOR_SIGNING]));
    });

    test('has no key, and no role of its own', () => {
      expect(ofType(keyless, 'google_service_account_key')).toEqual([]);
      expect(bindingsOf(keyless).filter(([who]) => who === 'connector-mail')).toEqual([]);
    });

    test('comes with what the Admin console asks for', () => {
      const created = keyless.outputs['delegated_service_account']?.value;
      const account = ofType(keyless, 'google_service_account').find(
        ({ values }) => values['account_id'] === 'connector-mail',
      );
      expect(created).toEqual({
        email: account?.values['email'],
        client_id: account?.values['unique_id'],
      });
      const scopes = Object.keys(SCOPE_PROFILES)
        .filter(isScopeProfile)
        .map((profile) => [profile, delegatedScopesOf(profile).join(',')]);
      expect(keyless.outputs['delegated_scopes']?.value).toEqual(Object.fromEntries(scopes));
    });
  });
});
