import {
  type MailboxFact,
  type OrgFact,
  SETUP_CHECK_RECORD,
  type SetupFacts,
} from '../checklist/index.ts';
import { diagnose, diagnoseProbe } from '../diagnosis/index.ts';
import { isErrorCode } from '../errors.ts';
import { RUN_RECORD } from '../jobs/run.ts';
import type { Intake } from '../mail/model/intake.ts';
import { callersOf } from '../runtime/callers.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Org } from '../salesforce/api/index.ts';
import { CALLER_USE_RECORD, listCallers } from '../salesforce/webhook/callers/index.ts';
import { type Session, signedInAtOf } from '../sessions/index.ts';
import {
  type AuditEvent,
  accessEndOf,
  currentProbe,
  type ListedConnection,
} from '../tokens/index.ts';
import { pauseOf } from './orgs.ts';

/** As much of a fleet proves the set-up as its first page: it is the same for every mailbox. */
const MAILBOXES_READ = 50;
const EVENTS_READ = 50;

/** Reads everything from which the checklist follows, concurrently. Nothing is asked of Google or Salesforce. */
export async function readSetupFacts(runtime: Runtime, session: Session): Promise<SetupFacts> {
  const { store, clock, config } = runtime;
  const [checks, runs, { items: connections }, orgs, callers, intakes, events] = await Promise.all([
    store.listRecords(SETUP_CHECK_RECORD),
    store.listRecords(RUN_RECORD),
    store.listConnections({ after: null, limit: MAILBOXES_READ }),
    orgFacts(runtime),
    callerFacts(runtime),
    runtime.mail.listIntakes(),
    config.notify ? store.listEvents({ connectionId: null, limit: EVENTS_READ }) : [],
  ]);
  return {
    now: clock.now(),
    checks,
    signedInAt: signedInAtOf(session),
    mailboxes: connections.map(mailboxFact),
    orgs,
    callers,
    hasSettingsCaller: config.salesforceWebhookSecrets.length > 0,
    runs,
    intakes: intakes.filter(({ isOn }) => isOn).map(intakeFact),
    hasPushTopic: config.gmailPush.topic !== null,
    notifications: config.notify && notificationFacts(events),
  };
}

function mailboxFact(connection: ListedConnection): MailboxFact {
  const { grant, consentedAt, refreshedAt } = connection;
  const probe = currentProbe(connection);
  return {
    isConsented: grant.kind === 'consent',
    consentedAt,
    refreshedAt,
    isTesting: accessEndOf(connection)?.isTesting ?? false,
    probe: probe && { at: probe.at, diagnosis: diagnoseProbe(connection) },
  };
}

async function orgFacts(runtime: Runtime): Promise<readonly OrgFact[]> {
  const fact = async ({ id, myDomain: name, readiness }: Org): Promise<OrgFact> => {
    return { id, name, readiness, pause: await pauseOf(runtime, id) };
  };
  return Promise.all((await mailOf(runtime).orgs.list()).map(fact));
}

async function callerFacts(runtime: Runtime): Promise<SetupFacts['callers']> {
  const [callers, uses] = await Promise.all([
    listCallers(callersOf(runtime).ports),
    runtime.store.listRecords(CALLER_USE_RECORD),
  ]);
  return callers.map(({ id, name }) => {
    const use = uses.find(({ callerId }) => callerId === id);
    const refusal = use && isErrorCode(use.outcome) ? use.outcome : null;
    return { id, name, use: use ? { at: use.at, refusal } : null };
  });
}

function intakeFact(intake: Intake): SetupFacts['intakes'][number] {
  const { watch, watchFailure, pushedAt, pushSilentSince: silentSince } = intake;
  return {
    hasWatch: watch !== null,
    watchFailure: watchFailure && { at: watchFailure.since, diagnosis: diagnose(watchFailure) },
    pushedAt,
    silentSince,
  };
}

/** By the newest event that was sent: an earlier one that was given up says nothing of the receiver now. */
function notificationFacts(events: readonly AuditEvent[]): SetupFacts['notifications'] {
  const tried = events.filter(({ notification }) => notification.attempts > 0);
  const delivered = tried.find(({ notification }) => notification.deliveredAt);
  const [last] = tried;
  return {
    deliveredAt: delivered?.notification.deliveredAt ?? null,
    failingSince: last && last.notification.deliveredAt === null ? last.at : null,
  };
}
