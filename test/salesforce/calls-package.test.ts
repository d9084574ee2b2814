import { beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { CALL_VALUES, withCallValues } from '../../build/call-values.ts';
import { orgPackage } from '../../build/org-package.ts';
import { apexSource, namesIn } from './calls-source.ts';
import { problemsIn } from './metadata-types.ts';
import { childrenOf, parseXml, textOf, textsOf } from './xml.ts';

const CLASSES = namesIn('classes', '.cls');
const FLOWS = namesIn('flows', '.flow-meta.xml');

let zip: Buffer;
let files: Readonly<Record<string, string>>;
beforeAll(async () => {
  zip = await orgPackage('calls');
  files = unzipped(zip);
});

const unzipped = (content: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(new Uint8Array(content))).map(([path, each]) => [
      path,
      strFromU8(each),
    ]),
  );

function file(path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`the package has no ${path}`);
  return text;
}

const permissionSet = () => parseXml(file('permissionsets/Gmail_Connector_Caller.permissionset'));

test('names every component, and none of the package for mail', () => {
  const types = childrenOf(parseXml(file('package.xml')), 'types');
  expect(
    Object.fromEntries(types.map((each) => [textOf(each, 'name'), textsOf(each, 'members')])),
  ).toEqual({
    ApexClass: CLASSES,
    ExternalCredential: ['GmailConnector'],
    Flow: FLOWS,
    NamedCredential: ['Gmail_Connector'],
    PermissionSet: ['Gmail_Connector_Caller'],
  });
  expect(textsOf(parseXml(file('package.xml')), 'version')).toEqual(['64.0']);
});

describe('the metadata', () => {
  test.each([
    ['ExternalCredential', 'externalCredentials/GmailConnector.externalCredential'],
    ['NamedCredential', 'namedCredentials/Gmail_Connector.namedCredential'],
    ['PermissionSet', 'permissionsets/Gmail_Connector_Caller.permissionset'],
    ...FLOWS.map((name) => ['Flow', `flows/${name}.flow`] as const),
    ...CLASSES.map((name) => ['ApexClass', `classes/${name}.cls-meta.xml`] as const),
  ])('is a %s as the Metadata API has it: %s', (type, path) => {
    const root = parseXml(file(path));
    expect(root.tag).toBe(type);
    expect(problemsIn(root, type)).toEqual([]);
  });

  test.each([
    ['there is no NamedCredential.lable', '<lable>Gmail</lable>'],
    ['NamedCredential.label stands twice', '<label>Again</label>'],
    ['NamedCredential has label in two places', '<label>Again</label>'],
    ['NamedCredential.protocol cannot be Magic', '<protocol>Magic</protocol>'],
    ['NamedCredential.certificate cannot be ', '<certificate></certificate>'],
  ])('is refused when %s', (problem, added) => {
    const xml = file('namedCredentials/Gmail_Connector.namedCredential');
    const wrong = parseXml(xml.replace('</NamedCredential>', `${added}</NamedCredential>`));
    expect(problemsIn(wrong, 'NamedCredential')).toContain(problem);
  });
});

describe('the permission set', () => {
  test('opens the classes that are no tests', () => {
    const products = CLASSES.filter((name) => !apexSource(name).includes('@IsTest'));
    expect(products).toHaveLength(2);
    expect(textsOf(permissionSet(), 'apexClass')).toEqual(products);
  });

  test('opens the principal of the external credential, and the flows', () => {
    expect(textsOf(permissionSet(), 'externalCredentialPrincipal')).toEqual([
      'GmailConnector-Connector',
    ]);
    expect(textsOf(permissionSet(), 'flow')).toEqual(FLOWS);
  });

  test('gives no right over records but to read the credentials that a callout needs', () => {
    expect(textsOf(permissionSet(), 'object')).toEqual(['UserExternalCredential']);
    expect(new Set(textsOf(permissionSet(), 'enabled'))).toEqual(new Set(['true']));
    const rights = [
      'allowCreate',
      'allowDelete',
      'allowEdit',
      'modifyAllRecords',
      'viewAllRecords',
    ];
    for (const right of rights) expect(textsOf(permissionSet(), right)).toEqual(['false']);
    expect(textsOf(permissionSet(), 'userPermissions')).toEqual([]);
  });
});

describe('the values of a connector', () => {
  const VALUES = {
    url: 'https://connector.example.com/salesforce-webhook',
    caller: '0123456789ab',
    mailbox: 'tom&ann@example.com',
  };

  test('stand in the place of every placeholder', () => {
    const filled = unzipped(withCallValues(zip, VALUES));
    expect(Object.keys(filled)).toEqual(Object.keys(files));
    const all = Object.values(filled).join('\n');
    for (const { placeholder } of Object.values(CALL_VALUES))
      expect(all).not.toContain(placeholder);
    const named = parseXml(filled['namedCredentials/Gmail_Connector.namedCredential'] ?? '');
    expect(textsOf(named, 'parameterValue')).toEqual([VALUES.url]);
    const external = filled['externalCredentials/GmailConnector.externalCredential'] ?? '';
    expect(textsOf(parseXml(external), 'parameterValue')[0]).toBe(VALUES.caller);
    for (const name of FLOWS) {
      const flow = parseXml(filled[`flows/${name}.flow`] ?? '');
      expect(childrenOf(flow, 'variables').flatMap((each) => textsOf(each, 'stringValue'))).toEqual(
        [VALUES.mailbox],
      );
    }
  });

  test('change nothing where they are left out', () => {
    expect(unzipped(withCallValues(zip, {}))).toEqual(files);
  });

  test.each(Object.entries(CALL_VALUES))('%s: its placeholder stands in the source', (_, entry) => {
    expect(Object.values(files).some((text) => text.includes(`>${entry.placeholder}<`))).toBe(true);
  });
});
