import { z } from 'zod';
import { type ErrorCode, isErrorCode, type UpstreamReport } from '../../errors.ts';
import { type Connection, type CredentialId, isScopeProfile } from '../../tokens/index.ts';

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
export const credential = z.custom<CredentialId>(
  (value) => typeof value === 'string' && /^(oauth_client$|delegation:)/.test(value),
);
export const texts = z.array(text).readonly();

const report = z.object({
  /** Release 0.1 called Google only, and did not store which of its services answered. */
  service: z.enum(['google', 'gmail', 'salesforce', 'imap']).optional(),
  endpoint: z.enum([
    'authorization',
    'token',
    'revocation',
    'identity',
    'gmail',
    'imap',
    'org_login',
    'org',
  ]),
  status: z.number().nullable(),
  error: text.nullable(),
  subtype: text.nullable(),
  description: text.nullable(),
  network: text.optional(),
  method: z.literal('delegation').optional(),
  retryAt: date.optional(),
});

type StoredReport = z.infer<typeof report> | null | undefined;

const upstreamOf = (stored: StoredReport): UpstreamReport | null =>
  stored
    ? { ...stored, service: stored.service ?? (stored.endpoint === 'gmail' ? 'gmail' : 'google') }
    : null;

type StoredFailure = { readonly upstream?: StoredReport; readonly google?: StoredReport };

/** Release 0.1 stored a service's answer as `google`. */
const withUpstream = <Stored extends StoredFailure>({ upstream, google, ...rest }: Stored) => ({
  ...rest,
  upstream: upstreamOf(upstream ?? google),
});

/** A failure as it is stored: with the name that release 0.1 reads too, while a deployment replaces it. */
export const storedFailure = <Failure extends { readonly upstream: UpstreamReport | null }>(
  failure: Failure | null,
) => failure && { ...failure, google: failure.upstream };

const coded = z.object({ code, upstream: report.nullish(), google: report.nullish() });
const lasting = coded.extend({ since: date, wholeDomain: z.boolean().default(false) });

/** What failed once, such as a probe. */
export const failedOnce = coded.transform(withUpstream);
/** What fails for every mailbox of a domain; with null of all. */
export const failedOnceInDomain = coded.extend({ domain: text.nullable() }).transform(withUpstream);
/** What fails since a moment, for a whole fleet. */
export const failedSinceMoment = coded.extend({ since: date }).transform(withUpstream);
/** What fails since a moment, as an event tells it. */
export const failedSince = lasting.transform(withUpstream);
/** The same as a connection stores it, with its attempts. */
export const failedAttempts = lasting.extend({ attempts: z.int() }).transform(withUpstream);
/** Why a circuit breaker opened. */
export const breaker = coded
  .extend({ signature: text, since: date, trials: z.number() })
  .transform(withUpstream);

const purpose = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('connect'),
    profile,
    expectedAddress: text.nullable(),
    connectionId: text.nullable(),
    newAccount: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('sign_in') }),
]);
const base = { id: text, purpose, begunBy: text, expiresAt: date };
const opened = { ...base, browser: text, codeVerifier: text, nonce: text };
/** Release 0.1 stored no administrator. */
const consumed = { ...opened, consumedAt: date, administrator: text.nullable().default(null) };
const answer = z.object({
  accessToken: text,
  expiresInSeconds: z.number(),
  refreshToken: text.nullable(),
  grantExpiresInSeconds: z.number().nullable().optional(),
  scopes: texts,
  idToken: text.nullable(),
});
/** An outcome that a later version stores counts as none: the request has ended all the same. */
const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected'), connectionId: text }),
  z.object({ kind: z.literal('withdrawn') }),
]);
export const requestSchema = z.discriminatedUnion('stage', [
  z.object({ ...base, stage: z.literal('linked') }),
  z.object({ ...opened, stage: z.literal('opened') }),
  z.object({ ...consumed, stage: z.literal('consumed') }),
  z.object({
    ...consumed,
    stage: z.literal('answered'),
    answer,
    answeredAt: date,
  }),
  z.object({
    ...base,
    stage: z.literal('settled'),
    browser: text.optional(),
    outcome: outcome.optional().catch(undefined),
  }),
]);

export const grantSchema = z.object({ refreshToken: text, scopes: texts });

export const signingKeySchema = z.object({ privateKey: text, keyId: text.nullable() });

export const orgSecretSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client_secret'), clientSecret: text }),
  z.object({ kind: z.literal('private_key'), privateKey: text }),
]);

export const callerSecretSchema = z.object({ secret: text });

export const orgTokenSchema = z.object({ value: text, instanceUrl: text, expiresAt: date });
