import { z } from 'zod';
import { type ErrorCode, isErrorCode } from '../errors.ts';
import {
  ALL_SHARDS,
  type Connection,
  isScopeProfile,
  type ProbeSample,
  shardOf,
} from '../tokens/index.ts';

// What is inside the documents of docs/storage-schema.md, for every store alike.

const DAY_MS = 24 * 60 * 60 * 1000;

export const date = z.iso.datetime().transform((text) => new Date(text));
/** A code that a later version retired must not make its record unreadable. */
export const code = z
  .custom<ErrorCode>((value) => typeof value === 'string' && isErrorCode(value))
  .catch('internal');
const profile = z.custom<Connection['profile']>(
  (value) => typeof value === 'string' && isScopeProfile(value),
);
export const text = z.string();
const texts = z.array(text).readonly();

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

type StoredSample = readonly [at: number, latencyMs: number, code: ProbeSample['code']];

/** Without names and in milliseconds: the history is read and written with every refresh. */
export const storedHistory = (history: Connection['probeHistory']): readonly StoredSample[] =>
  history.map((sample) => [sample.at.getTime(), sample.latencyMs, sample.code]);

/** By hand, in a third of the time that a schema of tuples takes: a token is read with each of them. */
const isHistory = (value: unknown): value is readonly StoredSample[] =>
  Array.isArray(value) &&
  value.every(
    (sample: unknown) =>
      Array.isArray(sample) &&
      typeof sample[0] === 'number' &&
      typeof sample[1] === 'number' &&
      (sample[2] === null || typeof sample[2] === 'string'),
  );

const probeHistory = z.custom<readonly StoredSample[]>(isHistory).transform((samples) =>
  samples.map(
    ([at, latencyMs, failed]): ProbeSample => ({
      at: new Date(at),
      latencyMs,
      code: failed === null || isErrorCode(failed) ? failed : 'internal',
    }),
  ),
);

const storedConnection = z.object({
  id: text,
  mailbox: z.object({ subject: text, address: text, hostedDomain: text.nullable() }),
  method: z.literal('consent'),
  status: z.enum(['active', 'needs_reconnect', 'disconnected']),
  profile,
  scopes: texts,
  generation: z.int().nonnegative(),
  grantVersion: text.nullable(),
  grantDigests: z.object({ token: text, prefix: text }).nullable().default(null),
  grantsMinted: z.int().nonnegative().default(1),
  accessToken: z.object({ value: text, expiresAt: date }).nullable(),
  lease: z.object({ owner: text, expiresAt: date }).nullable(),
  usedAt: date.optional(),
  refreshDueAt: date.nullable(),
  probeDueAt: date.nullable().optional(),
  consentedAt: date,
  disconnectedAt: date.nullable(),
  refreshedAt: date.nullable(),
  failure: failure.extend({ attempts: z.int() }).nullable(),
  probe: z
    .object({
      at: date,
      latencyMs: z.number(),
      labels: texts,
      labelCount: z.int(),
      failure: z.object({ code, google }).nullable(),
    })
    .nullable(),
  probeHistory: probeHistory.default([]),
  authorizationRequestId: text,
});

/** What was stored before use and probes had times of their own has them filled in. */
export const connectionSchema = storedConnection.transform((stored) => ({
  ...stored,
  usedAt: stored.usedAt ?? stored.consentedAt,
  probeDueAt: stored.probeDueAt === undefined ? firstProbeDueAt(stored) : stored.probeDueAt,
}));

/** A day after the last probe at the latest, each shard at another time: they were all made together. */
function firstProbeDueAt({
  id,
  status,
  probe,
  consentedAt,
}: Pick<Connection, 'id' | 'status' | 'probe' | 'consentedAt'>): Date | null {
  if (status !== 'active') return null;
  const share = (shardOf(id) + 1) / ALL_SHARDS.length;
  return new Date((probe?.at ?? consentedAt).getTime() + share * DAY_MS);
}

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
