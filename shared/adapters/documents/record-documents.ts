import { z } from 'zod';
import { ADDITION_RECORD, ADDITION_SLICE_RECORD } from '../../additions/addition.ts';
import { SETUP_CHECK_RECORD, STORED_CHECKS } from '../../checklist/stored-check.ts';
import { AppError } from '../../errors.ts';
import { RUN_RECORD } from '../../jobs/run.ts';
import type { FilesClaim, ThreadLink } from '../../mail/model/ledger.ts';
import type { OrgPause } from '../../mail/model/org-pause.ts';
import { ORG_RECORD, READINESS_STEPS } from '../../salesforce/api/org.ts';
import { CALL_RECORD } from '../../salesforce/webhook/call-record.ts';
import {
  CALLER_RECORD,
  CALLER_USE_RECORD,
  PROOFS,
  type StoredCaller,
} from '../../salesforce/webhook/callers/stored-caller.ts';
import { isPermission } from '../../salesforce/webhook/permission.ts';
import {
  ACCOUNT_RECORD,
  CLOCK_RECORD,
  DELEGATION_RECORD,
  FLEET_RECORD,
  KEY_FORMATS,
  LINK_RECORD,
  newFleet,
  OAUTH_CLIENT,
  type RecordKind,
  SECURITY_EVENT_RECORD,
} from '../../tokens/index.ts';
import { REFUSED_SIGN_INS, SIGN_IN_RECORD } from '../../web/sign-in-records.ts';
import {
  breaker,
  credential,
  date,
  failedOnce,
  failedOnceInDomain,
  failedSinceMoment,
  profile,
  text,
} from './document-schemas.ts';
import {
  ERASURE_RECORD,
  erasureSchema,
  FILES_CLAIM_RECORD,
  filesClaimSchema,
  ORG_PAUSE_RECORD,
  orgPauseSchema,
  THREAD_LINK_RECORD,
  threadLinkSchema,
} from './mail-documents.ts';
import { parseDocument, readable } from './parse-document.ts';
import { writeDocument } from './write-document.ts';

const number = z.number();

const fleetFields = z.object({
  credential: credential.default(OAUTH_CLIENT),
  tallies: z
    .array(z.object({ minute: date, succeeded: number, failed: z.record(text, number) }))
    .readonly(),
  succeededAt: date.nullable(),
  noCanaryAt: date.nullable(),
  lastFailure: failedOnce.nullable(),
  breaker: breaker.nullable(),
  /** Release 0.1 stored none. */
  probeFault: failedSinceMoment.nullable().default(null),
  domains: z.record(
    text,
    z.object({
      firstAt: date,
      refused: number,
      connectionIds: z.array(text).readonly(),
      succeeded: number,
    }),
  ),
});

/** Release 0.1 called two of the fields otherwise. */
const fleet = z.preprocess((stored) => {
  if (typeof stored !== 'object' || stored === null || !('aloneAt' in stored)) return stored;
  const { aloneAt: noCanaryAt, ...rest } = stored;
  const breaker = 'breaker' in rest ? (rest.breaker as { alike?: string } | null) : null;
  return { ...rest, noCanaryAt, breaker: breaker && { ...breaker, signature: breaker.alike } };
}, fleetFields);

const run = z.object({
  job: text,
  startedAt: date,
  reportedAt: date,
  endedAt: date.nullable(),
  due: number,
  done: number,
  counts: z.record(text, number),
});

const link = z.object({
  id: text,
  mailbox: text.nullable(),
  connectionId: text.nullable(),
  profile,
  begunBy: text,
  madeAt: date,
  expiresAt: date,
  openedAt: date.nullable(),
  endedAt: date.nullable(),
});

const delegation = z.object({
  id: text,
  serviceAccount: text,
  clientId: text.nullable(),
  domains: z.array(text).readonly(),
  profile,
  keys: z
    .array(
      z.object({
        format: z.enum(KEY_FORMATS),
        version: text,
        keyId: text.nullable(),
        fingerprint: text,
        madeAt: date.nullable(),
        addedAt: date,
        addedBy: text,
      }),
    )
    .readonly(),
  createdAt: date,
  createdBy: text,
  removedAt: date.nullable(),
});

const addition = z.object({
  id: text,
  delegationId: text,
  serviceAccount: text,
  begunBy: text,
  begunAt: date,
  lines: number,
  slices: number,
  stops: z.array(failedOnceInDomain).readonly(),
});

const lineOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected'), connectionId: text, revoked: z.boolean() }),
  z.object({ kind: z.literal('switched'), connectionId: text, revoked: z.boolean() }),
  z.object({ kind: z.literal('again'), connectionId: text }),
  z.object({ kind: z.literal('failed'), failure: failedOnce }),
]);

const additionSlice = z.object({
  lines: z
    .array(
      z.object({
        line: number,
        address: text,
        wasConsented: z.boolean(),
        outcome: lineOutcome.nullable(),
      }),
    )
    .readonly(),
  claim: z.object({ by: text, until: date }).nullable(),
});

const step = z.object({
  step: z.enum(READINESS_STEPS),
  result: z.enum(['passed', 'failed', 'limited', 'skipped']),
  failure: failedOnce.nullable(),
  facts: z.array(text).readonly(),
});

const org = z.object({
  id: text,
  myDomain: text,
  method: z.enum(['client_credentials', 'jwt_bearer']),
  clientId: text,
  username: text.nullable(),
  secretVersion: text,
  certificate: z.object({ pem: text, fingerprint: text, expiresAt: date }).nullable(),
  organizationId: text.nullable(),
  readiness: z.object({ at: date, steps: z.array(step).readonly() }).nullable(),
  addedAt: date,
  addedBy: text,
  isFromSettings: z.boolean(),
  removedAt: date.nullable(),
});

/** A permission of a later release counts as none. */
const permissions = z
  .array(text)
  .readonly()
  .transform((names): StoredCaller['permissions'] => names.filter(isPermission));

const caller = z.object({
  id: text,
  name: text,
  proof: z.enum(PROOFS),
  permissions,
  /** Callers were stored without it before there were Outbound Messages. */
  outbound: z
    .object({
      organizationId: text,
      operation: text,
      mapping: z
        .array(
          z.union([z.object({ property: text, field: text }), z.object({ property: text, text })]),
        )
        .readonly(),
    })
    .nullable()
    .default(null),
  secrets: z.array(z.object({ version: text, addedAt: date, addedBy: text })).readonly(),
  addedAt: date,
  addedBy: text,
  removedAt: date.nullable(),
});

const callerUse = z.object({ callerId: text, at: date, operation: text, outcome: text });

const callerCall = z.object({
  callerId: text,
  operation: text,
  requestDigest: text.nullable(),
  claimedBy: text,
  claimedUntil: date.nullable(),
  sealedAnswer: text.nullable(),
});

const setupCheck = z.object({
  name: z.enum(STORED_CHECKS),
  at: date,
  by: text,
  failure: failedOnce.nullable(),
});

const NO_LINK: ThreadLink = {
  connectionId: '',
  threadId: '',
  caseId: '',
  participants: [],
  leftCaseIds: [],
  storedImages: [],
  linkedAt: new Date(0),
};

const ENDED_CLAIM: FilesClaim = {
  orgId: '',
  emailMessageId: '',
  connectionId: '',
  until: new Date(0),
};

const clockFields = z.object({ at: date, steadySince: date });
const JUST_JUMPED = { at: new Date(0), steadySince: new Date(0) };

const ENDED_PAUSE: OrgPause = {
  orgId: '',
  code: 'internal',
  upstream: null,
  since: new Date(0),
  canaryAt: new Date(0),
  endedAt: new Date(0),
};

/** The documents of one kind of record. */
type RecordDocuments<Value> = {
  readonly kind: RecordKind<Value>;
  readonly schema: z.ZodType<Value>;
  /** The value of a document that was damaged or changed by hand; without it, reading one throws. */
  readonly damaged?: Value;
};

/**
 * The documents of every kind that the product stores; a new kind is one more entry. A damaged record of a
 * fleet counts as a new fleet: it covers the last hours only, and the next write repairs it. If it were
 * unreadable, no mailbox would get a token until somebody repaired it.
 */
const RECORD_DOCUMENTS = [
  entry({ kind: FLEET_RECORD, schema: fleet, damaged: newFleet(OAUTH_CLIENT) }),
  entry({
    kind: ACCOUNT_RECORD,
    schema: z.object({ kind: z.enum(['connecting', 'revoking', 'damaged']), until: date }),
    damaged: { kind: 'damaged', until: new Date(0) },
  }),
  entry({ kind: SECURITY_EVENT_RECORD, schema: z.object({ receivedAt: date }) }),
  entry({ kind: RUN_RECORD, schema: run }),
  entry({ kind: LINK_RECORD, schema: link }),
  entry({ kind: DELEGATION_RECORD, schema: delegation }),
  entry({ kind: ADDITION_RECORD, schema: addition }),
  entry({ kind: ADDITION_SLICE_RECORD, schema: additionSlice }),
  entry({ kind: ORG_RECORD, schema: org }),
  // A damaged pause counts as ended: else no mail would be filed in its org until somebody repaired it.
  entry({ kind: ORG_PAUSE_RECORD, schema: orgPauseSchema, damaged: ENDED_PAUSE }),
  // A damaged link names no case and no participant. The org finds the case by the headers, and the link is replaced.
  entry({ kind: THREAD_LINK_RECORD, schema: threadLinkSchema, damaged: NO_LINK }),
  entry({ kind: ERASURE_RECORD, schema: erasureSchema }),
  // A damaged claim counts as ended: who takes it asks the org which files are there.
  entry({ kind: FILES_CLAIM_RECORD, schema: filesClaimSchema, damaged: ENDED_CLAIM }),
  entry({ kind: CALLER_RECORD, schema: caller }),
  entry({ kind: CALLER_USE_RECORD, schema: callerUse }),
  entry({ kind: CALL_RECORD, schema: callerCall }),
  entry({ kind: SETUP_CHECK_RECORD, schema: setupCheck }),
  entry({ kind: SIGN_IN_RECORD, schema: z.object({ at: date }) }),
  entry({ kind: REFUSED_SIGN_INS, schema: z.object({ accounts: z.array(text).readonly() }) }),
  // A damaged one counts as a clock that has just jumped.
  entry({ kind: CLOCK_RECORD, schema: clockFields, damaged: JUST_JUMPED }),
];

type Documents = {
  readonly schema: z.ZodType;
  readonly read: (document: string) => unknown;
};
type Entry = readonly [RecordKind<unknown>, Documents];

/** A function, so that the compiler holds the kind and the schema to the same value. */
function entry<Value>({ kind, schema, damaged }: RecordDocuments<Value>): Entry {
  const parse = (document: string): Value => parseDocument(schema, document);
  const read = (document: string): Value =>
    damaged === undefined ? parse(document) : (readable(() => parse(document))[0] ?? damaged);
  return [kind, { schema, read }];
}

const DOCUMENTS = new Map(RECORD_DOCUMENTS);

function documentsOf(kind: RecordKind<unknown>): Documents {
  const documents = DOCUMENTS.get(kind);
  if (!documents) throw new AppError('internal');
  return documents;
}

/**
 * A record as stored: none of a kind that holds a secret.
 *
 * @throws AppError `internal` for a kind without an entry, and for a value that could not be read again
 */
export const writeRecordDocument = <Value>(kind: RecordKind<Value>, value: Value): string =>
  writeDocument(documentsOf(kind).schema, Object(value));

/**
 * @throws AppError `record_unreadable` when the document was changed by hand, unless its kind has a
 *   value that stands in for it; `internal` for a kind without an entry
 */
export function readRecordDocument<Value>(kind: RecordKind<Value>, document: string): Value {
  // The entry of a kind reads values of that kind; the map forgets which.
  return documentsOf(kind).read(document) as Value;
}
