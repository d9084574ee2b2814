import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FAULTS } from '../../../local/salesforce/faults/catalogue.ts';
import { diagnosisOf } from '../../../shared/diagnosis/diagnosis.ts';
import { type Connector, startConnector } from '../../support/connector.ts';
import { formToken, type Person, signedIn } from '../../support/person.ts';
import { upload } from '../../support/service-account.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { endingsAt, ORG_ENDINGS, type SwitchEnding } from './endings.ts';

const CLIENT_ID = '3MVG9emulated.GmailEmailToCase.ConsumerKey';
const LIST = '/setup-page/salesforce';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let org: string;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  org = `${connector.baseUrl}/salesforce`;
  await upload(admin, LIST, {
    my_domain: org,
    choice: 'secret',
    client_id: CLIENT_ID,
    client_secret: 'EMULATED0CONSUMER0SECRET',
    do: 'connect',
  });
});
afterAll(() => connector.end());

test('every switch of the emulated organization has its ending', () => {
  const names = FAULTS.map(({ fault }) => fault).toSorted();
  expect(Object.keys(ORG_ENDINGS).toSorted()).toEqual(names);
});

const inOrg = (fields: Record<string, string>) =>
  fetch(`${org}/setup`, { method: 'POST', body: new URLSearchParams(fields) });
const path = (): string => `${LIST}/127-0-0-1-${connector.port}-salesforce`;

/** Switches a fault on, presses “Check now”, and answers the titles of what is wrong. */
async function checkUnder({ fault, parameters = {} }: SwitchEnding): Promise<readonly string[]> {
  const faults = `${org}/emulator/faults`;
  await inOrg({ do: 'revoke' });
  const body = JSON.stringify(parameters);
  expect((await fetch(`${faults}/${fault}`, { method: 'PUT', body })).status).toBe(200);
  const form_token = await formToken(admin);
  const { location } = await admin.submit(`${path()}/check`, { form_token });
  await fetch(faults, { method: 'DELETE' });
  const { text } = await admin.get(location);
  return [...text.matchAll(/diagnosis-title">([^<]+)/g)].map(([, title = '']) => title);
}

const titleOf = (cause: SwitchEnding['cause']): string | undefined =>
  cause === null ? undefined : diagnosisOf(cause).title.en;

describe('an organization says after “Check now” why mail cannot become cases', () => {
  test.each(endingsAt(ORG_ENDINGS, 'readiness'))('$fault: $cause', async (ending) => {
    expect((await checkUnder(ending))[0]).toBe(titleOf(ending.cause));
  });
});

describe('an organization with a certificate says the same', () => {
  beforeAll(async () => {
    const login = { my_domain: org, client_id: CLIENT_ID };
    const made = await upload(admin, path(), { ...login, choice: 'secret', do: 'certificate' });
    const sealed = /name="made_key" value="([^"]+)"/.exec(made.text)?.[1] ?? '';
    const file = /href="data:application\/x-pem-file;base64,([^"]+)"/.exec(made.text)?.[1] ?? '';
    await inOrg({ do: 'certificate', certificate: Buffer.from(file, 'base64').toString() });
    const username = 'gmail.integration@emulated.example';
    const fields = { ...login, choice: 'made', username, made_key: sealed, do: 'save' };
    expect((await upload(admin, path(), fields)).status).toBe(303);
  });

  test.each(endingsAt(ORG_ENDINGS, 'readiness by certificate'))(
    '$fault: $cause',
    async (ending) => {
      expect((await checkUnder(ending))[0]).toBe(titleOf(ending.cause));
    },
  );
});
