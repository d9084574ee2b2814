import { describe, expect, test } from '@jest/globals';
import { parseConfig, parseGoogleConfig } from '../../shared/config/index.ts';
import { asAppError } from '../../shared/errors.ts';

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    parseConfig(environment);
    return [];
  } catch (thrown) {
    const error = asAppError(thrown);
    expect(error.code).toBe('configuration_invalid');
    return error.detail['problems'] as string[];
  }
};
const REAL = {
  GOOGLE_CLIENT_ID: '123-id.apps.googleusercontent.com',
  GOOGLE_CLIENT_SECRET: 'secret',
  SETUP_ADMINS: 'example.com',
};

const ORG = {
  SALESFORCE_MY_DOMAIN: 'https://example.my.salesforce.com',
  SALESFORCE_CLIENT_ID: '3MVG9.consumer.key',
};

// In two parts: this is the head of a key, and no key.
const PEM_HEAD = '-----BEGIN ' + 'PRIVATE KEY-----';

const secretOf = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;

describe('with nothing set', () => {
  test('state is local and Google is emulated', () => {
    expect(parseConfig({})).toEqual({
      baseUrl: 'http://127.0.0.1:8080',
      port: 8080,
      dataDirectory: '.data',
      state: { kind: 'local' },
      oauthClient: {
        clientId: 'emulated-client.apps.googleusercontent.com',
        clientSecret: 'emulated',
        redirectUri: 'http://127.0.0.1:8080/oauth-callback',
      },
      googleEmulatorUrl: 'http://127.0.0.1:8080/google',
      setupAdmins: ['admin@example.com'],
      salesforceWebhookSecrets: [],
      salesforceOrg: null,
      salesforceEmulatorUrl: 'http://127.0.0.1:8080/salesforce',
      gmailPush: { topic: 'projects/emulated-project/topics/gmail', serviceAccount: null },
      notify: null,
      schedulerServiceAccount: null,
      schedulerBaseUrl: 'http://127.0.0.1:8080',
      proxy: null,
      logLevel: 'info',
    });
  });

  test('a blank setting counts as unset', () => {
    expect(parseConfig({ PORT: ' ', SETUP_ADMINS: '', LOG_LEVEL: '  ' })).toEqual(parseConfig({}));
  });
});

describe('variables that make libraries write secrets', () => {
  test.each(['GOOGLE_SDK_NODE_LOGGING', 'NODE_DEBUG', 'DEBUG'])('%s is refused', (name) => {
    expect(problemsOf({ ...REAL, [name]: '*' })).toEqual([
      expect.stringContaining(`${name} must not be set with the real Google`),
    ]);
    expect(problemsOf({ ...REAL, [name]: '' })).toEqual([]);
  });

  test('are allowed with an emulated Google, which has no secrets', () => {
    expect(problemsOf({ GOOGLE_SDK_NODE_LOGGING: '*', NODE_DEBUG: 'http', DEBUG: '*' })).toEqual(
      [],
    );
  });
});

describe('derived settings', () => {
  test('the base URL follows the port', () => {
    const { baseUrl, googleEmulatorUrl } = parseConfig({ PORT: '9000' });
    expect([baseUrl, googleEmulatorUrl]).toEqual([
      'http://127.0.0.1:9000',
      'http://127.0.0.1:9000/google',
    ]);
  });

  test('a client id and secret mean the real Google', () => {
    expect(parseConfig(REAL).googleEmulatorUrl).toBeNull();
  });

  test('an emulator’s address means the emulated Google all the same', () => {
    const GOOGLE_EMULATOR_URL = 'http://localhost:9/google/';
    const config = parseConfig({ ...REAL, GOOGLE_EMULATOR_URL });
    expect(config.googleEmulatorUrl).toBe('http://localhost:9/google');
  });

  test('a trailing slash of the base URL is removed', () => {
    const { oauthClient } = parseConfig({ BASE_URL: 'https://mail.example.com/' });
    expect(oauthClient.redirectUri).toBe('https://mail.example.com/oauth-callback');
  });

  test('the receiver’s URL keeps its path, its query and a slash at the end', () => {
    const url = 'https://hooks.example.com/a/?key=b/';
    const secrets = [secretOf(24), secretOf(64)];
    const NOTIFY_SECRETS = secrets.join(', ');
    expect(parseConfig({ NOTIFY_URL: url, NOTIFY_SECRETS }).notify).toEqual({ url, secrets });
  });

  test('the real Google announces no mail until a topic is set', () => {
    const topic = 'projects/example-project/topics/gmail';
    expect(parseConfig(REAL).gmailPush).toEqual({ topic: null, serviceAccount: null });
    expect(parseConfig({ ...REAL, GMAIL_PUSH_TOPIC: topic }).gmailPush.topic).toBe(topic);
  });

  test('an organization may be connected by a secret, or by a user and a key', () => {
    expect(parseConfig({ ...ORG, SALESFORCE_CLIENT_SECRET: 'a-secret' }).salesforceOrg).toEqual({
      myDomain: ORG.SALESFORCE_MY_DOMAIN,
      clientId: ORG.SALESFORCE_CLIENT_ID,
      clientSecret: 'a-secret',
      privateKey: null,
      username: null,
    });
    const key = `${PEM_HEAD}\\nMII=\\n-----END PRIVATE KEY-----`;
    const byKey = { SALESFORCE_USERNAME: 'a@example.com', SALESFORCE_PRIVATE_KEY: key };
    expect(parseConfig({ ...ORG, ...byKey }).salesforceOrg).toMatchObject({
      clientSecret: null,
      privateKey: key.replaceAll('\\n', '\n'),
      username: 'a@example.com',
    });
  });

  test('in the cloud only functions that log in to the organization have its secret', () => {
    const cloud = { STATE: 'cloud', GOOGLE_CLOUD_PROJECT: 'a-project', ...REAL, ...ORG };
    expect(parseConfig(cloud).salesforceOrg?.clientSecret).toBeNull();
  });

  test.each([
    ['only its My Domain', { SALESFORCE_MY_DOMAIN: 'https://example.my.salesforce.com' }],
    ['no secret', {}],
    [
      'a user without a key',
      { SALESFORCE_CLIENT_SECRET: 'a-secret', SALESFORCE_USERNAME: 'a@example.com' },
    ],
  ])('an organization with %s is refused', (what, settings) => {
    const given = what === 'only its My Domain' ? settings : { ...ORG, ...settings };
    expect(problemsOf(given)).toEqual([expect.stringMatching(/^SALESFORCE_.* must be set /)]);
  });

  test('administrators are stored in lower case', () => {
    const { setupAdmins } = parseConfig({ SETUP_ADMINS: 'Ann@Example.com, EXAMPLE.org' });
    expect(setupAdmins).toEqual(['ann@example.com', 'example.org']);
  });

  test.each([
    "obrien'@example.com",
    'a&b@example.com',
    'info@b\u00fccher.example',
    '\u4f8b.example',
  ])('an administrator may be %s', (admin) => {
    expect(parseConfig({ SETUP_ADMINS: admin }).setupAdmins).toEqual([admin]);
  });
});

describe('a problem names its setting', () => {
  test.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '80.5'],
    ['BASE_URL', 'http://example.com'],
    ['BASE_URL', 'https://example.com/path'],
    ['BASE_URL', 'example.com'],
    ['BASE_URL', 'javascript:alert(1)'],
    ['GOOGLE_EMULATOR_URL', 'http://example.com/google'],
    ['SETUP_ADMINS', 'admin'],
    ['SETUP_ADMINS', ','],
    ['SETUP_ADMINS', 'a@b@example.com'],
    ['SALESFORCE_WEBHOOK_SECRETS', 'short'],
    ['SALESFORCE_MY_DOMAIN', 'http://example.my.salesforce.com'],
    ['SALESFORCE_CLIENT_ID', 'two words'],
    ['SALESFORCE_CLIENT_SECRET', 'two words'],
    ['SALESFORCE_USERNAME', 'integration'],
    ['SALESFORCE_PRIVATE_KEY', 'MIIEvQIBADANBg'],
    ['SALESFORCE_EMULATOR_URL', 'http://example.com/salesforce'],
    ['GMAIL_PUSH_TOPIC', 'gmail'],
    ['GMAIL_PUSH_SERVICE_ACCOUNT', 'gmail-push'],
    ['SALESFORCE_WEBHOOK_SECRETS', Array(3).fill('x'.repeat(32)).join(',')],
    ['NOTIFY_URL', 'http://example.com/hook'],
    ['NOTIFY_URL', 'http://127.0.0.1:80@example.com/hook'],
    ['NOTIFY_URL', 'https://user@example.com/hook'],
    ['NOTIFY_URL', 'https://:password@example.com/hook'],
    ['NOTIFY_URL', 'ftp://example.com/hook'],
    ['NOTIFY_SECRETS', 'x'.repeat(40)],
    ['NOTIFY_SECRETS', secretOf(23)],
    ['NOTIFY_SECRETS', secretOf(65)],
    ['NOTIFY_SECRETS', secretOf(32).replace('=', '')],
    ['NOTIFY_SECRETS', [24, 32, 64].map(secretOf).join(',')],
    ['SCHEDULER_SERVICE_ACCOUNT', 'scheduler'],
    ['STATE', 'disk'],
    ['GOOGLE_CLOUD_PROJECT', 'My Project'],
    ['FIRESTORE_DATABASE', 'Default'],
    ['GRANT_VAULTS', 'vault'],
    ['GRANT_VAULTS', 'secret-manager,secret-manager'],
    ['SECRET_PREFIX', 'Connector_'],
    ['FIRESTORE_EMULATOR_HOST', 'localhost'],
    ['SECRET_MANAGER_EMULATOR_HOST', 'http://localhost:1'],
    ['SCHEDULER_BASE_URL', 'http://example.com'],
    ['LOG_LEVEL', 'verbose'],
  ])('%s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} must`)]);
  });

  test.each([
    ['GOOGLE_CLIENT_ID', 'marked-value.apps.googleusercontent.com'],
    ['GOOGLE_CLIENT_SECRET', 'marked-value'],
  ])('%s alone', (name, value) => {
    const problems = problemsOf({ [name]: value, SETUP_ADMINS: 'example.com' });
    expect(problems).toEqual([expect.stringContaining(`when ${name} is`)]);
    expect(problems.join()).not.toContain('marked-value');
  });

  test.each([
    ['NOTIFY_URL', 'https://marked-value.example.com'],
    ['NOTIFY_SECRETS', secretOf(32)],
  ])('%s alone', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([
      'NOTIFY_URL and NOTIFY_SECRETS must be set both or not at all',
    ]);
  });

  test('for the real Google without administrators', () => {
    const { SETUP_ADMINS: _, ...real } = REAL;
    expect(problemsOf(real)).toEqual([expect.stringMatching(/^SETUP_ADMINS must/)]);
  });

  test.each(['FIRESTORE_EMULATOR_HOST', 'SECRET_MANAGER_EMULATOR_HOST'])('%s alone', (name) => {
    const environment = { ...REAL, STATE: 'cloud', GOOGLE_CLOUD_PROJECT: 'a-project' };
    expect(problemsOf({ ...environment, [name]: 'localhost:1' })).toEqual([
      expect.stringMatching(/must be set both or not at all$/),
    ]);
  });

  test('for cloud state without a project', () => {
    expect(problemsOf({ ...REAL, STATE: 'cloud' })).toEqual([
      expect.stringMatching(/^GOOGLE_CLOUD_PROJECT must/),
    ]);
  });

  test('and a wrong setting is not called missing too', () => {
    const NOTIFY_URL = 'https://hooks.example.com';
    const wrong = { ...REAL, SETUP_ADMINS: 'admin', NOTIFY_URL, NOTIFY_SECRETS: 'short' };
    expect(problemsOf(wrong)).toEqual([
      expect.stringMatching(/^SETUP_ADMINS must list/),
      expect.stringMatching(/^NOTIFY_SECRETS must be one or two/),
    ]);
  });

  test('for all problems at the same time', () => {
    const GOOGLE_CLIENT_ID = 'x.apps.googleusercontent.com';
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', GOOGLE_CLIENT_ID })).toHaveLength(4);
  });
});

describe('a value that was copied with something around it', () => {
  test.each([
    ['GOOGLE_CLIENT_ID', '"123-marked.apps.googleusercontent.com"'],
    ['GOOGLE_CLIENT_SECRET', '"GOCSPX-marked"'],
    ['GOOGLE_CLIENT_SECRET', "'GOCSPX-marked'\r"],
    ['GOOGLE_CLIENT_SECRET', '“GOCSPX-marked”'],
    ['SALESFORCE_WEBHOOK_SECRETS', `"${'marked-'.repeat(9)}"`],
    ['BASE_URL', '"https://marked.example.com"'],
    ['DATA_DIR', '"/var/lib/marked"'],
    ['PORT', '`8080`'],
  ])('%s in quotes is refused: %j', (name, value) => {
    expect(problemsOf({ ...REAL, [name]: value })).toEqual([
      `${name} must be written without quotes around it`,
    ]);
  });

  test.each([
    ['GOOGLE_CLIENT_SECRET', 'GOCSPX-\u200bmarked'],
    ['GOOGLE_CLIENT_ID', '123\u00ad-marked.apps.googleusercontent.com'],
    ['SALESFORCE_WEBHOOK_SECRETS', `${'marked-'.repeat(9)}\u2060`],
  ])('%s with an invisible character is refused: %j', (name, value) => {
    expect(problemsOf({ ...REAL, [name]: value })).toEqual([
      `${name} must be written without invisible characters in it`,
    ]);
  });

  test.each([
    ['GOOGLE_CLIENT_ID', 'marked'],
    ['GOOGLE_CLIENT_ID', '<client ID>'],
    ['GOOGLE_CLIENT_ID', 'GOCSPX-marked'],
    ['GOOGLE_CLIENT_ID', '1234567890'],
    ['GOOGLE_CLIENT_ID', 'https://123-marked.apps.googleusercontent.com'],
    ['GOOGLE_CLIENT_ID', '123-marked.apps.googleusercontent.com.'],
    ['GOOGLE_CLIENT_SECRET', 'GOCSPX-marked marked'],
    ['GOOGLE_CLIENT_SECRET', 'GOCSPX-marked"'],
    ['GOOGLE_CLIENT_SECRET', '<secret>'],
    ['GOOGLE_CLIENT_SECRET', '123-marked.apps.googleusercontent.com'],
  ])('%s is not what it should be, and its value is not repeated: %j', (name, value) => {
    const problems = problemsOf({ ...REAL, [name]: value });
    expect(problems.filter((problem) => problem.startsWith(`${name} must be`))).toHaveLength(1);
    expect(problems.join()).not.toContain('marked');
  });

  test('spaces, a byte order mark and the end of a line around a value are ignored', () => {
    const value = `\ufeff ${REAL.GOOGLE_CLIENT_ID}\r\n`;
    const { oauthClient } = parseConfig({ ...REAL, GOOGLE_CLIENT_ID: value });
    expect(oauthClient.clientId).toBe(REAL.GOOGLE_CLIENT_ID);
  });

  test('an emulated Google may have clients of any name', () => {
    const GOOGLE_EMULATOR_URL = 'http://localhost:9';
    expect(problemsOf({ ...REAL, GOOGLE_CLIENT_ID: 'id', GOOGLE_EMULATOR_URL })).toEqual([]);
  });
});

describe('the base URL with the real Google, which refuses some redirect URIs', () => {
  test.each([
    'https://192.168.1.10',
    'https://10.0.0.1:8443',
    'https://8.8.8.8',
    'https://0xC0A8010A',
    'https://[fd00::1]',
    'https://connector',
    'https://connector.local',
    'https://connector.internal:8443',
    'https://connector.corp.',
    'https://connector.localhost',
  ])('%s is refused', (BASE_URL) => {
    expect(problemsOf({ ...REAL, BASE_URL })).toEqual([
      expect.stringMatching(/^BASE_URL must have a public domain name with the real Google/),
    ]);
    const { GOOGLE_CLIENT_ID: _, GOOGLE_CLIENT_SECRET: __, ...emulated } = REAL;
    expect(problemsOf({ ...emulated, BASE_URL })).toEqual([]);
  });

  test.each([
    'https://connector.example.com',
    'https://local.example.com',
    'https://127.0.0.1:8443',
    'http://127.0.0.1:8080',
    'http://localhost:8080',
    'http://[::1]:8080',
  ])('%s is accepted', (BASE_URL) => {
    expect(problemsOf({ ...REAL, BASE_URL })).toEqual([]);
  });
});

describe('on Cloud Run', () => {
  const CLOUD_RUN = {
    K_SERVICE: 'setup-page',
    STATE: 'cloud',
    GOOGLE_CLOUD_PROJECT: 'a-project',
    BASE_URL: 'https://europe-west1-a-project.cloudfunctions.net',
    GOOGLE_CLIENT_ID: '123-id.apps.googleusercontent.com',
    SETUP_ADMINS: 'example.com',
    SCHEDULER_SERVICE_ACCOUNT: 'scheduler@a-project.iam.gserviceaccount.com',
  };
  const without = (name: keyof typeof CLOUD_RUN) => ({ ...CLOUD_RUN, [name]: '' });

  test('state is in the cloud and every other setting has its default', () => {
    expect(parseConfig(CLOUD_RUN)).toMatchObject({
      state: {
        kind: 'cloud',
        projectId: 'a-project',
        databaseId: '(default)',
        grantVaults: ['secret-manager'],
        secretPrefix: 'connector',
        firestoreEmulator: null,
        secretManagerEmulator: null,
      },
      googleEmulatorUrl: null,
      schedulerBaseUrl: CLOUD_RUN.BASE_URL,
    });
  });

  test('an emulated organization is refused', () => {
    const SALESFORCE_EMULATOR_URL = 'https://org.example.com';
    expect(problemsOf({ ...CLOUD_RUN, SALESFORCE_EMULATOR_URL })).toEqual([
      'SALESFORCE_EMULATOR_URL must not be set on Cloud Run',
    ]);
  });

  test('a function that does not use the client’s secret starts without it', () => {
    expect(parseConfig(CLOUD_RUN).oauthClient.clientSecret).toBeNull();
  });

  test.each([
    ['local state', { ...without('STATE'), GOOGLE_CLIENT_SECRET: 'secret' }, 'STATE'],
    ['an emulated Google', without('GOOGLE_CLIENT_ID'), 'GOOGLE_CLIENT_ID'],
    [
      'an emulated Google by URL',
      { ...CLOUD_RUN, GOOGLE_EMULATOR_URL: 'http://localhost:9' },
      'GOOGLE_CLIENT_ID',
    ],
    ['no base URL', without('BASE_URL'), 'BASE_URL'],
    ['no scheduler', without('SCHEDULER_SERVICE_ACCOUNT'), 'SCHEDULER_SERVICE_ACCOUNT'],
    ['no project', without('GOOGLE_CLOUD_PROJECT'), 'GOOGLE_CLOUD_PROJECT'],
  ])('%s is refused', (_, environment, name) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(`^${name} must`)]);
  });

  test('emulators of Firestore and Secret Manager are refused', () => {
    const emulators = {
      FIRESTORE_EMULATOR_HOST: 'localhost:1',
      SECRET_MANAGER_EMULATOR_HOST: 'localhost:2',
    };
    expect(problemsOf({ ...CLOUD_RUN, ...emulators })).toEqual([
      'FIRESTORE_EMULATOR_HOST must not be set on Cloud Run',
      'SECRET_MANAGER_EMULATOR_HOST must not be set on Cloud Run',
    ]);
  });
});

describe('the settings of a command that only calls Google', () => {
  test('Google is the real one when nothing is set, unlike for the server', () => {
    expect(parseGoogleConfig({})).toEqual({ googleEmulatorUrl: null, proxy: null });
  });

  test('an emulator’s address and a proxy count', () => {
    const GOOGLE_EMULATOR_URL = 'http://127.0.0.1:8080/google/';
    const { googleEmulatorUrl, proxy } = parseGoogleConfig({
      GOOGLE_EMULATOR_URL,
      HTTPS_PROXY: 'http://proxy.example.com:3128',
    });
    expect(googleEmulatorUrl).toBe('http://127.0.0.1:8080/google');
    expect(proxy?.https).toBe('http://proxy.example.com:3128');
  });

  test('problems of other settings are none of theirs', () => {
    expect(parseGoogleConfig({ PORT: 'x', GOOGLE_CLIENT_ID: 'half' }).proxy).toBeNull();
  });

  const problemsOfGoogle = (environment: Record<string, string>): unknown => {
    try {
      return parseGoogleConfig(environment);
    } catch (thrown) {
      return asAppError(thrown).detail['problems'];
    }
  };

  test('a wrong address is refused, and so is a variable that would log tokens', () => {
    expect(problemsOfGoogle({ GOOGLE_EMULATOR_URL: 'nonsense' })).toEqual([
      expect.stringContaining('GOOGLE_EMULATOR_URL must be'),
    ]);
    expect(problemsOfGoogle({ NODE_DEBUG: 'http' })).toEqual([
      expect.stringContaining('NODE_DEBUG must not be set'),
    ]);
  });
});
