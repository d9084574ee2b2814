import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../../../shared/errors.ts';
import { parseXml } from '../../../../shared/salesforce/webhook/outbound/parse-xml.ts';
import { readMessage } from '../../../../shared/salesforce/webhook/outbound/read-message.ts';
import { processorMs } from '../../../support/processor-time.ts';
import { escaped, notificationId, ORGANIZATION, soapMessage } from './soap-messages.ts';

const ONE = { id: notificationId(1), fields: { Id: '500Hs0000000001', Subject: 'Lamp' } };
const MESSAGE = soapMessage({ notifications: [ONE] });

const malformed = expect.objectContaining({ code: 'body_malformed' });
const invalid = (field: string) =>
  expect.objectContaining({ code: 'body_invalid', detail: { fields: [field] } });

function refusalOf(body: string | Buffer): unknown {
  try {
    readMessage(Buffer.from(body));
    return null;
  } catch (thrown) {
    return thrown;
  }
}

/** Texts that XML 1.0 can hold (§2.2). */
const xmlText = fc
  .string({ unit: 'binary' })
  .filter((text) => !/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u.test(text))
  .filter((text) => text.isWellFormed());
const fieldName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/);
const number = fc.integer({ min: 0, max: 99_999 });

describe('a message', () => {
  test('is read with every text of every field, whatever the text is', () => {
    const record = fc.dictionary(fieldName, xmlText, { minKeys: 1, maxKeys: 5 });
    fc.assert(
      fc.property(fc.dictionary(number.map(notificationId), record, { minKeys: 1 }), (all) => {
        const notifications = Object.entries(all).map(([id, fields]) => ({ id, fields }));
        const read = readMessage(Buffer.from(soapMessage({ notifications })));
        expect(read.organizationId).toBe(ORGANIZATION);
        const found = read.notifications.map(({ id, record: fields }) => ({
          id,
          fields: Object.fromEntries(fields ?? []),
        }));
        expect(found).toEqual(notifications);
      }),
    );
  });

  test('is the same with other prefixes, CDATA, comments, character references and a BOM', () => {
    const other = `\ufeff<?xml version='1.0'?><!-- one --><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
      xmlns:o="http://soap.sforce.com/2005/09/outbound" xmlns:r="urn:sobject.partner.soap.sforce.com"><e:Header/><e:Body>
      <o:notifications><o:OrganizationId> ${ORGANIZATION} </o:OrganizationId><o:Notification><o:Id>${ONE.id}</o:Id>
      <o:sObject><r:Id>500Hs<!-- two -->0000000001</r:Id><r:Subject><![CDATA[La]]>&#x6d;p</r:Subject></o:sObject>
      </o:Notification></o:notifications></e:Body></e:Envelope>`;
    expect(readMessage(Buffer.from(other))).toEqual(readMessage(Buffer.from(MESSAGE)));
  });

  test('has a hundred notifications at most, each id once', () => {
    const upTo = (count: number) =>
      soapMessage({
        notifications: Array.from({ length: count }, (_, index) => ({
          ...ONE,
          id: notificationId(index),
        })),
      });
    expect(readMessage(Buffer.from(upTo(100))).notifications).toHaveLength(100);
    expect(refusalOf(upTo(101))).toEqual(invalid('Notification'));
    expect(refusalOf(upTo(0))).toEqual(invalid('Notification'));
    const twice = soapMessage({ notifications: [ONE, ONE] });
    expect(readMessage(Buffer.from(twice)).notifications).toHaveLength(1);
  });

  test('has no value of a field that is nil, and no record when it is deleted', () => {
    const fields = { Id: '500Hs0000000001', Subject: null };
    const read = readMessage(
      Buffer.from(
        soapMessage({
          notifications: [
            { id: notificationId(1), fields },
            { id: notificationId(2), fields: null },
            { id: notificationId(3), fields: {} },
          ],
        }),
      ),
    );
    const [first, ...deleted] = read.notifications;
    expect([...(first?.record ?? [])]).toEqual([['Id', '500Hs0000000001']]);
    expect(deleted.map(({ record }) => record)).toEqual([null, null]);
    const nil = MESSAGE.replace(/<sObject.*<\/sObject>/s, '<sObject xsi:nil="true"/>');
    expect(readMessage(Buffer.from(nil)).notifications[0]?.record).toBeNull();
  });

  test('may have a compound field, of which no text is made', () => {
    const address = '<sf:Address><sf:city>東京</sf:city></sf:Address></sObject>';
    const read = readMessage(Buffer.from(MESSAGE.replace('</sObject>', address)));
    expect([...(read.notifications[0]?.record?.keys() ?? [])]).toEqual(['Id', 'Subject']);
  });

  test.each([
    ['Envelope', MESSAGE.replaceAll('schemas.xmlsoap.org/soap/', 'www.w3.org/2003/05/soap-')],
    ['Envelope', '<Envelope/>'],
    ['Body', MESSAGE.replaceAll('soapenv:Body', 'soapenv:Head')],
    ['notifications', soapMessage({ namespace: 'http://example.com/', notifications: [ONE] })],
    ['notifications', MESSAGE.replaceAll('notifications', 'notices')],
    ['OrganizationId', soapMessage({ organizationId: '', notifications: [ONE] })],
    ['OrganizationId', soapMessage({ organizationId: `${ORGANIZATION}0`, notifications: [ONE] })],
    ['OrganizationId', MESSAGE.replace('<ActionId', `<OrganizationId>x</OrganizationId><ActionId`)],
    ['Id', MESSAGE.replace(ONE.id, '../../04l')],
    ['Id', MESSAGE.replace(`<Id>${ONE.id}</Id>`, '')],
    ['Id', MESSAGE.replace('<sObject', `<Id>${notificationId(2)}</Id><sObject`)],
    ['sObject', MESSAGE.replace('</Notification>', '<sObject/></Notification>')],
    ['sObject', MESSAGE.replace('</sObject>', '<sf:Subject>Chair</sf:Subject></sObject>')],
    ['sObject', MESSAGE.replaceAll('urn:sobject.enterprise', 'urn:other')],
    [
      'Header',
      MESSAGE.replace(
        '<soapenv:Body>',
        '<soapenv:Header><x soapenv:mustUnderstand="1"/></soapenv:Header><soapenv:Body>',
      ),
    ],
  ])('that is another one is refused, and %s is named', (element, body) => {
    expect(refusalOf(body)).toEqual(invalid(element));
  });
});

describe('XML that is not accepted', () => {
  const doctype = (declaration: string, use = '') =>
    MESSAGE.replace('?>', `?><!DOCTYPE x ${declaration}>`).replace('Lamp', `Lamp${use}`);
  const bomb = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`,
  ).join('');

  test.each([
    ['entities that grow', doctype(`[<!ENTITY a0 "ha">${bomb}]`, '&a9;')],
    ['a file of this machine', doctype('[<!ENTITY f SYSTEM "file:///etc/passwd">]', '&f;')],
    ['another server', doctype('SYSTEM "http://127.0.0.1:1/x.dtd"')],
    ['a parameter entity', doctype('[<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]')],
    ['an empty document type', doctype('[]')],
    ['an entity that nobody declared', MESSAGE.replace('Lamp', '&nbsp;')],
    ['a processing instruction', MESSAGE.replace('?>', '?><?xml-stylesheet href="x"?>')],
    ['another encoding by its name', MESSAGE.replace('UTF-8', 'ISO-8859-1')],
    ['UTF-16', Buffer.from(MESSAGE, 'utf16le')],
    ['invalid UTF-8', Buffer.concat([Buffer.from(MESSAGE), Buffer.from([0xff])])],
    ['an overlong form of <', Buffer.concat([Buffer.from([0xc0, 0xbc]), Buffer.from(MESSAGE)])],
    ['a reference to a character that XML forbids', MESSAGE.replace('Lamp', '&#0;')],
    ['a control character of XML 1.1', MESSAGE.replace('"1.0"', '"1.1"').replace('Lamp', '&#1;')],
    ['an attribute twice', MESSAGE.replace('xsi:nil="true"', 'xsi:nil="true" xsi:nil="false"')],
    ['a prefix that nobody declared', MESSAGE.replace('<sf:Subject>', '<sg:Subject>')],
    ['two roots', `${MESSAGE}<x/>`],
    ['an end that is missing', MESSAGE.slice(0, -5)],
    ['nothing', ''],
    ['a text', 'Lamp'],
    ['JSON', '{"mailbox":"support@example.com"}'],
    ['eleven levels', MESSAGE.replace('Lamp', `${'<x>'.repeat(5)}${'</x>'.repeat(5)}`)],
    ['a million levels', '<x>'.repeat(1_000_000)],
    ['100,001 elements', `<x>${'<y/>'.repeat(100_000)}</x>`],
    [
      'a million attributes',
      `<x ${Array.from({ length: 1_000_000 }, (_, index) => `a${index}=""`).join(' ')}/>`,
    ],
  ])('has %s, and is refused at once', (_, body) => {
    const began = processorMs();
    expect(refusalOf(body)).toEqual(malformed);
    expect(processorMs() - began).toBeLessThan(2000);
  });

  test('is quoted in no error', () => {
    const thrown = refusalOf(MESSAGE.replace('Lamp', 'marked-secret &marked-entity;'));
    expect(thrown).toBeInstanceOf(AppError);
    expect(JSON.stringify(thrown) + String((thrown as AppError).stack)).not.toContain('marked');
  });

  test('never is anything but refused, whatever the bytes are', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
    const cut = fc.nat(MESSAGE.length).map((at) => Buffer.from(MESSAGE.slice(0, at)));
    const changed = fc
      .tuple(fc.nat(MESSAGE.length - 1), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([at, text]) => Buffer.from(MESSAGE.slice(0, at) + text + MESSAGE.slice(at + 1)));
    const markup = fc
      .array(fc.constantFrom('<', '>', '/', '&', ';', '"', '!', '[', ']', '?', '-', 'a', ':', '='))
      .map((parts) => Buffer.from(parts.join('')));
    fc.assert(
      fc.property(fc.oneof(bytes, cut, changed, markup), (body) => {
        const thrown = refusalOf(body);
        if (thrown !== null) expect(thrown).toBeInstanceOf(AppError);
      }),
      { numRuns: 1000 },
    );
  });
});

test('the time for a text grows with its length, and not with the square of it', () => {
  const body = Buffer.from(`<x>${escaped('&<>'.repeat(900_000))}</x>`);
  expect(body.length).toBeGreaterThan(11_000_000);
  const began = processorMs();
  expect(parseXml(body).text).toHaveLength(2_700_000);
  expect(processorMs() - began).toBeLessThan(10_000);
});
