import { z } from 'zod';
import { type ErrorCode, isErrorCode } from '../../errors.ts';
import { type Connection, isScopeProfile } from '../../tokens/index.ts';

// What is inside the documents of docs/storage-schema.md, for every store alike.

export const date = z.iso.datetime().transform((text) => new Date(text));
/** A code that a later version retired must not make its record unreadable. */
export const code = z
  .custom<ErrorCode>((value) => typeof value === 'string' && isErrorCode(value))
  .catch('internal');
export const profile = z.custom<Connection['profile']>(
  (value) => typeof value === 'string' && isScopeProfile(value),
);
export const text = z.string();
export const texts = z.array(text).readonly();

export const google = z
  .object({
    endpoint: z.enum(['authorization', 'token', 'revocation', 'identity', 'gmail']),
    status: z.number().nullable(),
    error: text.nullable(),
    subtype: text.nullable(),
    description: text.nullable(),
  })
  .nullable();

/** A failure as it is kept, in a connection or in an event. */
export const failure = z.object({
  code,
  google,
  since: date,
  wholeDomain: z.boolean().default(false),
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
