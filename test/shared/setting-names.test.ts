import { describe, expect, test } from '@jest/globals';
import {
  givenTwice,
  misspeltInEnvironment,
  misspeltInFile,
} from '../../shared/config/setting-names.ts';

describe('a name in .env', () => {
  test.each([
    ['SALESFORCE_WEBHOOK_SECRET', 'SALESFORCE_WEBHOOK_SECRETS'],
    ['SALEFORCE_WEBHOOK_SECRETS', 'SALESFORCE_WEBHOOK_SECRETS'],
    ['SETUP_ADMIN', 'SETUP_ADMINS'],
    ['SETPU_ADMINS', 'SETUP_ADMINS'],
    ['setup_admins', 'SETUP_ADMINS'],
    ['GOOGLE-CLIENT-ID', 'GOOGLE_CLIENT_ID'],
    ['GOOGLE_CLIENTID', 'GOOGLE_CLIENT_ID'],
    ['BASE_URI', 'BASE_URL'],
    ['DATADIR', 'DATA_DIR'],
    ['PORTS', 'PORT'],
  ])('%s is refused, with the name that was probably meant: %s', (name, meant) => {
    expect(misspeltInFile([name], [name])).toEqual([
      `${name} is no setting: did you mean ${meant}?`,
    ]);
  });

  test.each([
    'DATABASE_URL',
    'HOST',
    'POST',
    'HTTPS_PROXY',
    'https_proxy',
    'http_proxy',
    'no_proxy',
    'ALL_PROXY',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'TZ',
  ])('%s is left alone, because it resembles no setting', (name) => {
    expect(misspeltInFile([name], [name])).toEqual([]);
  });

  test('is left alone when the setting that it resembles is given too', () => {
    const names = ['PORTS', 'PORT'];
    expect(misspeltInFile(names, names)).toEqual([]);
  });

  test('that is a setting is right', () => {
    expect(misspeltInFile(['PORT', 'SETUP_ADMINS'], [])).toEqual([]);
  });
});

describe('a variable of the environment', () => {
  test('that begins like one of our settings and is almost its name is refused', () => {
    expect(misspeltInEnvironment(['SETUP_ADMIN', 'NOTIFY_SECRET'])).toEqual([
      'SETUP_ADMIN is no setting: did you mean SETUP_ADMINS?',
      'NOTIFY_SECRET is no setting: did you mean NOTIFY_SECRETS?',
    ]);
  });

  test.each(['PORTS', 'STATES', 'NOTIFY_SOCKET', 'GOOGLE_CLOUD_PROJECT_ID', 'LOG_LEVELS'])(
    '%s is left alone, because other programs have such names',
    (name) => {
      expect(misspeltInEnvironment([name])).toEqual([]);
    },
  );
});

describe('a setting given twice', () => {
  test.each([
    ['PORT=1\nPORT=2\n', ['PORT']],
    ['PORT=1\r\n export PORT = 1', ['PORT']],
    ['PORT="1"\nPORT=\n', ['PORT']],
    ['PORT=1\n#PORT=2\n', []],
    ['PORT=1\nPORTS=2\nOTHER=1\nOTHER=2', []],
    ['SETUP_ADMINS="a@example.com\nPORT=1\n"\nPORT=2', []],
    ["PORT='1\nSETUP_ADMINS=x", []],
  ])('is found in %j: %j', (text, names) => {
    expect(givenTwice(text)).toEqual(names);
  });
});
