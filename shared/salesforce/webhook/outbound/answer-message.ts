import { inParallel } from '../../../concurrency/in-parallel.ts';
import { AppError } from '../../../errors.ts';
import type { Language } from '../../../language.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import { requirePermission } from '../answer.ts';
import { type Caller, callerIdOf } from '../caller.ts';
import type { OutboundSetup } from '../callers/index.ts';
import { answerOnce } from '../once.ts';
import type { Operation } from '../operation.ts';
import { OPERATIONS } from '../operations.ts';
import { requestOf } from './mapping.ts';
import { type Notification, readMessage } from './read-message.ts';
import { organizationIdIn } from './salesforce-id.ts';

/** An Outbound Message of a caller that proved itself. */
export type OutboundCall = {
  readonly caller: Caller;
  readonly setup: OutboundSetup;
  /** Of what is said of a failure. */
  readonly language: Language;
  readonly rawBody: Buffer;
  /** When the message began to arrive. */
  readonly beganAt: Date;
};

/** At the same time, of one message: each may send a mail, and others call too. */
const CONCURRENCY = 4;
/** Salesforce waits 60 seconds for the answer. What takes longest, a send, takes a few of them. */
const BEGIN_MS = 45 * 1000;
/** Longer than the day for which Salesforce retries: an organization may keep failed messages, to be sent again. */
const REMEMBERED_DAYS = 10;

/**
 * Does the operation of a caller once for each notification of an Outbound Message. Salesforce sends a message again
 * until it is acknowledged as a whole, in any order, beside others and with the record as it is by then: what is done is
 * recognised by the notification’s id alone. A notification whose record is deleted counts as done.
 *
 * @returns how many notifications had no record. It returns only when all are done
 * @throws AppError `body_malformed`, `body_invalid`; `outbound_setup_invalid`, `operation_forbidden`; `outbound_org_other`;
 *   `outbound_unfinished`: some were not begun in time; else why the first that failed did. Of several, `detail.notDone`
 *   says how many are not done
 */
export async function answerMessage(runtime: Runtime, call: OutboundCall): Promise<number> {
  const { caller, setup, rawBody } = call;
  const operation = operationOf(setup);
  requirePermission(operation, { caller });
  const message = readMessage(rawBody);
  const organizationId = organizationIdIn(message.organizationId);
  if (organizationId !== setup.organizationId) throw new AppError('outbound_org_other');
  await doEach(runtime, { ...call, operation }, message.notifications);
  return message.notifications.filter(({ record }) => record === null).length;
}

/**
 * The operation that a caller’s messages ask for.
 *
 * @throws AppError `outbound_setup_invalid`: this release has none of this name
 */
function operationOf({ operation }: OutboundSetup): Operation {
  const found = OPERATIONS.find(
    ({ name, usefulUnanswered }) => usefulUnanswered && name === operation,
  );
  if (!found) throw new AppError('outbound_setup_invalid');
  return found;
}

type Work = Omit<OutboundCall, 'rawBody'> & { readonly operation: Operation };

/** Does what is not done yet of the notifications. @throws AppError as `answerMessage` says */
export async function doEach(
  runtime: Runtime,
  work: Work,
  notifications: readonly Notification[],
): Promise<void> {
  const until = new Date(work.beganAt.getTime() + BEGIN_MS);
  const pace = { clock: runtime.clock, concurrency: CONCURRENCY, until };
  const failures: unknown[] = [];
  const left = await inParallel(notifications, pace, async (notification) => {
    try {
      await doOnce(runtime, work, notification);
    } catch (thrown) {
      failures.push(thrown);
    }
  });
  if (failures.length + left === 0) return;
  const [first = new AppError('outbound_unfinished')] = failures;
  // A fault of ours keeps its stack for the log.
  if (!(first instanceof AppError)) throw first;
  const { code, detail, upstream } = first;
  const notDone = `${failures.length + left} of ${notifications.length}`;
  const about = notifications.length > 1 ? { ...detail, notDone } : detail;
  throw new AppError(code, { detail: about, upstream });
}

/** The request is made within the work, so that a record that no longer fits fails nothing that is done. */
async function doOnce(
  runtime: Runtime,
  { caller, language, setup, operation }: Work,
  { id, record }: Notification,
): Promise<void> {
  if (record === null) return;
  const identity = {
    callerId: callerIdOf(caller),
    operation: operation.name,
    eventId: id,
    // Salesforce sends the latest data each time, so that they do not say whether it is the same call.
    request: null,
    keptDays: REMEMBERED_DAYS,
  };
  await answerOnce(runtime, identity, async () => {
    const { run } = operation.prepare(requestOf(operation, setup.mapping, record));
    return run(runtime, { caller, language, eventId: id, mayChange: true });
  });
}
