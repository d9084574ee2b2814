import { errorEntry } from '../errors.ts';
import { errorFields, type Log } from '../log.ts';
import { fileEntries } from '../mail/filing/index.ts';
import {
  type FilingOutcome,
  type IntakePorts,
  type MailSyncSummary,
  type RanMailbox,
  runDueMailboxes,
  runOne,
} from '../mail/index.ts';
import { runDueSends } from '../mail/sending/index.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { isClockSteady } from '../tokens/index.ts';
import type { Job, RunContext } from './run-job.ts';

/** What reads and files mail. */
export const intakePortsOf = (runtime: Runtime): IntakePorts => ({
  ...mailOf(runtime),
  fileEntries,
});

/** A message that arrives during a run is filed by it, if it comes early enough. */
const RUN_MS = 50 * 1000;

type Summary = Omit<MailSyncSummary, 'found'>;

/** Reads the mailboxes that have news, were not read for a while or wait for a retry, and files their mail. */
export const MAIL_SYNC: Job<RanMailbox, Summary> = {
  name: 'mail-sync',
  ended: 'mail run ended',
  limits: {
    ms: RUN_MS,
    limit: 2000,
    // A mail waits for Gmail and Salesforce about 50 times as long as it takes this thread. Each has 1 MB in memory at
    // most: larger ones have a limit of their own.
    concurrency: 64,
  },
  doOne: async (runtime, connectionId) => {
    const until = new Date(runtime.clock.now().getTime() + RUN_MS);
    const watch = (outcome: FilingOutcome) => logMessage(runtime.log, { connectionId, outcome });
    const ran = await runOne(intakePortsOf(runtime), connectionId, { until, watch });
    const failure = 'error' in ran ? ran.error.code : null;
    return { outcome: ran.kind, found: 'found' in ran ? ran.found : 0, failure };
  },
  doDue: async (runtime, run, watch) => {
    const mailboxes = runDueMailboxes(intakePortsOf(runtime), run, {
      mailbox: (ran, { found: _, ...soFar }) => watch(ran, soFar),
      message: (connectionId, outcome) => logMessage(runtime.log, { connectionId, outcome }),
    });
    // Both end before the answer, also when one fails: after it a function has no processor.
    const [ran, sent] = await Promise.allSettled([mailboxes, runDueSends(mailOf(runtime), run)]);
    if (ran.status === 'rejected') throw ran.reason;
    if (sent.status === 'rejected') throw sent.reason;
    const { found: _, ...summary } = ran.value;
    return summary;
  },
  logLine: mailboxLine,
  after: forgetOld,
};

export function mailboxLine(ran: RanMailbox, correlationId: string): Parameters<Log> | null {
  const { connectionId, kind: outcome } = ran;
  const fields = { correlationId, connectionId, outcome };
  if (!('error' in ran)) return ['debug', `mail: ${outcome}`, fields];
  const { severity } = errorEntry(ran.error.code);
  return [
    severity,
    'mail: the mailbox could not be read',
    { ...fields, ...errorFields(ran.error) },
  ];
}

type Message = { readonly connectionId: string; readonly outcome: FilingOutcome };

/** One line for each message whose state changed: by its id, and never by what it says. */
export function logMessage(log: Log, { connectionId, outcome }: Message): void {
  const { messageId, kind, entry } = outcome;
  const severity = kind === 'held' ? 'warning' : 'info';
  const code = entry.failure && { code: entry.failure.code };
  log(severity, `message: ${kind}`, { connectionId, messageId, outcome: kind, ...code });
}

/** Only the job of shard 0 does this work, which is not sharded, and only while the clock can be trusted. */
async function forgetOld({ share, runtime }: RunContext): Promise<object> {
  const { store, clock, mail } = runtime;
  if (share.shard !== 0 || !(await isClockSteady({ store, clock }))) return {};
  const forgotten = await mail.forgetEntries(clock.now());
  return { forgotten: forgotten + (await mail.forgetSends(clock.now())) };
}
