import { z } from 'zod';
import { type ErrorCode, isErrorCode } from '../errors.ts';
import { type Connection, isScopeProfile } from '../tokens/index.ts';

// What is inside the documents of docs/storage-schema.md, for every store alike.

const date = z.iso.datetime().transform((text) => new Date(text));
/** A code that a later version retired must not make its record unreadable. */
const code = z
  .custom<ErrorCode>((value) => typeof value === 'string' && isErrorCode(value))
  .catch('internal');
const profile = z.custom<Connection['profile']>(
  (value) => typeof value === 'string' && isScopeProfile(value),
);
const text = z.string();
const texts = z.array(text).readonly();

const google = z
  .object({
    endpoint: z.enum(['authorization', 'token', 'revocation', 'identity', 'gmail']),
    status: z.number().nullable(),
    error: text.nullable(),
    subtype: text.nullable(),
    description: text.nullable(),
  })
  .nullable();

export const connectionSchema = z.object({
  id: text,
  mailbox: z.object({ subject: text, address: text, hostedDomain: text.nullable() }),
  method: z.literal('consent'),
  status: z.enum(['active', 'needs_reconnect', 'disconnected']),
  profile,
  scopes: texts,
  generation: z.int().nonnegative(),
  grantVersion: text.nullable(),
  accessToken: z.object({ value: text, expiresAt: date }).nullable(),
  lease: z.object({ owner: text, expiresAt: date }).nullable(),
  refreshDueAt: date.nullable(),
  consentedAt: date,
  disconnectedAt: date.nullable(),
  refreshedAt: date.nullable(),
  failure: z.object({ code, google, since: date, attempts: z.int() }).nullable(),
  probe: z
    .object({
      at: date,
      latencyMs: z.number(),
      labels: texts,
      labelCount: z.int(),
      failure: z.object({ code, google }).nullable(),
    })
    .nullable(),
  authorizationRequestId: text,
});

const purpose = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('connect'),
    profile,
    expectedAddress: text.nullable(),
    connectionId: text.nullable(),
  }),
  z.object({ kind: z.literal('sign_in') }),
]);
const base = { id: text, purpose, begunBy: text, expiresAt: date };
const opened = { ...base, browser: text, codeVerifier: text, nonce: text };
const answer = z.object({
  accessToken: text,
  expiresInSeconds: z.number(),
  refreshToken: text.nullable(),
  scopes: texts,
  idToken: text.nullable(),
});
export const requestSchema = z.discriminatedUnion('stage', [
  z.object({ ...base, stage: z.literal('linked') }),
  z.object({ ...opened, stage: z.literal('opened') }),
  z.object({ ...opened, stage: z.literal('consumed'), consumedAt: date }),
  z.object({
    ...opened,
    stage: z.literal('answered'),
    consumedAt: date,
    answer,
    answeredAt: date,
  }),
  z.object({ ...base, stage: z.literal('settled') }),
]);

export const grantSchema = z.object({ refreshToken: text, scopes: texts });
