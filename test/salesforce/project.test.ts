import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { orgPackage } from '../../build/org-package.ts';
import { ROOT } from '../../build/product.ts';
import type { CaseFiling } from '../../shared/mail/ports.ts';
import type { DescribedField, DescribedObject } from '../../shared/salesforce/api/describe.ts';
import { caseRecord } from '../../shared/salesforce/api/mail-records.ts';
import { parseApex } from './apex.ts';
import { problemsIn } from './metadata-types.ts';
import { parseXml } from './xml.ts';

const CLASSES = join(ROOT, 'salesforce/force-app/main/default/classes');
const classes = readdirSync(CLASSES).filter((name) => name.endsWith('.cls'));
const sourceOf = (name: string): string => readFileSync(join(CLASSES, name), 'utf8');

let files: Record<string, string>;
beforeAll(async () => {
  const unzipped = unzipSync(new Uint8Array(await orgPackage('mail')));
  files = Object.fromEntries(
    Object.entries(unzipped).map(([name, content]) => [name, strFromU8(content)]),
  );
});

const TARGET = {
  kind: 'new_case',
  contactId: '003000000000001AAA',
  subject: 'A question',
  routing: {
    origin: 'Email',
    priority: 'High',
    recordTypeId: '012000000000001AAA',
    owner: { kind: 'owner', id: '00G000000000001AAA' },
  },
} as const;
const FILING: CaseFiling = {
  key: '0'.repeat(64),
  target: TARGET,
  email: {
    subject: 'A question',
    text: 'How?',
    html: '<p>How?</p>',
    headers: 'Subject: A question',
    fromAddress: 'ann@customer.example',
    fromName: 'Ann',
    to: 'support@example.com',
    cc: 'bob@customer.example',
    date: new Date('2026-01-01T00:00:00Z'),
    messageId: 'one@customer.example',
    inReplyTo: null,
    threadIndex: Buffer.alloc(22).toString('base64'),
    threadId: '1',
  },
};

/** An object that has every field, all of which the user may write. */
const EVERYTHING: DescribedObject = {
  isCreateable: true,
  recordTypes: [],
  fields: new (class extends Map<string, DescribedField> {
    override get(): DescribedField {
      return {
        type: 'string',
        length: 32_000,
        isCreateable: true,
        isUpdateable: true,
        isUnique: false,
        values: [],
      };
    }
  })(),
};

/** Everything between a tag's opening and closing. */
const valuesOf = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, value = '']) => value);

describe('the package for the organization', () => {
  test('names every component of the project, and no other', () => {
    const names = ['Case.Gmail_Message_Key__c', 'EmailMessage.Gmail_Message_Key__c'];
    expect(valuesOf(files['package.xml'] ?? '', 'members')).toEqual([
      ...classes.map((name) => name.replace('.cls', '')).sort(),
      ...names,
      'Gmail_Email_to_Case',
    ]);
    expect(valuesOf(files['package.xml'] ?? '', 'version')).toEqual(['64.0']);
  });

  test.each(['Case', 'EmailMessage'])('has a key field on %s that is unique by case', (object) => {
    const xml = files[`objects/${object}.object`] ?? '';
    const read = ['fullName', 'type', 'length', 'unique', 'caseSensitive', 'externalId'].map(
      (tag) => valuesOf(xml, tag)[0],
    );
    expect(read).toEqual(['Gmail_Message_Key__c', 'Text', '64', 'true', 'true', 'true']);
  });
});

test.each([
  ['CustomObject', 'objects/Case.object'],
  ['CustomObject', 'objects/EmailMessage.object'],
  ['PermissionSet', 'permissionsets/Gmail_Email_to_Case.permissionset'],
])('is a %s as the Metadata API has it: %s', (type, path) => {
  expect(problemsIn(parseXml(files[path] ?? ''), type)).toEqual([]);
});

describe('the permission set', () => {
  const permissionSet = (): string =>
    files['permissionsets/Gmail_Email_to_Case.permissionset'] ?? '';

  test('opens the two classes that the connector calls, and no test class', () => {
    expect(valuesOf(permissionSet(), 'apexClass')).toEqual(['GmailCaseFinder', 'GmailThreadToken']);
  });

  const fieldsOf = (object: string, isEditable: boolean): string[] =>
    [...permissionSet().matchAll(/<fieldPermissions>([\s\S]*?)<\/fieldPermissions>/g)]
      .map(([, body = '']) => body)
      .filter((body) => valuesOf(body, 'editable')[0] === String(isEditable))
      .flatMap((body) => valuesOf(body, 'field'))
      .flatMap((name) => (name.startsWith(`${object}.`) ? [name.slice(object.length + 1)] : []));

  // Nobody's profile can take these away, so no permission set can grant them.
  const WITHOUT_FIELD_SECURITY = ['OwnerId', 'RecordTypeId'];

  test('lets the connector write what it writes on cases, and no other field', () => {
    const written = Object.keys(caseRecord(FILING, TARGET, EVERYTHING));
    const granted = fieldsOf('Case', true);
    expect(granted.length).toBeGreaterThan(5);
    expect(written.toSorted()).toEqual([...granted, ...WITHOUT_FIELD_SECURITY].toSorted());
  });

  test('lets the connector write the one field of mails that has field-level security', () => {
    expect(fieldsOf('EmailMessage', true)).toEqual(['Gmail_Message_Key__c']);
  });

  test('lets the connector read what its queries and its Apex class read', () => {
    expect(fieldsOf('Case', false)).toEqual(['ContactEmail']);
    expect(fieldsOf('Contact', false)).toEqual(['Email']);
    const apex = sourceOf('GmailCaseFinder.cls');
    expect(apex).toContain('SELECT Id, SuppliedEmail, ContactEmail');
  });

  test('lets nobody delete, and gives no right over all records but to read', () => {
    expect(new Set(valuesOf(permissionSet(), 'allowDelete'))).toEqual(new Set(['false']));
    expect(new Set(valuesOf(permissionSet(), 'modifyAllRecords'))).toEqual(new Set(['false']));
    expect(valuesOf(permissionSet(), 'name')).toEqual(['ApiEnabled']);
  });
});

describe('the Apex classes', () => {
  test.each(classes)('%s has no syntax error and declares the class of its name', (name) => {
    expect(parseApex(sourceOf(name))).toEqual({ errors: [], declared: name.replace('.cls', '') });
  });

  test.each([
    ['GmailCaseFinder', ['subject', 'textBody', 'htmlBody', 'headers', 'fromAddress'], 'Mail'],
    ['GmailCaseFinder', ['caseId', 'matchedBy', 'participants', 'contactId'], 'Found'],
    ['GmailThreadToken', ['caseId'], 'Request'],
    ['GmailThreadToken', ['token'], 'Result'],
  ])('%s has the variables %s in %s', (name, variables, inner) => {
    const [, body = ''] =
      new RegExp(`class ${inner} \\{([\\s\\S]*?)\\n {4}\\}`).exec(sourceOf(`${name}.cls`)) ?? [];
    expect([...body.matchAll(/public [\w<>]+ (\w+);/g)].map(([, found]) => found)).toEqual(
      variables,
    );
    expect([...body.matchAll(/@InvocableVariable/g)]).toHaveLength(variables.length);
  });
});
