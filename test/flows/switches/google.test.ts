import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FAULTS } from '../../../local/google/faults/catalogue.ts';
import { diagnosisOf } from '../../../shared/diagnosis/diagnosis.ts';
import type { Cause } from '../../../shared/diagnosis/index.ts';
import { type Connector, startConnector } from '../../support/connector.ts';
import { emulator } from '../../support/emulator.ts';
import { GoogleRefusal } from '../../support/google-consent.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  formToken,
  goThroughGoogle,
  type Person,
  signedIn,
} from '../../support/person.ts';
import {
  addServiceAccount,
  direct,
  makeServiceAccount,
  PROBE_SCOPES,
  upload,
} from '../../support/service-account.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { endingsAt, GOOGLE_ENDINGS, type SwitchEnding } from './endings.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
/** Of no Workspace, so that an Internal app refuses it. */
const OUTSIDER = 'outsider@personal.example';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let google: ReturnType<typeof emulator>;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  // The canary: another mailbox, which shows that Google and our client work.
  await connectMailbox(admin, { account: SALES, query: 'profile=everything' });
  google = emulator(`${connector.baseUrl}/google`);
});
afterAll(() => connector.end());
beforeEach(async () => {
  await google.heal();
});

const provoke = async ({ fault, parameters, beside }: SwitchEnding, address = SUPPORT) => {
  await google.provoke(fault, address, parameters);
  if (beside) await google.provoke(beside, address);
};

/** The texts of a page as a person reads them. */
const read = (markup: string): string =>
  markup.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

const titleOf = (cause: Cause): string => diagnosisOf(cause).title.en;

/** The titles of the diagnoses on a page. */
const titlesIn = (markup: string): readonly string[] =>
  [...read(markup).matchAll(/diagnosis-title">([^<]+)/g)].map(([, title = '']) => title);

const pageOf = async (address: string): Promise<string> => {
  const id = await connectionIdOf(admin, address);
  return read((await admin.get(`/setup-page/connections/${id}`)).text);
};

async function expectOnPage(cause: Cause | null): Promise<void> {
  const page = await pageOf(SUPPORT);
  if (cause === null) expect([page.includes('Working</p>'), titlesIn(page)]).toEqual([true, []]);
  else expect(titlesIn(page)[0]).toBe(titleOf(cause));
}

test('every switch of the emulated Google has its ending', () => {
  const names = FAULTS.map(({ fault }) => fault).toSorted();
  expect(Object.keys(GOOGLE_ENDINGS).toSorted()).toEqual(names);
});

describe('a screen that Google shows is explained by the look-up page, from its whole text', () => {
  test.each(endingsAt(GOOGLE_ENDINGS, 'screen'))('$fault: $cause', async (ending) => {
    await provoke(ending, OUTSIDER);
    for (const language of ['en', 'ja'] as const) {
      const headers = { 'accept-language': language };
      const refusal = await goThroughGoogle(admin, { account: OUTSIDER, headers }).catch(
        (thrown: unknown) => thrown,
      );
      const words = refusal instanceof GoogleRefusal ? refusal.words : '';
      expect(words).toContain(language === 'ja' ? 'エラー' : 'Error');
      const form_token = await formToken(admin);
      const { text } = await admin.submit('/setup-page/diagnosis', { words, form_token });
      expect(titlesIn(text)[0]).toBe(ending.cause && titleOf(ending.cause));
    }
  });
});

describe('a consent that fails is explained on the page that Google leads back to', () => {
  test.each(endingsAt(GOOGLE_ENDINGS, 'callback'))('$fault: $cause', async (ending) => {
    await provoke(ending, '*');
    const callback = await goThroughGoogle(admin, { account: 'info@example.jp' });
    const { text } = await admin.get(callback.href);
    expect(read(text)).toContain(ending.cause && titleOf(ending.cause));
  });
});

describe('a mailbox says why it fails after “Refresh now”', () => {
  test.each(endingsAt(GOOGLE_ENDINGS, 'refresh'))(
    '$fault: $cause',
    async (ending) => {
      // Some faults only concern a new consent, others must not.
      if (ending.fault === 'time_limited') await provoke(ending);
      await connectMailbox(admin, { account: SUPPORT });
      if (ending.fault === 'time_limited') await pause(3200);
      else await provoke(ending);
      const id = await connectionIdOf(admin, SUPPORT);
      const form_token = await formToken(admin);
      await admin.submit(`/setup-page/connections/${id}/refresh`, { form_token });
      await expectOnPage(ending.cause);
    },
    60_000,
  );
});

describe('a mailbox says why it fails after “Check now”', () => {
  test.each(endingsAt(GOOGLE_ENDINGS, 'check'))('$fault: $cause', async (ending) => {
    await google.provoke('short_lived', SUPPORT, { seconds: 1 });
    await connectMailbox(admin, { account: SUPPORT });
    await provoke(ending);
    await checkNow(admin, await connectionIdOf(admin, SUPPORT));
    await expectOnPage(ending.cause);
  });
});

describe('IMAP says why it does not work', () => {
  test.each(endingsAt(GOOGLE_ENDINGS, 'imap'))('$fault: $cause', async (ending) => {
    await provoke(ending, SALES);
    await checkNow(admin, await connectionIdOf(admin, SALES));
    expect(titlesIn(await pageOf(SALES))).toContain(ending.cause && titleOf(ending.cause));
  });
});

describe('a service account says at its check why it cannot act for a mailbox', () => {
  const ALIAS = 'help@example.com';
  let keyed: string;
  let keyless: string;

  beforeAll(async () => {
    const url = `${connector.baseUrl}/google`;
    await direct(url, { aliases: { [ALIAS]: SUPPORT } });
    const delegation = { 'example.com': PROBE_SCOPES };
    keyed = await addServiceAccount(admin, await makeServiceAccount(url, { delegation }));
    const signing = { signing: 'keyless', domains: 'example.com', profile: 'probe' };
    const email = 'keyless@my-project.iam.gserviceaccount.com';
    const own = 'connector@local-project.iam.gserviceaccount.com';
    await makeServiceAccount(url, { email, makeKey: false, delegation, tokenCreators: [own] });
    const added = { ...signing, service_account: email };
    const { location } = await upload(admin, '/setup-page/service-accounts', added);
    keyless = /service-accounts\/([\w-]+)\?/.exec(location)?.[1] ?? '';
  });

  test.each(endingsAt(GOOGLE_ENDINGS, 'service account'))('$fault: $cause', async (ending) => {
    await provoke(ending, '*');
    const id = ending.fault === 'iam_api_off' ? keyless : keyed;
    const address = ending.fault === 'aliases_accepted' ? ALIAS : SUPPORT;
    const fields = { form_token: await formToken(admin), address };
    const { text } = await admin.submit(`/setup-page/service-accounts/${id}/check`, fields);
    expect(read(text)).toContain(`<strong>${ending.cause && titleOf(ending.cause)}</strong>`);
  });
});
