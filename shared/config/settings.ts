import { z } from 'zod';

/** The vaults that can hold grants with `STATE=cloud`. */
export const GRANT_VAULTS = ['secret-manager', 'sealed-firestore'] as const;

export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;

const list = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);
const withoutSlash = (text: string): string => text.replace(/\/+$/, '');

const SECURE_OR_LOOPBACK = /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$))/;

const origin = z
  .url({ protocol: /^https?$/ })
  .regex(SECURE_OR_LOOPBACK)
  .refine((text) => URL.parse(text)?.pathname === '/')
  .transform((text) => new URL(text).origin);
const url = z
  .url({ protocol: /^https?$/ })
  .regex(SECURE_OR_LOOPBACK)
  .transform(withoutSlash);
const receiver = z
  .url({ protocol: /^https?$/ })
  .regex(SECURE_OR_LOOPBACK)
  .refine((text) => URL.parse(text)?.username === '' && URL.parse(text)?.password === '');
const standardSecret = z.string().refine((text) => {
  const [, base64 = ''] = /^whsec_(.+)$/.exec(text) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  // Node's base64 decoder is lenient, but the library that signs is strict: require the exact encoding.
  return bytes.toString('base64') === base64 && bytes.length >= 24 && bytes.length <= 64;
});
/** Is this the ID of an OAuth client of the real Google? */
export const isGoogleClientId = (text: string): boolean =>
  /^[\w-]+\.apps\.googleusercontent\.com$/.test(text);

const proxy = z.url({ protocol: /^https?$/ }).refine((text) => URL.parse(text)?.pathname === '/');
const hostAndPort = z.string().regex(/^[\w.[\]:-]+:\d{1,5}$/);
const admin = z.string().regex(/^([^\s@]+@)?[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+$/u);

/** One setting: how to parse it, its description for operators, and the problem to report when it is invalid. */
type Setting = {
  readonly schema: z.ZodType;
  readonly meaning: string;
  readonly unset: string;
  readonly problem: string;
};

/**
 * Every setting, by the name of its environment variable. The documentation's table and `.env.example`
 * are generated from it.
 */
export const SETTINGS = {
  PORT: {
    schema: z.coerce.number().int().min(1).max(65_535),
    meaning: 'Where the local server listens, on 127.0.0.1 only.',
    unset: '8080',
    problem: 'must be a port number from 1 to 65535',
  },
  BASE_URL: {
    schema: origin,
    meaning:
      'The one origin under which browsers reach all eight functions. The redirect URI to register at Google is this plus `/oauth-callback`.',
    unset: '`http://127.0.0.1:PORT`',
    problem: 'must be an https origin without a path (http only for 127.0.0.1 and localhost)',
  },
  DATA_DIR: {
    schema: z.string().min(1),
    meaning: 'The directory of the database and the key file.',
    unset: '`.data`',
    problem: 'must be the path of a directory',
  },
  STATE: {
    schema: z.enum(['local', 'cloud']),
    meaning:
      'Where state lives: `local`, files in `DATA_DIR`; `cloud`, Firestore and Secret Manager.',
    unset: '`local`; Cloud Run requires `cloud`',
    problem: 'must be local or cloud',
  },
  GOOGLE_CLOUD_PROJECT: {
    schema: z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/),
    meaning: 'The Google Cloud project that holds the state.',
    unset: 'required with `STATE=cloud`, else not used',
    problem: 'must be the ID of a Google Cloud project',
  },
  FIRESTORE_DATABASE: {
    schema: z.string().regex(/^(\(default\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$/),
    meaning: 'The Firestore database of the connections.',
    unset: '`(default)`',
    problem: 'must be the ID of a Firestore database',
  },
  GRANT_VAULTS: {
    schema: z
      .string()
      .transform(list)
      .pipe(z.array(z.enum(GRANT_VAULTS)).min(1))
      .refine((vaults) => new Set(vaults).size === vaults.length),
    meaning:
      'Where grants are kept: `secret-manager`, `sealed-firestore`, or during a migration both, separated by a comma. New grants go into the first.',
    unset: '`secret-manager`',
    problem: 'must be secret-manager, sealed-firestore, or both, separated by a comma',
  },
  SECRET_PREFIX: {
    schema: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
    meaning: 'What the names of the product’s secrets begin with.',
    unset: '`connector`',
    problem: 'must be lower-case letters, digits and hyphens, 30 at most',
  },
  FIRESTORE_EMULATOR_HOST: {
    schema: hostAndPort,
    meaning: 'The address of a Firestore emulator.',
    unset: 'the real Firestore; Cloud Run accepts no other',
    problem: 'must be a host and a port, such as 127.0.0.1:8181',
  },
  SECRET_MANAGER_EMULATOR_HOST: {
    schema: hostAndPort,
    meaning: 'The address of a stand-in for Secret Manager.',
    unset: 'the real Secret Manager; Cloud Run accepts no other',
    problem: 'must be a host and a port, such as 127.0.0.1:8182',
  },
  GOOGLE_CLIENT_ID: {
    schema: z.string().min(1),
    meaning: 'The OAuth client’s ID. With it and its secret the real Google is used.',
    unset: 'Google is emulated',
    problem:
      'must be the OAuth client’s ID; with the real Google it ends with .apps.googleusercontent.com',
  },
  GOOGLE_CLIENT_SECRET: {
    schema: z
      .string()
      .regex(/^[^\s"'`<>]+$/)
      .refine((text) => !isGoogleClientId(text)),
    meaning: 'The OAuth client’s secret.',
    unset: 'Google is emulated',
    problem: 'must be the OAuth client’s secret: without spaces or quotes, and not the client’s ID',
  },
  GOOGLE_EMULATOR_URL: {
    schema: url,
    meaning: 'The base URL of an emulated Google that runs elsewhere.',
    unset: 'the local server brings its own, at `BASE_URL/google`',
    problem: 'must be an https URL (plain http only for 127.0.0.1 and localhost)',
  },
  SETUP_ADMINS: {
    schema: z.string().toLowerCase().transform(list).pipe(z.array(admin).min(1)),
    meaning:
      'Who may sign in to the setup page: addresses and Google Workspace domains, separated by commas.',
    unset: '`admin@example.com` with an emulated Google; required with the real one',
    problem: 'must list addresses or domains, such as admin@example.com, example.com',
  },
  SALESFORCE_WEBHOOK_SECRETS: {
    schema: z
      .string()
      .transform(list)
      .pipe(z.array(z.string().min(32)).min(1).max(2)),
    meaning:
      'One secret, or during a rotation two, with which Salesforce proves itself to the webhook. At least 32 characters each, separated by a comma.',
    unset: 'the webhook answers nobody',
    problem: 'must be one or two secrets of at least 32 characters, separated by a comma',
  },
  SALESFORCE_MY_DOMAIN: {
    schema: url,
    meaning:
      'The My Domain of a Salesforce organization that is connected by settings, such as `https://example.my.salesforce.com`. Others are connected on the setup page.',
    unset: 'organizations are connected on the setup page only',
    problem: 'must be the https URL of a My Domain, such as https://example.my.salesforce.com',
  },
  SALESFORCE_CLIENT_ID: {
    schema: z.string().regex(/^[\w.+/=-]{10,}$/),
    meaning: 'The consumer key of its External Client App.',
    unset: 'required with `SALESFORCE_MY_DOMAIN`, else not used',
    problem: 'must be the consumer key of an External Client App',
  },
  SALESFORCE_CLIENT_SECRET: {
    schema: z.string().regex(/^\S{8,}$/),
    meaning: 'The consumer secret of its External Client App (OAuth client credentials).',
    unset: 'required with `SALESFORCE_MY_DOMAIN`, unless the key of a certificate is set',
    problem: 'must be the consumer secret of an External Client App, without spaces',
  },
  SALESFORCE_USERNAME: {
    schema: z.email(),
    meaning: 'The integration user, when the connector logs in with a certificate (JWT bearer).',
    unset: 'the app’s Run As user',
    problem: 'must be the user name of a Salesforce user',
  },
  SALESFORCE_PRIVATE_KEY: {
    schema: z
      .string()
      .transform((text) => text.replaceAll('\\n', '\n'))
      .refine((text) => /^-----BEGIN (RSA )?PRIVATE KEY-----\n/.test(text)),
    meaning: 'The private key of that certificate, as PEM; `\\n` stands for a line break.',
    unset: 'the connector logs in with the consumer secret',
    problem: 'must be a private key as PEM',
  },
  SALESFORCE_EMULATOR_URL: {
    schema: url,
    meaning: 'The base URL of an emulated Salesforce organization that runs elsewhere.',
    unset: 'with an emulated Google the local server brings its own, at `BASE_URL/salesforce`',
    problem: 'must be an https URL (plain http only for 127.0.0.1 and localhost)',
  },
  GMAIL_PUSH_TOPIC: {
    schema: z
      .string()
      .regex(/^projects\/[a-z][a-z0-9-]{4,28}[a-z0-9]\/topics\/[a-z][\w.~+%-]{2,254}$/i),
    meaning:
      'The Pub/Sub topic to which Gmail announces new mail. It must be in the project of the OAuth client.',
    unset:
      'the topic of the emulated Google; with the real one mail is found by polling each minute',
    problem: 'must be the full name of a topic, such as projects/example-project/topics/gmail',
  },
  GMAIL_PUSH_SERVICE_ACCOUNT: {
    schema: z.email(),
    meaning: 'The service account as which Pub/Sub calls `gmail-push`.',
    unset: 'the emulated Google’s; `gmail-push` on Cloud Run then refuses every call',
    problem: 'must be the address of a service account',
  },
  NOTIFY_URL: {
    schema: receiver,
    meaning: 'The URL that is told of what happens to mailboxes, by signed messages.',
    unset: 'nobody is told',
    problem:
      'must be an https URL without a user or password in it (plain http only for 127.0.0.1 and localhost)',
  },
  NOTIFY_SECRETS: {
    schema: z.string().transform(list).pipe(z.array(standardSecret).min(1).max(2)),
    meaning:
      'One secret, or during a rotation two, with which those messages are signed: Standard Webhooks secrets, separated by a comma.',
    unset: 'nobody is told',
    problem:
      'must be one or two secrets, separated by a comma, each whsec_ and 24 to 64 bytes in base64',
  },
  SCHEDULER_SERVICE_ACCOUNT: {
    schema: z.email(),
    meaning:
      'The service account whose ID tokens may call `token-refresh`, `label-probe` and `mail-sync`.',
    unset: 'the local server’s own scheduler',
    problem: 'must be the address of a service account',
  },
  SCHEDULER_BASE_URL: {
    schema: origin,
    meaning:
      'The origin under which the scheduler calls the functions, and so the audience of its ID tokens, when it is not `BASE_URL`.',
    unset: '`BASE_URL`',
    problem: 'must be an https origin without a path (http only for 127.0.0.1 and localhost)',
  },
  HTTPS_PROXY: {
    schema: proxy,
    meaning: 'The proxy through which Google and the receiver of notifications are reached.',
    unset: '`HTTP_PROXY`, else no proxy',
    problem: 'must be the URL of a proxy, such as http://proxy.example:3128',
  },
  HTTP_PROXY: {
    schema: proxy,
    meaning: 'The proxy for plain http.',
    unset: 'no proxy',
    problem: 'must be the URL of a proxy, such as http://proxy.example:3128',
  },
  NO_PROXY: {
    schema: z
      .string()
      .transform(list)
      .pipe(z.array(z.string().regex(/^[\w.*:[\]-]+$/))),
    meaning:
      'The hosts that are reached without the proxy, separated by commas; `.example.com` for a domain. This machine always is.',
    unset: 'none but this machine',
    problem: 'must list host names, such as intranet.example, .example.com',
  },
  LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS),
    meaning: `The least severe log lines to write: ${LOG_LEVELS.join(', ')}.`,
    unset: '`info`',
    problem: `must be one of ${LOG_LEVELS.join(', ')}`,
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** The parsed values. A value is missing when its variable is unset or blank. */
export type SettingValues = {
  readonly [Name in SettingName]?: z.output<(typeof SETTINGS)[Name]['schema']> | undefined;
};
