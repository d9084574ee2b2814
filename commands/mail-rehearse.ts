import { type AppError, asAppError } from '../shared/errors.ts';
import { rehearse } from '../shared/mail/rehearsal/index.ts';
import { mailOf } from '../shared/runtime/mail.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { blockedSendersIn } from '../shared/setup/policy-form.ts';
import { explainError } from './explain-error.ts';
import type { RehearseCall } from './mail-call.ts';
import { factsOf, linesOf, type NamedRehearsal } from './rehearsal-text.ts';
import { REFUSALS } from './statement-text.ts';
import { withRuntime } from './with-state.ts';

/**
 * Prints what would become of a mailbox's last mail under other policies. The progress goes to stderr.
 *
 * @returns the exit code: 0 it is printed, 1 there is no answer, 2 the question is wrong
 */
export async function printRehearsal(call: RehearseCall): Promise<number> {
  try {
    const made = await withRuntime(call, (runtime) => make(runtime, call));
    if (made === null) return refuse(call, 'mailbox_unknown', REFUSALS.mailbox_unknown);
    const text = call.json ? JSON.stringify(factsOf(made)) : linesOf(made).join('\n');
    process.stdout.write(`${text}\n`);
    return 0;
  } catch (thrown) {
    return fail(call, asAppError(thrown));
  }
}

async function make(runtime: Runtime, call: RehearseCall): Promise<NamedRehearsal | null> {
  const mail = mailOf(runtime);
  const found = await mail.store.findIntake(call.mailbox.toLowerCase());
  if (!found) return null;
  const intake = found.value;
  const { address, routing } = intake;
  const blocked = [...routing.policies.blockedSenders, ...call.blocked].join('\n');
  const blockedSenders = blockedSendersIn(blocked, address);
  const policies = { ...routing.policies, ...call.choices, blockedSenders };
  const rehearsal = await rehearse(mail, {
    intake,
    changed: { ...routing, policies },
    most: null,
    until: null,
    watch: (_, { done, of }) => {
      if (done % TOLD_EACH === 0) process.stderr.write(`${done} of ${of} mails\n`);
    },
  });
  return { mailbox: address, now: routing.policies, changed: policies, rehearsal };
}

/** Gmail gives 200 a minute. */
const TOLD_EACH = 100;

/** The senders that were typed are wrong. */
const OF_QUESTION: ReadonlySet<string> = new Set([
  'blocked_senders_invalid',
  'blocked_senders_too_many',
]);

function fail(call: RehearseCall, error: AppError): number {
  const { code, detail } = error;
  if (OF_QUESTION.has(code)) {
    const entries = [detail['entries'] ?? []].flat().join(', ');
    return refuse(
      call,
      code,
      `These senders cannot be blocked: ${entries || 'there are too many'}.`,
    );
  }
  if (call.json) process.stdout.write(`${JSON.stringify({ error: { code } })}\n`);
  process.stderr.write(`There is no rehearsal.\n${explainError(error)}\n`);
  return 1;
}

function refuse({ json }: RehearseCall, code: string, sentence: string): number {
  if (json) process.stdout.write(`${JSON.stringify({ error: { code } })}\n`);
  process.stderr.write(`${sentence}\n`);
  return 2;
}
