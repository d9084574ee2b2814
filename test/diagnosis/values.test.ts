import { describe, expect, test } from '@jest/globals';
import { LINKS } from '../../shared/diagnosis/catalogue/links.ts';
import { type RegisteredValue, showing } from '../../shared/diagnosis/entry.ts';
import {
  diagnose,
  hrefIn,
  type Known,
  sentencesOf,
  stepText,
  valueIn,
} from '../../shared/diagnosis/index.ts';
import { SCOPE_PROFILES } from '../../shared/tokens/index.ts';

const HERE: Known = { baseUrl: 'https://connector.example.com', clientId: 'client-1' };

const delegated = (serviceAccountId: string | null): Known => ({
  ...HERE,
  mailbox: { method: 'delegation', profile: 'send', serviceAccountId },
});
const CONSENT: Known = { ...HERE, mailbox: { method: 'consent', profile: 'probe' } };

const IDENTITY = 'openid,https://www.googleapis.com/auth/userinfo.email';
const LABELS = 'https://www.googleapis.com/auth/gmail.labels';

const shownAt = (shows: RegisteredValue, known: Known): string | undefined =>
  valueIn(showing(shows, 'Enter it.', '入力してください。'), known)?.value;

describe('the value of a step', () => {
  test.each<[RegisteredValue, string, Known]>([
    ['client_id', 'client-1', HERE],
    ['redirect_uri', 'https://connector.example.com/oauth-callback', HERE],
    ['webhook_url', 'https://connector.example.com/salesforce-webhook', HERE],
    ['scopes', `${IDENTITY},${LABELS}`, CONSENT],
    ['credential_id', 'client-1', CONSENT],
    ['credential_id', '104857600123456789012', delegated('104857600123456789012')],
    ['service_account_id', '104857600123456789012', delegated('104857600123456789012')],
    [
      'delegated_scopes',
      `${IDENTITY},${LABELS},https://www.googleapis.com/auth/gmail.send`,
      delegated(null),
    ],
  ])('%s is %s', (shows, value, known) => {
    expect(shownAt(shows, known)).toBe(value);
  });

  test.each<[RegisteredValue, Known]>([
    ['client_id', {}],
    ['redirect_uri', {}],
    ['webhook_url', {}],
    // The client's ID would be entered for a service account, which has another one.
    ['credential_id', delegated(null)],
    ['service_account_id', delegated(null)],
    ['service_account_id', CONSENT],
    ['delegated_scopes', CONSENT],
    ['delegated_scopes', HERE],
  ])('%s is left out where it is not known, and the step says where it is', (shows, known) => {
    expect(shownAt(shows, known)).toBeUndefined();
    const step = showing(shows, 'Enter it.', '入力してください。');
    expect(sentencesOf(step, 'en', known)).toMatch(/^Enter it\. .*\.$/);
    expect(sentencesOf(step, 'ja', known)).toMatch(/^入力してください。.*。$/);
  });

  test('without a mailbox has the scopes of every profile, once each', () => {
    const scopes = shownAt('scopes', HERE)?.split(',') ?? [];
    expect(new Set(scopes).size).toBe(scopes.length);
    for (const each of Object.values(SCOPE_PROFILES).flat()) expect(scopes).toContain(each);
  });

  test('stands behind the sentences of the step in a text', () => {
    const step = showing('client_id', 'Search for it.', '検索してください。');
    expect(stepText(step, 'en', HERE)).toBe('Search for it. OAuth client ID: client-1');
    expect(stepText(step, 'ja', HERE)).toBe('検索してください。OAuth クライアント ID: client-1');
    expect(stepText(step, 'en')).toBe('Search for it. The setup page shows the client ID.');
  });
});

describe('the links of a diagnosis', () => {
  test('are those of its steps, in their order, and then its own', () => {
    const { links } = diagnose({ code: 'org_fields_missing', upstream: null });
    expect(links).toEqual([LINKS.permissionSets]);
    const { links: ofSession } = diagnose({
      code: 'grant_refused',
      upstream: {
        service: 'google',
        endpoint: 'token',
        status: 400,
        error: 'invalid_grant',
        subtype: 'invalid_rapt',
        description: 'reauth related error (invalid_rapt)',
      },
    });
    expect(ofSession).toEqual([LINKS.appAccess, LINKS.sessionControl]);
  });

  test('lead to Setup of the organization itself where it is known', () => {
    const known = { myDomain: 'example.my.salesforce.com' };
    expect(hrefIn(LINKS.orgUsers, known)).toBe(
      'https://example.my.salesforce.com/lightning/setup/ManageUsers/home',
    );
    expect(hrefIn(LINKS.orgUsers, {})).toBe(
      'https://login.salesforce.com/?startURL=%2Flightning%2Fsetup%2FManageUsers%2Fhome',
    );
  });

  test('lead to the project of the client, whose ID begins with its number', () => {
    const known = { clientId: '123456-abc.apps.googleusercontent.com' };
    expect(hrefIn(LINKS.gmailApi, known)).toBe(
      'https://console.cloud.google.com/apis/library/gmail.googleapis.com?project=123456',
    );
    for (const clientId of ['emulated-client', undefined]) {
      expect(hrefIn(LINKS.gmailApi, { clientId })).toBe(LINKS.gmailApi.href);
    }
    // A service account may be of another project.
    expect(hrefIn(LINKS.serviceAccounts, known)).toBe(LINKS.serviceAccounts.href);
  });

  test('lead to the right My Domain from a wrong one', () => {
    expect(hrefIn(LINKS.myDomain, { myDomain: 'wrong.example.com' })).toContain(
      'https://login.salesforce.com/',
    );
  });
});
