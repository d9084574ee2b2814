import { describe, expect, test } from '@jest/globals';
import { compileErrors, validate } from '@readme/openapi-parser';
import { ENVELOPE } from '../../../shared/salesforce/webhook/answer.ts';
import {
  type OpenApiDocument,
  openApiOf,
  type SimpleSchema,
} from '../../../shared/salesforce/webhook/openapi.ts';
import { OPERATIONS } from '../../../shared/salesforce/webhook/operations.ts';

const URL_OF_WEBHOOK = 'https://connector.example.com/salesforce-webhook';
const document = openApiOf(OPERATIONS, URL_OF_WEBHOOK);
const { schemas } = document.components;
const operations = Object.values(document.paths).map(({ post }) => post);

/** Every schema with its path, those inside of others included. */
function everySchema(
  named: Readonly<Record<string, SimpleSchema>> = schemas,
): (readonly [path: string, schema: SimpleSchema])[] {
  return Object.entries(named).flatMap(([path, schema]) => [
    [path, schema] as const,
    ...everySchema(schema.properties ?? {}).map(
      ([below, each]) => [`${path}.${below}`, each] as const,
    ),
    ...(schema.items ? everySchema({ [`${path}[]`]: schema.items }) : []),
  ]);
}

const resolved = ({ $ref, ...schema }: SimpleSchema): SimpleSchema =>
  $ref === undefined ? schema : (schemas[$ref.replace('#/components/schemas/', '')] ?? {});

function depthOf(schema: SimpleSchema): number {
  const { properties = {}, items } = resolved(schema);
  const below = [...Object.values(properties), ...(items ? [items] : [])].map(depthOf);
  return 1 + Math.max(0, ...below);
}

test('an independent validator accepts the document', async () => {
  const result = await validate(structuredClone(document) as never);
  expect(result.valid ? '' : compileErrors(result)).toBe('');
});

test('the validator finds what is wrong', async () => {
  const broken = { ...document, paths: { '/v1/x': { post: { operationId: 1 } } } };
  expect((await validate(structuredClone(broken) as never)).valid).toBe(false);
});

describe('the document keeps the limits of External Services and Flow', () => {
  test('it is JSON of at most 10 MB', () => {
    expect(JSON.stringify(document).length).toBeLessThan(10_000_000);
  });

  test('each path has one operation, which is a POST with a body', () => {
    expect(Object.keys(document.paths)).toEqual(OPERATIONS.map(({ name }) => `/v1/${name}`));
    for (const item of Object.values(document.paths)) {
      expect(Object.keys(item)).toEqual(['post']);
      expect(item.post.requestBody.required).toBe(true);
    }
  });

  test('every name is a valid Apex identifier, and no reserved word', () => {
    const reserved = [
      'limit',
      'after',
      'end',
      'from',
      'group',
      'order',
      'select',
      'where',
      'object',
      'date',
      'class',
      'delete',
      'list',
      'map',
      'set',
      'system',
      'test',
      'update',
      'insert',
      'number',
      'new',
    ];
    const names = [
      ...operations.map(({ operationId }) => operationId),
      ...Object.keys(schemas),
      ...everySchema().flatMap(([, { properties = {} }]) => Object.keys(properties)),
    ];
    for (const name of names) {
      expect(name).toMatch(/^[A-Za-z](?!.*__)[A-Za-z0-9_]*(?<!_)$/);
      expect(name.length).toBeLessThanOrEqual(40);
    }
    const taken = names.filter((name) => reserved.includes(name.toLowerCase()));
    expect([...new Set(taken)]).toEqual([]);
  });

  test('no two schemas differ in the case of their names only', () => {
    const names = Object.keys(schemas).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test('every schema is an object, an array of one type, a text, an integer or a boolean', () => {
    const known = ['type', 'format', 'description', 'properties', 'required', 'items', '$ref'];
    for (const [path, schema] of everySchema()) {
      expect([path, Object.keys(schema).filter((key) => !known.includes(key))]).toEqual([path, []]);
      if (schema.$ref !== undefined) expect(Object.keys(schema)).toEqual(['$ref']);
      else expect(['object', 'array', 'string', 'integer', 'boolean']).toContain(schema.type);
      expect(schema.type === 'array').toBe(schema.items !== undefined);
      expect(schema.format).toBe(schema.type === 'integer' ? 'int32' : undefined);
      expect(schema.required).not.toEqual([]);
    }
  });

  test('every reference leads to a schema', () => {
    for (const [path, { $ref }] of everySchema()) {
      const target = $ref?.replace('#/components/schemas/', '');
      if (target !== undefined)
        expect([path, Object.keys(schemas)]).toEqual([path, expect.arrayContaining([target])]);
    }
  });

  test('no object is empty, and an answer has each of its properties', () => {
    for (const { requestBody, responses } of operations) {
      const answers = Object.values(responses).map(({ content }) => content);
      for (const content of [requestBody.content, ...answers]) {
        expect(Object.keys(content)).toEqual(['application/json']);
        const { properties = {} } = resolved(content['application/json'].schema);
        expect(Object.keys(properties)).not.toEqual([]);
      }
      for (const content of answers) expectAllRequired(content['application/json'].schema);
    }
  });

  test('nothing is deeper than 15 levels', () => {
    for (const [path, schema] of everySchema()) {
      expect([path, depthOf(schema) <= 15]).toEqual([path, true]);
    }
  });

  test('descriptions are shorter than 1,333 characters, and summaries than 255', () => {
    const texts = [
      ...operations.map(({ description }) => description),
      ...everySchema().map(([, { description = '' }]) => description),
    ];
    for (const text of texts) expect(text.length).toBeLessThan(1333);
    for (const { summary } of operations) expect(summary.length).toBeLessThan(255);
  });

  test('there are no parameters, no headers and no other status than 200 and the default', () => {
    for (const operation of operations) {
      expect(Object.keys(operation).toSorted()).toEqual([
        'description',
        'operationId',
        'requestBody',
        'responses',
        'summary',
      ]);
      expect(Object.keys(operation.responses)).toEqual(['200', 'default']);
      for (const each of Object.values(operation.responses)) {
        expect(Object.keys(each).toSorted()).toEqual(['content', 'description']);
      }
    }
  });
});

function expectAllRequired(schema: SimpleSchema): void {
  const { properties, required = [], items } = resolved(schema);
  if (items) expectAllRequired(items);
  if (!properties) return;
  expect([...required].toSorted()).toEqual(Object.keys(properties).toSorted());
  for (const each of Object.values(properties)) expectAllRequired(each);
}

test('the document says of each operation what the operation checks', () => {
  for (const operation of OPERATIONS) {
    const { post } = document.paths[`/v1/${operation.name}`] as OpenApiDocument['paths'][string];
    const request = resolved(post.requestBody.content['application/json'].schema);
    expect(request.required?.includes('eventId') ?? false).toBe(operation.changesSomething);
    const properties = Object.keys(request.properties ?? {});
    expect(properties).toContain('sentAt');
    expect(Object.keys(ENVELOPE.shape)).toContain('sentAt');
    expect(post.description).toContain(operation.permission);
  }
});
