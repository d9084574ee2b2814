import { AppError } from '../errors.ts';
import type { OAuthClient } from '../google/index.ts';
import { refusedByGoogle } from './google-rules.ts';
import { type ProxyConfig, proxyIn } from './proxies.ts';
import {
  type GRANT_VAULTS,
  type LOG_LEVELS,
  SETTINGS,
  type SettingName,
  type SettingValues,
} from './settings.ts';

export type LogLevel = (typeof LOG_LEVELS)[number];
export type GrantVaultName = (typeof GRANT_VAULTS)[number];

/** State in Firestore and Secret Manager. */
export type CloudStateConfig = {
  readonly kind: 'cloud';
  readonly projectId: string;
  readonly databaseId: string;
  /** New grants go into the first vault; grants in the others are still found. */
  readonly grantVaults: readonly GrantVaultName[];
  readonly secretPrefix: string;
  /** Addresses of emulators; null: the real services. */
  readonly firestoreEmulator: string | null;
  readonly secretManagerEmulator: string | null;
};

/** The receiver of notifications about mailboxes. */
export type NotifyConfig = {
  readonly url: string;
  /** One secret, or two during a rotation; each message is signed with all of them. */
  readonly secrets: readonly string[];
};

/** An organization that is connected by settings. Exactly one of secret and key is there. */
export type OrgSettings = {
  readonly myDomain: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** PKCS#8 or PKCS#1 PEM, of the certificate with which this user logs in. */
  readonly privateKey: string | null;
  readonly username: string | null;
};

/** How Gmail announces new mail. */
export type GmailPushConfig = {
  /** Null: it does not, and mail is found by polling. */
  readonly topic: string | null;
  /** The only caller of `gmail-push`; null: the emulated Google, and with the real one nobody. */
  readonly serviceAccount: string | null;
};

export type Config = {
  /** The one origin of all eight functions, without a trailing slash. */
  readonly baseUrl: string;
  readonly port: number;
  /** The directory for what stays on this machine, wherever the state lives. */
  readonly dataDirectory: string;
  readonly state: { readonly kind: 'local' } | CloudStateConfig;
  readonly oauthClient: OAuthClient;
  /** The base URL of an emulated Google; null: the real Google. */
  readonly googleEmulatorUrl: string | null;
  /** Addresses and domains that may sign in to the setup page, in lower case. */
  readonly setupAdmins: readonly string[];
  readonly salesforceWebhookSecrets: readonly string[];
  /** The organization that is connected by settings; null: none is. */
  readonly salesforceOrg: OrgSettings | null;
  /** The base URL of an emulated organization, which then is the only one that may be connected; null: a real one. */
  readonly salesforceEmulatorUrl: string | null;
  readonly gmailPush: GmailPushConfig;
  /** Null: no notifications. */
  readonly notify: NotifyConfig | null;
  /** The only caller of `token-refresh`, `label-probe` and `mail-sync`; null: the local server's own scheduler. */
  readonly schedulerServiceAccount: string | null;
  /** The origin that the scheduler calls. */
  readonly schedulerBaseUrl: string;
  /** Null: outgoing calls go through no proxy. */
  readonly proxy: ProxyConfig | null;
  readonly logLevel: LogLevel;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The OAuth client of the emulated Google when none is configured. It protects nothing. */
const EMULATED_CLIENT = { id: 'emulated-client.apps.googleusercontent.com', secret: 'emulated' };
/** The service account as which the local server's scheduler calls. */
export const LOCAL_SCHEDULER = 'scheduler@connector.iam.gserviceaccount.com';

/** The topic of the emulated Google, and the service account as which its Pub/Sub pushes. */
const EMULATED_TOPIC = 'projects/emulated-project/topics/gmail';
export const EMULATED_PUSHER = 'gmail-push@connector.iam.gserviceaccount.com';

const EMULATED_ADMIN = 'admin@example.com';

/**
 * Parses the whole configuration.
 *
 * @throws AppError `configuration_invalid` with all problems in `detail.problems`. The problems never
 *   repeat values, since some are secrets
 */
export function parseConfig(environment: Environment): Config {
  const { values, problems, invalid } = readSettings(environment);
  const further = [...contradictions(values), ...misplaced(values, environment)];
  // A setting that was just called wrong must not be called missing too.
  problems.push(...further.filter((problem) => !invalid.some((name) => problem.includes(name))));
  if (problems.length > 0) throw new AppError('configuration_invalid', { detail: { problems } });
  const port = values.PORT ?? 8080;
  const baseUrl = values.BASE_URL ?? new URL(`http://127.0.0.1:${port}`).origin;
  return {
    baseUrl,
    port,
    dataDirectory: values.DATA_DIR ?? '.data',
    state: stateIn(values),
    oauthClient: {
      clientId: values.GOOGLE_CLIENT_ID ?? EMULATED_CLIENT.id,
      clientSecret:
        values.GOOGLE_CLIENT_SECRET ?? (values.GOOGLE_CLIENT_ID ? null : EMULATED_CLIENT.secret),
      redirectUri: `${baseUrl}/oauth-callback`,
    },
    googleEmulatorUrl: isEmulated(values)
      ? (values.GOOGLE_EMULATOR_URL ?? `${baseUrl}/google`)
      : null,
    setupAdmins: values.SETUP_ADMINS ?? [EMULATED_ADMIN],
    salesforceWebhookSecrets: values.SALESFORCE_WEBHOOK_SECRETS ?? [],
    ...mailIn(values, baseUrl),
    notify: notifyIn(values),
    schedulerServiceAccount: values.SCHEDULER_SERVICE_ACCOUNT ?? null,
    schedulerBaseUrl: values.SCHEDULER_BASE_URL ?? baseUrl,
    proxy: proxyIn(values),
    logLevel: values.LOG_LEVEL ?? 'info',
  };
}

/** The settings of a command that only calls Google, and works before anything else is configured. */
const GOOGLE_SETTINGS = [
  'GOOGLE_EMULATOR_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
] as const satisfies SettingName[];

/**
 * Parses only where Google is, and by which proxy it is reached. Google is the real one unless
 * GOOGLE_EMULATOR_URL is set: no OAuth client is asked for, and no other setting matters.
 *
 * @throws AppError `configuration_invalid`, as `parseConfig` does
 */
export function parseGoogleConfig(
  environment: Environment,
): Pick<Config, 'googleEmulatorUrl' | 'proxy'> {
  const { values, problems } = readSettings(environment, GOOGLE_SETTINGS);
  const isReal = values.GOOGLE_EMULATOR_URL === undefined;
  if (isReal) problems.push(...leakyVariablesIn(environment));
  if (problems.length > 0) throw new AppError('configuration_invalid', { detail: { problems } });
  return { googleEmulatorUrl: values.GOOGLE_EMULATOR_URL ?? null, proxy: proxyIn(values) };
}

function stateIn(values: SettingValues): Config['state'] {
  if (values.STATE !== 'cloud') return { kind: 'local' };
  return {
    kind: 'cloud',
    projectId: values.GOOGLE_CLOUD_PROJECT ?? '',
    databaseId: values.FIRESTORE_DATABASE ?? '(default)',
    grantVaults: values.GRANT_VAULTS ?? ['secret-manager'],
    secretPrefix: values.SECRET_PREFIX ?? 'connector',
    firestoreEmulator: values.FIRESTORE_EMULATOR_HOST ?? null,
    secretManagerEmulator: values.SECRET_MANAGER_EMULATOR_HOST ?? null,
  };
}

/** Where mail comes from and goes to. */
function mailIn(
  values: SettingValues,
  baseUrl: string,
): Pick<Config, 'salesforceOrg' | 'salesforceEmulatorUrl' | 'gmailPush'> {
  const own = isEmulated(values)
    ? { topic: EMULATED_TOPIC, organization: `${baseUrl}/salesforce` }
    : { topic: null, organization: null };
  return {
    salesforceOrg: salesforceOrgIn(values),
    salesforceEmulatorUrl: values.SALESFORCE_EMULATOR_URL ?? own.organization,
    gmailPush: {
      topic: values.GMAIL_PUSH_TOPIC ?? own.topic,
      serviceAccount: values.GMAIL_PUSH_SERVICE_ACCOUNT ?? null,
    },
  };
}

function salesforceOrgIn(values: SettingValues): OrgSettings | null {
  const { SALESFORCE_MY_DOMAIN: myDomain, SALESFORCE_CLIENT_ID: clientId } = values;
  if (myDomain === undefined || clientId === undefined) return null;
  return {
    myDomain,
    clientId,
    clientSecret: values.SALESFORCE_CLIENT_SECRET ?? null,
    privateKey: values.SALESFORCE_PRIVATE_KEY ?? null,
    username: values.SALESFORCE_USERNAME ?? null,
  };
}

const notifyIn = ({ NOTIFY_URL: url, NOTIFY_SECRETS: secrets }: SettingValues): Config['notify'] =>
  url && secrets ? { url, secrets } : null;

const isEmulated = (values: SettingValues): boolean =>
  values.GOOGLE_CLIENT_ID === undefined || values.GOOGLE_EMULATOR_URL !== undefined;

type ReadSettings = {
  readonly values: SettingValues;
  readonly problems: string[];
  /** The names of the settings that have a problem. */
  readonly invalid: readonly string[];
};

const ALL_SETTINGS = Object.keys(SETTINGS) as SettingName[];

function readSettings(
  environment: Environment,
  names: readonly SettingName[] = ALL_SETTINGS,
): ReadSettings {
  const problems = new Map<string, string>();
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of names) {
    const { schema, problem } = SETTINGS[name];
    const text = textOf(environment, name)?.trim();
    if (!text) continue;
    const slip = slipIn(text);
    const parsed = schema.safeParse(text);
    if (slip) problems.set(name, `${name} must be written without ${slip}`);
    else if (parsed.success) values[name] = parsed.data;
    else problems.set(name, `${name} ${problem}`);
  }
  return {
    values: values as SettingValues,
    problems: [...problems.values()],
    invalid: [...problems.keys()],
  };
}

/** What a value has that nobody meant to write. Docker keeps the quotes of an env file; a web page copies the rest. */
function slipIn(text: string): string | null {
  if (/^["'`“”‘’][\s\S]*["'`“”‘’]$/.test(text)) return 'quotes around it';
  return /[\u200b\u2060-\u2064\ufeff\u00ad]/.test(text) ? 'invisible characters in it' : null;
}

/** Most programs know the variables of a proxy in lower case, which takes precedence. */
function textOf(environment: Environment, name: string): string | undefined {
  const lower = name.endsWith('_PROXY') ? environment[name.toLowerCase()] : undefined;
  return lower || environment[name];
}

function contradictions(values: SettingValues): string[] {
  const problems: string[] = [];
  const id = values.GOOGLE_CLIENT_ID !== undefined;
  const secret = values.GOOGLE_CLIENT_SECRET !== undefined;
  // In the cloud, only functions that send the secret to Google get it.
  if (id !== secret && !(values.STATE === 'cloud' && id)) {
    const [present, missing] = id ? ['ID', 'SECRET'] : ['SECRET', 'ID'];
    problems.push(`GOOGLE_CLIENT_${missing} must be set when GOOGLE_CLIENT_${present} is`);
  }
  if (!isEmulated(values)) problems.push(...refusedByGoogle(values));
  if (!values.NOTIFY_URL !== !values.NOTIFY_SECRETS) {
    problems.push('NOTIFY_URL and NOTIFY_SECRETS must be set both or not at all');
  }
  problems.push(...incompleteOrg(values));
  if (values.STATE === 'cloud' && values.GOOGLE_CLOUD_PROJECT === undefined) {
    problems.push(
      'GOOGLE_CLOUD_PROJECT must be set with STATE=cloud: it names the project of Firestore and Secret Manager',
    );
  }
  if (!values.FIRESTORE_EMULATOR_HOST !== !values.SECRET_MANAGER_EMULATOR_HOST) {
    problems.push(
      'FIRESTORE_EMULATOR_HOST and SECRET_MANAGER_EMULATOR_HOST must be set both or not at all',
    );
  }
  if (values.STATE === 'cloud' && !values.FIRESTORE_EMULATOR_HOST && isEmulated(values)) {
    problems.push(
      'GOOGLE_CLIENT_ID must be set with the real Firestore, and GOOGLE_EMULATOR_URL not: grants of an emulated Google are kept on one machine',
    );
  }
  return problems;
}

/** What is missing of an organization that is connected by settings, or is there twice. */
function incompleteOrg(values: SettingValues): string[] {
  const problems: string[] = [];
  if (!values.SALESFORCE_MY_DOMAIN !== !values.SALESFORCE_CLIENT_ID) {
    problems.push('SALESFORCE_MY_DOMAIN and SALESFORCE_CLIENT_ID must be set both or not at all');
  }
  if (!values.SALESFORCE_USERNAME !== !values.SALESFORCE_PRIVATE_KEY) {
    problems.push('SALESFORCE_USERNAME and SALESFORCE_PRIVATE_KEY must be set both or not at all');
  }
  // In the cloud, only functions that log in get the secret.
  const isSecretElsewhere = values.STATE === 'cloud';
  const secrets = [values.SALESFORCE_CLIENT_SECRET, values.SALESFORCE_PRIVATE_KEY].filter(Boolean);
  const isNamed = values.SALESFORCE_MY_DOMAIN && values.SALESFORCE_CLIENT_ID;
  if (isNamed && secrets.length !== 1 && !(isSecretElsewhere && secrets.length === 0)) {
    problems.push(
      'SALESFORCE_CLIENT_SECRET or SALESFORCE_PRIVATE_KEY must be set with SALESFORCE_MY_DOMAIN, and not both',
    );
  }
  return problems;
}

function misplaced(values: SettingValues, environment: Environment): readonly string[] {
  return [
    // With an emulated Google there are no secrets to leak.
    ...(isEmulated(values) ? [] : leakyVariablesIn(environment)),
    // Cloud Run sets K_SERVICE.
    ...(environment['K_SERVICE'] ? notOnCloudRun(values) : []),
  ];
}

const NOT_ON_CLOUD_RUN = [
  'FIRESTORE_EMULATOR_HOST',
  'SECRET_MANAGER_EMULATOR_HOST',
  'SALESFORCE_EMULATOR_URL',
] as const satisfies SettingName[];

/** On Cloud Run only real services may be used: its disk is memory, and an emulated Google protects nothing. */
function notOnCloudRun(values: SettingValues): string[] {
  const problems: string[] = [];
  if (values.STATE !== 'cloud') {
    problems.push('STATE must be cloud on Cloud Run: grants on its temporary disk would be lost');
  }
  for (const name of NOT_ON_CLOUD_RUN) {
    if (values[name] !== undefined) problems.push(`${name} must not be set on Cloud Run`);
  }
  for (const name of ['BASE_URL', 'SCHEDULER_SERVICE_ACCOUNT'] as const) {
    if (values[name] === undefined) problems.push(`${name} must be set on Cloud Run`);
  }
  return problems;
}

/**
 * Variables that make libraries or Node itself print secrets, and what they print. They are not our
 * settings, and what they print bypasses our log.
 */
const LEAKY_VARIABLES = {
  GOOGLE_SDK_NODE_LOGGING: 'refresh tokens and access tokens',
  NODE_DEBUG: 'authorization codes and their verifiers',
  DEBUG: 'the paths of one-time links and the codes of callbacks',
} as const;

/** One problem for each variable that is set and would print secrets. */
const leakyVariablesIn = (environment: Environment): readonly string[] =>
  Object.entries(LEAKY_VARIABLES)
    .filter(([name]) => environment[name])
    .map(([name, what]) => `${name} must not be set with the real Google: it logs ${what}`);
