import { describe, expect, test } from '@jest/globals';
import { parseCall, WrongCall } from '../../commands/delegation-call.ts';

const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
const LABELS = 'https://www.googleapis.com/auth/gmail.labels';
const ACCOUNT = 'connector@project-1.iam.gserviceaccount.com';
const CHECK = ['check', '--key', 'key.json'];
const SUBJECT = ['--subject', 'support@example.com'];

describe('the arguments of npm run delegation', () => {
  test('name a key and a mailbox, and the rest has a default', () => {
    expect(parseCall([...CHECK, ...SUBJECT])).toEqual({
      keyFile: 'key.json',
      passwordFile: null,
      certificateSubject: null,
      serviceAccount: null,
      subject: 'support@example.com',
      scopes: ['openid', EMAIL, LABELS],
      offline: false,
      imapLogin: false,
      json: false,
      env: undefined,
    });
  });

  test('name a service account without a key', () => {
    expect(parseCall(['check', '--keyless', ACCOUNT, ...SUBJECT])).toMatchObject({
      keyFile: null,
      serviceAccount: ACCOUNT,
    });
  });

  test('name no mailbox when nothing is sent', () => {
    expect(parseCall([...CHECK, '--offline'])).toMatchObject({ offline: true, subject: '' });
  });

  test.each([`openid,${LABELS}`, ` openid ${LABELS} openid`, `openid,\n ${LABELS},`])(
    'list scopes as people copy them: %j',
    (scopes) => {
      const call = parseCall([...CHECK, ...SUBJECT, '--scopes', scopes]);
      expect(call?.scopes).toEqual(['openid', LABELS]);
    },
  );

  test('ask for help, whatever else they are', () => {
    expect(parseCall(['--help'])).toBeNull();
    expect(parseCall([...CHECK, '--help'])).toBeNull();
  });

  const wrong: readonly [string, readonly string[], RegExp][] = [
    ['an unknown verb', ['hunter2', '--key', 'k', ...SUBJECT], /only verb is “check”/],
    ['a second word', [...CHECK, 'hunter2', ...SUBJECT], /only verb is “check”/],
    ['no key', ['check', ...SUBJECT], /either --key FILE or --keyless/],
    ['a key and none', [...CHECK, '--keyless', ACCOUNT, ...SUBJECT], /either --key FILE or/],
    ['no mailbox', CHECK, /--subject must be/],
    ['half an address', [...CHECK, '--subject', 'hunter2'], /--subject must be/],
    ['an unknown profile', [...CHECK, ...SUBJECT, '--profile', 'hunter2'], /one of: probe, /],
    ['an inherited name', [...CHECK, ...SUBJECT, '--profile', 'constructor'], /one of: probe, /],
    [
      'scopes and a profile',
      [...CHECK, ...SUBJECT, '--profile', 'send', '--scopes', LABELS],
      /not both/,
    ],
    ['an empty list of scopes', [...CHECK, ...SUBJECT, '--scopes', ' , '], /at least one scope/],
    [
      'a person instead of a service account',
      ['check', '--keyless', 'hunter2@example.com', ...SUBJECT],
      /--keyless must be a service account’s/,
    ],
    [
      'a person whose key it were',
      [...CHECK, '--service-account', 'hunter2@example.com', ...SUBJECT],
      /--service-account must be a service account’s/,
    ],
    ['an offline check without a key', ['check', '--keyless', ACCOUNT, '--offline'], /--offline/],
    [
      'a password without a key',
      ['check', '--keyless', ACCOUNT, '--password-file', 'hunter2', ...SUBJECT],
      /--password-file does not go with --keyless/,
    ],
    ['a password', [...CHECK, ...SUBJECT, '--password', 'hunter2'], /A password is no argument/],
    ['a password with =', [...CHECK, '--password=hunter2'], /A password is no argument/],
    ['an unknown option', [...CHECK, '--verbose=hunter2'], /Not understood: --verbose\./],
    ['an option without a value', [...CHECK, '--subject'], /Not understood: --subject\./],
  ];

  test.each(wrong)('%s: is refused with a reason that repeats no value', (_, args, reason) => {
    let refusal: unknown;
    try {
      parseCall(args);
    } catch (thrown) {
      refusal = thrown;
    }
    expect(refusal).toBeInstanceOf(WrongCall);
    expect(String(refusal)).toMatch(reason);
    expect(String(refusal)).not.toContain('hunter2');
  });
});
