import { Turns } from '../../concurrency/turns.ts';
import type { ErrorCode } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import { isHeldAside, type LedgerEntry } from '../model/ledger.ts';
import type { MailFailure } from '../model/mail-failure.ts';
import type { RecentMails } from '../model/recent-mails.ts';
import type { MailPorts, MailStore, Versioned } from '../ports.ts';
import { type Attempt, fileMessage } from './file-message.ts';
import type { FilingOutcome } from './filing-job.ts';
import { isSuspect } from './note-attempt.ts';
import { orgPass, pauseOrg, resumeOrg } from './pause.ts';

export type FilingWork = {
  readonly intake: Intake;
  /** Found and held entries by rising message id. */
  readonly entries: readonly Versioned<LedgerEntry>[];
  /** The process that filed mail of this mailbox before may have ended because of a message. */
  readonly isAfterDeath: boolean;
  /** What the mailbox got lately. The messages are noted in it in their order, and the caller keeps it. */
  readonly recentMails: RecentMails;
  /** No message is begun after this moment. */
  readonly until: Date;
  /** Tells of each message whose state changed, for the log and the counts. */
  readonly watch: (outcome: FilingOutcome) => void;
};

export type FilingResult = {
  /** The earliest moment at which a found one is due again; null: none is. */
  readonly nextAt: Date | null;
  readonly foundLeft: number;
};

/** A run over the entries. */
type Run = FilingWork & {
  readonly ports: MailPorts;
  /** Threads of which an earlier mail is not filed. */
  readonly waiting: Set<string>;
  /** Moments at which what is left is due again. */
  readonly due: Date[];
  foundLeft: number;
  /** No more is begun: the time is over (null), or the org is paused until then. */
  stopped: { readonly until: Date | null } | null;
  /** The org is paused, and this run may try a mail; until one was. */
  canary: { readonly nextAt: Date } | null;
  /** How many mails in a row the org did not answer. */
  unanswered: number;
};

/**
 * Files what is due of the open entries of one mailbox, the oldest first. Mail of a thread waits for its earlier
 * mail, because an answer would open a second case; mail of other threads goes on. While the org is paused, one
 * canary at most is tried and the others are left as they are.
 *
 * @throws what concerns the whole mailbox, after the entries before were filed: see `classOf`
 */
export async function fileEntries(ports: MailPorts, work: FilingWork): Promise<FilingResult> {
  const run: Run = {
    ...work,
    ports,
    waiting: new Set(),
    due: [],
    foundLeft: 0,
    stopped: null,
    canary: null,
    unanswered: 0,
  };
  for (const entry of work.entries) await takeEntry(run, entry);
  const { due, foundLeft, stopped } = run;
  const pausedUntil = stopped?.until?.getTime() ?? 0;
  const first = due.length === 0 ? null : Math.min(...due.map((moment) => moment.getTime()));
  return { nextAt: first === null ? null : new Date(Math.max(first, pausedUntil)), foundLeft };
}

async function takeEntry(run: Run, entry: Versioned<LedgerEntry>): Promise<void> {
  const { value } = entry;
  if (value.state === 'held') return makeThreadWait(run, value);
  if (value.state !== 'found') return;
  if (run.waiting.has(value.threadId)) {
    run.foundLeft += 1;
    return noteWaiting(run, entry);
  }
  if (await mayBegin(run, value)) return tryEntry(run, entry);
  leave(run, value);
}

/** Mail whose EmailMessage is stored keeps nobody waiting: its thread is linked, and only files are missing. */
function makeThreadWait({ waiting }: Run, entry: LedgerEntry): void {
  if (entry.filed === null && !isHeldAside(entry)) waiting.add(entry.threadId);
}

function leave(run: Run, value: LedgerEntry): void {
  run.foundLeft += 1;
  run.due.push(value.dueAt ?? run.ports.clock.now());
  makeThreadWait(run, value);
}

/** Says once why it waits. Where only the time or the org is the reason, nothing is written. */
async function noteWaiting(run: Run, { value, revision }: Versioned<LedgerEntry>): Promise<void> {
  if (run.stopped !== null || value.failure?.code === 'earlier_mail_waits') return;
  const since = run.ports.clock.now();
  const failure: MailFailure = { code: 'earlier_mail_waits', upstream: null, since, attempts: 0 };
  await run.ports.store.writeEntry({ ...value, failure, changedAt: since }, revision);
}

async function mayBegin(run: Run, value: LedgerEntry): Promise<boolean> {
  const now = run.ports.clock.now();
  if (run.stopped !== null || (value.dueAt ?? now) > now || isTimeOver(run)) return false;
  if (run.canary !== null) return true;
  const pass = await orgPass(run.ports, run.intake.routing.orgId);
  if (pass.kind === 'wait') run.stopped = { until: pass.nextAt };
  if (pass.kind === 'canary') run.canary = { nextAt: pass.nextAt };
  return pass.kind !== 'wait';
}

function isTimeOver(run: Run): boolean {
  const isOver = run.ports.clock.now() >= run.until;
  if (isOver) run.stopped = { until: null };
  return isOver;
}

/** By store, so that they live as long as the process: a message that ends it ends the work of all mailboxes. */
const turnsOf = new WeakMap<MailStore, Turns>();

/** A message that may end the process is tried alone, so that no other message is suspected. */
async function tryEntry(run: Run, entry: Versioned<LedgerEntry>): Promise<void> {
  const { store } = run.ports;
  const turns = turnsOf.get(store) ?? new Turns();
  turnsOf.set(store, turns);
  const attempt = async (): Promise<void> =>
    // The time may be over after a wait, and the lease with it.
    isTimeOver(run) ? leave(run, entry.value) : tryNow(run, entry);
  await (isSuspect(entry.value) ? turns.alone(attempt) : turns.together(attempt));
}

async function tryNow(run: Run, entry: Versioned<LedgerEntry>): Promise<void> {
  const { ports, intake, watch, isAfterDeath, recentMails } = run;
  const failureBefore = entry.value.failure;
  const isNoted = isAfterDeath || isSuspect(entry.value);
  const job = { ports, intake, entry, failureBefore, isNoted, recentMails };
  const { outcome, orgFailure } = await fileMessage(job, run.until);
  if (outcome === null) {
    // Its turn did not come before the time was up.
    run.stopped = { until: null };
    return leave(run, entry.value);
  }
  watch(outcome);
  await followOrg(run, { outcome, orgFailure });
  if (outcome.kind === 'retry_later') leave(run, outcome.entry);
  else if (outcome.kind === 'held') makeThreadWait(run, outcome.entry);
}

/** An org that is down lets each call wait until it times out. A single mail may be the cause of an outage of its own. */
const MOST_UNANSWERED = 3;
const UNANSWERED_WAIT_MS = 30_000;
/** Of the org, and of Gmail for a single message. */
const UNANSWERED: ReadonlySet<ErrorCode> = new Set(['org_unavailable', 'google_unavailable']);
/** What Gmail answers before the org is asked anything, and what may be found out before. */
const BEFORE_ORG: ReadonlySet<ErrorCode> = new Set([
  'message_gone',
  'google_unavailable',
  'gmail_refused',
  'mail_loop',
]);

type Made = Attempt & { readonly outcome: FilingOutcome };

/** What an attempt says of the org: a filed canary ends the pause; one that the org never saw says nothing. */
async function followOrg(run: Run, { outcome, orgFailure }: Made): Promise<void> {
  const { orgId } = run.intake.routing;
  if (orgFailure !== null) {
    run.stopped = { until: await pauseOrg(run.ports, orgId, orgFailure) };
    return;
  }
  if (outcome.kind === 'skipped') return;
  const code = outcome.entry.failure?.code ?? 'internal';
  const isUnanswered = UNANSWERED.has(code);
  run.unanswered = isUnanswered ? run.unanswered + 1 : 0;
  if (run.unanswered >= MOST_UNANSWERED) {
    const now = run.ports.clock.now().getTime();
    run.stopped = { until: new Date(now + UNANSWERED_WAIT_MS * (1 + run.ports.ids.random())) };
  }
  if (run.canary === null || BEFORE_ORG.has(code)) return;
  if (outcome.kind === 'filed') await resumeOrg(run.ports, orgId);
  else run.stopped = { until: run.canary.nextAt };
  run.canary = null;
}
