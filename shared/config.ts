import { AppError } from './errors.ts';
import type { OAuthClient } from './google/index.ts';
import { type LOG_LEVELS, SETTINGS, type SettingName, type SettingValues } from './settings.ts';

export type LogLevel = (typeof LOG_LEVELS)[number];

export type Config = {
  /** The one origin of all six functions, without a trailing slash. */
  readonly baseUrl: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly oauthClient: OAuthClient;
  /** Base URL of an emulated Google; null: the real one. */
  readonly googleEmulatorUrl: string | null;
  /** Addresses and domains that may sign in to the setup page, in lower case. */
  readonly setupAdmins: readonly string[];
  readonly salesforceWebhookSecrets: readonly string[];
  /** The only caller of `token-refresh` and `label-probe`; null: the local server's own scheduler. */
  readonly schedulerServiceAccount: string | null;
  readonly logLevel: LogLevel;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The client that an emulated Google knows when none is configured; nobody's secret. */
const EMULATED_CLIENT = { id: 'emulated-client.apps.googleusercontent.com', secret: 'emulated' };
/** Who the local server's own scheduler says it is. */
export const LOCAL_SCHEDULER = 'scheduler@connector.iam.gserviceaccount.com';

const NOT_ON_CLOUD_RUN =
  'K_SERVICE is set: on Cloud Run grants must be kept in Firestore, which this version cannot do yet';

const EMULATED_ADMIN = 'admin@example.com';

/**
 * Reads the whole configuration, once.
 *
 * @throws AppError `configuration_invalid` with every problem at once in `detail.problems`; values
 *   are not repeated, since some are secrets
 */
export function parseConfig(environment: Environment): Config {
  const { values, problems } = readSettings(environment);
  problems.push(...contradictions(values));
  // Cloud Run sets K_SERVICE. Its disk is memory: grants kept there die with the instance.
  if (environment['K_SERVICE']) problems.push(NOT_ON_CLOUD_RUN);
  if (problems.length > 0) throw new AppError('configuration_invalid', { detail: { problems } });
  const port = values.PORT ?? 8080;
  const baseUrl = values.BASE_URL ?? new URL(`http://127.0.0.1:${port}`).origin;
  return {
    baseUrl,
    port,
    dataDirectory: values.DATA_DIR ?? '.data',
    oauthClient: {
      clientId: values.GOOGLE_CLIENT_ID ?? EMULATED_CLIENT.id,
      clientSecret: values.GOOGLE_CLIENT_SECRET ?? EMULATED_CLIENT.secret,
      redirectUri: `${baseUrl}/oauth-callback`,
    },
    googleEmulatorUrl: isEmulated(values)
      ? (values.GOOGLE_EMULATOR_URL ?? `${baseUrl}/google`)
      : null,
    setupAdmins: values.SETUP_ADMINS ?? [EMULATED_ADMIN],
    salesforceWebhookSecrets: values.SALESFORCE_WEBHOOK_SECRETS ?? [],
    schedulerServiceAccount: values.SCHEDULER_SERVICE_ACCOUNT ?? null,
    logLevel: values.LOG_LEVEL ?? 'info',
  };
}

const isEmulated = (values: SettingValues): boolean =>
  values.GOOGLE_CLIENT_ID === undefined || values.GOOGLE_EMULATOR_URL !== undefined;

function readSettings(environment: Environment): { values: SettingValues; problems: string[] } {
  const problems: string[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [name, { schema, problem }] of Object.entries(SETTINGS)) {
    const text = environment[name]?.trim();
    if (!text) continue;
    const parsed = schema.safeParse(text);
    if (parsed.success) values[name as SettingName] = parsed.data;
    else problems.push(`${name} ${problem}`);
  }
  return { values: values as SettingValues, problems };
}

function contradictions(values: SettingValues): string[] {
  const problems: string[] = [];
  const id = values.GOOGLE_CLIENT_ID !== undefined;
  const secret = values.GOOGLE_CLIENT_SECRET !== undefined;
  if (id !== secret) {
    const [present, missing] = id ? ['ID', 'SECRET'] : ['SECRET', 'ID'];
    problems.push(`GOOGLE_CLIENT_${missing} must be set when GOOGLE_CLIENT_${present} is`);
  }
  if (!isEmulated(values) && values.SETUP_ADMINS === undefined) {
    problems.push('SETUP_ADMINS must be set with the real Google: who may connect mailboxes?');
  }
  return problems;
}
