import { z } from 'zod';
import { isErrorCode } from '../../errors.ts';
import {
  ALL_SHARDS,
  type Connection,
  type ConnectionGrant,
  type DelegationGrant,
  type ProbeSample,
  shardOf,
} from '../../tokens/index.ts';
import { date, failedAttempts, failedOnce, profile, text, texts } from './document-schemas.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Release 0.1 wrote the first three, and ignores the others. */
type StoredSample = readonly [
  at: number,
  latencyMs: number,
  code: ProbeSample['code'],
  cause?: string | null,
  ofProject?: boolean,
];

/** Without names and in milliseconds: the history is read and written with every refresh. */
export const storedHistory = (history: Connection['probeHistory']): readonly StoredSample[] =>
  history.map(({ at, latencyMs, code, cause = null, ofProject = false }) =>
    cause === null && !ofProject
      ? [at.getTime(), latencyMs, code]
      : [at.getTime(), latencyMs, code, cause, ofProject],
  );

/** By hand, in a third of the time that a schema of tuples takes: a token is read with each of them. */
const isHistory = (value: unknown): value is readonly StoredSample[] =>
  Array.isArray(value) &&
  value.every(
    (sample: unknown) =>
      Array.isArray(sample) &&
      typeof sample[0] === 'number' &&
      typeof sample[1] === 'number' &&
      (sample[2] === null || typeof sample[2] === 'string') &&
      (sample[3] == null || typeof sample[3] === 'string'),
  );

const probeHistory = z.custom<readonly StoredSample[]>(isHistory).transform((samples) =>
  samples.map(
    ([at, latencyMs, failed, cause, ofProject]): ProbeSample => ({
      at: new Date(at),
      latencyMs,
      code: failed === null || isErrorCode(failed) ? failed : 'internal',
      ...(typeof cause === 'string' && { cause }),
      ...(ofProject === true && { ofProject }),
    }),
  ),
);

const storedConnection = z.object({
  id: text,
  mailbox: z.object({ subject: text, address: text, hostedDomain: text.nullable() }),
  method: z.enum(['consent', 'delegation']),
  status: z.enum(['active', 'needs_reconnect', 'disconnected']),
  profile,
  scopes: texts,
  generation: z.int().nonnegative(),
  grantVersion: text.nullable(),
  grantDigests: z.object({ token: text, prefix: text }).nullable().default(null),
  delegationId: text.nullable().default(null),
  fallbackDelegationId: text.nullable().default(null),
  // Release 0.1 stored none.
  grantEnd: z.object({ at: date, isAnnounced: z.boolean() }).nullable().default(null),
  grantsMinted: z.int().nonnegative().default(1),
  accessToken: z.object({ value: text, expiresAt: date }).nullable(),
  lease: z.object({ owner: text, expiresAt: date }).nullable(),
  usedAt: date.optional(),
  refreshDueAt: date.nullable(),
  probeDueAt: date.nullable().optional(),
  consentedAt: date,
  disconnectedAt: date.nullable(),
  refreshedAt: date.nullable(),
  failure: failedAttempts.nullable(),
  probe: z
    .object({
      at: date,
      latencyMs: z.number(),
      labels: texts,
      labelCount: z.int(),
      failure: failedOnce.nullable(),
    })
    .nullable(),
  probeHistory: probeHistory.default([]),
  // Release 0.1 stored none.
  imap: z
    .object({
      at: date,
      enabled: z.boolean().nullable(),
      settingsFailure: failedOnce.nullable(),
      folders: z.int().nullable(),
      loginFailure: failedOnce.nullable(),
    })
    .nullable()
    .default(null),
  authorizationRequestId: text,
});

/** The schema of each field of the document, for reading what is left of a damaged one. */
export const connectionFields = storedConnection.shape;

/**
 * The grant lies flat in the document, as release 0.1 wrote it, so that instances of both releases can read
 * what the other one wrote while a deployment replaces them.
 */
export const storedGrant = (grant: ConnectionGrant) => ({
  method: grant.kind === 'delegation' ? 'delegation' : 'consent',
  grantVersion: grant.kind === 'consent' ? grant.version : null,
  grantDigests: grant.kind === 'consent' ? grant.digests : null,
  ...(grant.kind === 'delegation' && { delegationId: grant.delegationId }),
});

const delegationGrant = (delegationId: string): DelegationGrant => ({
  kind: 'delegation',
  delegationId,
});

type StoredGrant = Pick<
  z.output<typeof storedConnection>,
  'grantVersion' | 'grantDigests' | 'delegationId'
>;

function grantIn({ grantVersion, grantDigests, delegationId }: StoredGrant): ConnectionGrant {
  if (delegationId !== null) return delegationGrant(delegationId);
  if (grantVersion === null) return { kind: 'none' };
  return { kind: 'consent', version: grantVersion, digests: grantDigests };
}

/** Documents from before a connection had `usedAt` and `probeDueAt` get them here. */
export const connectionSchema = storedConnection.transform(
  ({ method: _, grantVersion, grantDigests, delegationId, fallbackDelegationId, ...stored }) =>
    // Added to the one copy: a token is read with each of these documents.
    Object.assign(stored, {
      grant: grantIn({ grantVersion, grantDigests, delegationId }),
      fallback: fallbackDelegationId === null ? null : delegationGrant(fallbackDelegationId),
      usedAt: stored.usedAt ?? stored.consentedAt,
      probeDueAt: stored.probeDueAt === undefined ? firstProbeDueAt(stored) : stored.probeDueAt,
    }),
);

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
