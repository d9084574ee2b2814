import { z } from 'zod';
import { ENVELOPE } from './answer.ts';
import type { Operation } from './operation.ts';
import { REFUSAL } from './refusal.ts';

/**
 * A schema as Salesforce takes it: objects, arrays of one type, texts, 32-bit integers and booleans. There are no
 * lists of allowed values, no patterns and no alternatives.
 */
export type SimpleSchema = {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly format?: 'int32';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SimpleSchema>>;
  readonly required?: readonly string[];
  readonly items?: SimpleSchema;
  readonly $ref?: string;
};

type Content = { readonly 'application/json': { readonly schema: SimpleSchema } };

type PathItem = {
  readonly post: {
    readonly operationId: string;
    readonly summary: string;
    readonly description: string;
    readonly requestBody: { readonly required: true; readonly content: Content };
    readonly responses: Readonly<
      Record<string, { readonly description: string; readonly content: Content }>
    >;
  };
};

/** A document of OpenAPI 3.0, from which External Services make one Flow action for each operation. */
export type OpenApiDocument = {
  readonly openapi: '3.0.3';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas: Readonly<Record<string, SimpleSchema>> };
};

/**
 * Makes the OpenAPI document of the operations.
 *
 * @param url where `salesforce-webhook` is; paths are below it, as below the URL of a Named Credential
 */
export function openApiOf(operations: readonly Operation[], url: string): OpenApiDocument {
  const paths = operations.map((each) => [`/v1/${each.name}`, pathItemOf(each)] as const);
  const schemas = operations.flatMap((each) => Object.entries(schemasOf(each)));
  return {
    openapi: '3.0.3',
    info: {
      title: 'Gmail connector',
      version: '1',
      description: 'What Salesforce may ask the Gmail connector for.',
    },
    servers: [{ url }],
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries([...schemas, ...Object.entries(refusalSchemas())]) },
  };
}

const REFUSED = 'RefusalAnswer';

function pathItemOf({ name, summary, permission, changesSomething }: Operation): PathItem {
  const once = changesSomething ? ' It changes something, and is done once for each eventId.' : '';
  return {
    post: {
      operationId: name,
      summary,
      description: `${summary}${once} The caller needs the permission ${permission}.`,
      requestBody: { required: true, content: contentOf(`${titleOf(name)}Request`) },
      responses: {
        '200': { description: 'The answer.', content: contentOf(`${titleOf(name)}Answer`) },
        default: { description: 'It was refused, or failed.', content: contentOf(REFUSED) },
      },
    },
  };
}

const contentOf = (name: string): Content => ({
  'application/json': { schema: { $ref: referenceTo(name) } },
});

const referenceTo = (name: string): string => `#/components/schemas/${name}`;

const titleOf = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** The schemas of a request and its answer, and those that they refer to. */
function schemasOf({
  name,
  request,
  response,
  changesSomething,
}: Operation): Readonly<Record<string, SimpleSchema>> {
  const asked = readSchema(request, 'input');
  const answered = readSchema(response, 'output');
  const { eventId, sentAt, operation } = readSchema(ENVELOPE, 'input').schema.properties ?? {};
  const envelope = {
    ...(eventId && changesSomething && { eventId }),
    ...(sentAt && { sentAt }),
    ...(operation && { operation }),
  };
  const { required = [] } = asked.schema;
  const requestSchema: SimpleSchema = {
    type: 'object',
    properties: { ...asked.schema.properties, ...envelope },
    ...requiring([...required, ...(changesSomething ? ['eventId'] : [])]),
  };
  return {
    ...asked.named,
    ...answered.named,
    [`${titleOf(name)}Request`]: requestSchema,
    [`${titleOf(name)}Answer`]: answered.schema,
  };
}

/** OpenAPI 3.0 forbids an empty list. */
const requiring = (required: readonly string[]) => (required.length > 0 ? { required } : {});

function refusalSchemas(): Readonly<Record<string, SimpleSchema>> {
  const { schema, named } = readSchema(REFUSAL, 'output');
  return { ...named, [REFUSED]: schema };
}

type Read = {
  readonly schema: SimpleSchema;
  /** Those that have a name of their own. */
  readonly named: Readonly<Record<string, SimpleSchema>>;
};

/** What JSON Schema says of a schema beside what Salesforce reads. */
type JsonSchema = Omit<SimpleSchema, 'properties' | 'items'> & {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
};

/** @param io a property with a default may be left out of an `input`, and is always in an `output` */
function readSchema(schema: z.ZodType, io: 'input' | 'output'): Read {
  const { definitions = {}, ...own } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
  }) as JsonSchema;
  const named = Object.entries(definitions).map(([name, each]) => [name, simple(each)]);
  return { schema: simple(own), named: Object.fromEntries(named) };
}

/** Leaves out the checks, which Salesforce does not read: the operation makes them itself. */
function simple({
  type,
  description,
  properties,
  required,
  items,
  $ref,
}: JsonSchema): SimpleSchema {
  if ($ref !== undefined) return { $ref: referenceTo($ref.replace('#/definitions/', '')) };
  const within = Object.entries(properties ?? {}).map(([name, each]) => [name, simple(each)]);
  return {
    ...(type && { type }),
    ...(type === 'integer' && { format: 'int32' as const }),
    ...(description !== undefined && { description }),
    ...(properties && { properties: Object.fromEntries(within) }),
    ...(properties && requiring(required ?? [])),
    ...(items && { items: simple(items) }),
  };
}
