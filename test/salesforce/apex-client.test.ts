import { describe, expect, test } from '@jest/globals';
import { parseStrictJson } from '../../shared/http/index.ts';
import { openApiOf, type SimpleSchema } from '../../shared/salesforce/webhook/openapi.ts';
import { OPERATIONS } from '../../shared/salesforce/webhook/operations.ts';
import { REFUSAL } from '../../shared/salesforce/webhook/refusal.ts';
import { fencesIn, read } from '../docs/documents.ts';
import { constantsIn, errorsInStatements, parseApex, variablesOf } from './apex.ts';
import { apexSource, namesIn } from './calls-source.ts';

const CLASSES = namesIn('classes', '.cls');

const SCHEMAS = openApiOf(OPERATIONS, 'https://connector.example.com').components.schemas;

function schemaOf(name: string): SimpleSchema {
  const schema = SCHEMAS[name];
  if (!schema) throw new Error(`there is no schema ${name}`);
  return schema;
}

const propertiesOf = (name: string): readonly string[] =>
  Object.keys(schemaOf(name).properties ?? {});

const variableNames = (name: string, inner: string): readonly string[] =>
  variablesOf(apexSource(name), inner).map((variable) => variable.name);

describe('the Apex classes', () => {
  test.each(CLASSES)('%s has no syntax error and declares the class of its name', (name) => {
    expect(parseApex(apexSource(name))).toEqual({ errors: [], declared: name });
  });

  test('a syntax error is found', () => {
    expect(parseApex('public class Broken { void run( { } }').errors).not.toEqual([]);
  });

  test('ask operations that there are, through the named credential of the package', () => {
    const source = apexSource('GmailConnector');
    const asked = [...source.matchAll(/post\('(\w+)'/g)].map(([, name]) => name);
    expect(asked).toEqual(['sendEmail', 'getSendState', 'getConnection']);
    expect(OPERATIONS.map(({ name }) => name)).toEqual(expect.arrayContaining(asked));
    expect(source).toContain("'callout:Gmail_Connector/v1/'");
  });

  test.each([
    ['Email', 'SendEmailRequest'],
    ['Attachment', 'Attachment'],
    ['Send', 'Send'],
    ['Connection', 'Connection'],
    ['Refusal', 'Refusal'],
  ])('write and read as %s nothing but properties of %s', (inner, schema) => {
    const names = variableNames('GmailConnector', inner);
    expect(names).not.toEqual([]);
    expect(propertiesOf(schema)).toEqual(expect.arrayContaining([...names]));
  });

  test.each([
    ['Email', 'SendEmailRequest'],
    ['Attachment', 'Attachment'],
  ])('can write as %s every property that %s requires', (inner, schema) => {
    const { required = [] } = schemaOf(schema);
    expect(required).not.toEqual([]);
    expect(variableNames('GmailConnector', inner)).toEqual(expect.arrayContaining([...required]));
  });

  test('write the properties of the other questions by their names', () => {
    const source = apexSource('GmailConnector');
    const questions = [
      ...source.matchAll(/\{ '(\w+)' => \w+ \};\s+HttpResponse response = post\('(\w+)'/g),
    ];
    expect(questions).toHaveLength(2);
    for (const [, property = '', operation = ''] of questions) {
      const request = `${operation.slice(0, 1).toUpperCase()}${operation.slice(1)}Request`;
      expect(schemaOf(request).required).toEqual([property]);
      expect(propertiesOf(request)).toEqual(expect.arrayContaining(['sentAt', 'operation']));
    }
  });

  test('read answers where the operations put them', () => {
    const found = variableNames('GmailConnector', 'Answer');
    expect(found).toEqual(['send', 'connection', 'error']);
    const answers = [
      'SendEmailAnswer',
      'GetSendStateAnswer',
      'GetConnectionAnswer',
      'RefusalAnswer',
    ];
    expect(answers.map(propertiesOf)).toEqual([['send'], ['send'], ['connection'], ['error']]);
  });

  test('are tested with answers as the connector gives them', () => {
    const { SENT, CONNECTED, REFUSED, ...others } = constantsIn(apexSource('GmailConnectorMock'));
    expect(others).toEqual({});
    const responseOf = (name: string) => OPERATIONS.find((each) => each.name === name)?.response;
    for (const [text = '', schema] of [
      [SENT, responseOf('sendEmail')],
      [CONNECTED, responseOf('getConnection')],
      [REFUSED, REFUSAL],
    ] as const) {
      const answer: unknown = JSON.parse(text);
      expect(schema?.parse(answer)).toEqual(answer);
    }
  });

  test('write a formula of a text as JSON that says the same', () => {
    expect(apexSource('GmailConnector')).toContain(String.raw`body.replace('{!', '{\\u0021')`);
    const body = JSON.stringify({ textBody: 'Write {!$Credential.GmailConnector.Secret} here.' });
    const written = body.replaceAll('{!', String.raw`{\u0021`);
    expect(written).not.toContain('{!');
    expect(parseStrictJson(Buffer.from(written))).toEqual(JSON.parse(body));
  });

  test('the action hands every input on, and fills in every output', () => {
    const source = apexSource('GmailSendEmail');
    const inputs = variablesOf(source, 'Request');
    expect(inputs.every(({ isInvocable }) => isInvocable)).toBe(true);
    for (const { name } of inputs) expect(source).toContain(`email.${name} = request.${name};`);
    const names = variableNames('GmailConnector', 'Email');
    expect(names).toEqual(expect.arrayContaining(inputs.map(({ name }) => name)));
    const outputs = variablesOf(source, 'Result');
    expect(outputs.every(({ isInvocable }) => isInvocable)).toBe(true);
    for (const { name } of outputs)
      expect(source.split(`result.${name} =`).length).toBeGreaterThan(2);
  });
});

describe('the Apex of the documents', () => {
  const DOCUMENTS = ['docs/salesforce.md', 'docs/salesforce.ja.md'];

  test.each(DOCUMENTS)('%s: has no syntax error', (path) => {
    const apex = fencesIn(read(path)).filter(({ language }) => language === 'apex');
    expect(apex.length).toBeGreaterThan(2);
    for (const { text } of apex) {
      const { errors } = text.startsWith('public ')
        ? parseApex(text)
        : { errors: errorsInStatements(text) };
      expect(errors).toEqual([]);
    }
  });

  test.each(DOCUMENTS)('%s: calls methods and reads variables that there are', (path) => {
    const source = apexSource('GmailConnector');
    const text = fencesIn(read(path))
      .map((fence) => fence.text)
      .join('\n');
    const called = [...text.matchAll(/GmailConnector\.([a-z]\w+)\(/g)].map(([, name]) => name);
    expect(called).toEqual(expect.arrayContaining(['getConnection', 'sendEmail', 'ask']));
    for (const name of called)
      expect(source).toMatch(new RegExp(`public static [\\w<>, ]+ ${name}\\(`));
    const written = [...text.matchAll(/\bemail\.(\w+) =/g)].map(([, name]) => name);
    expect(written).toContain('eventId');
    expect(variableNames('GmailConnector', 'Email')).toEqual(expect.arrayContaining(written));
    const caught = [...text.matchAll(/\brefused\.([a-z]\w+)\b(?!\()/g)].map(([, name]) => name);
    expect(variableNames('GmailConnector', 'RefusedException')).toEqual(
      expect.arrayContaining(caught),
    );
  });

  test.each(DOCUMENTS)('%s: names the action and its values by their labels', (path) => {
    const labels = [...apexSource('GmailSendEmail').matchAll(/label='([^']+)'/g)].flatMap(
      ([, label = '']) => label,
    );
    const named = ['Send an E-mail through Gmail', 'Event ID', 'Mailbox', 'To', 'Text', 'Case ID'];
    for (const label of [...named, 'Is Sent', 'Message', 'Remedy']) {
      expect(labels).toContain(label);
      expect(read(path)).toContain(`*${label}*`);
    }
  });
});
