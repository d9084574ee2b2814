import { asAppError } from '../shared/errors.ts';
import { readQuestion } from '../shared/mail/tracing/index.ts';
import { say } from '../shared/pages/messages.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { findMailbox, type TraceAnswer, traceIn } from '../shared/runtime/trace.ts';
import { explainError } from './explain-error.ts';
import type { WhereCall } from './mail-call.ts';
import { factsOf, linesOf } from './where-text.ts';
import { withRuntime } from './with-state.ts';

/**
 * Prints where a mail is.
 *
 * @returns the exit code: 0 it was found, 1 no mailbox has it or there is no answer, 2 the question is wrong
 */
export async function printWhere(call: WhereCall): Promise<number> {
  try {
    const answer = await withRuntime(call, (runtime) => answerTo(runtime, call));
    if (typeof answer === 'string') return refuse(call, answer);
    const text = call.json
      ? JSON.stringify(factsOf(call.lang, answer))
      : linesOf(call.lang, answer).join('\n');
    process.stdout.write(`${text}\n`);
    return answer.trace.mails.length > 0 ? 0 : 1;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (call.json) process.stdout.write(`${JSON.stringify({ error: { code: error.code } })}\n`);
    process.stderr.write(`${explainError(error)}\n`);
    return 1;
  }
}

type Refused =
  | 'trace_mailbox_unknown'
  | Extract<ReturnType<typeof readQuestion>, { code: string }>['code'];

async function answerTo(
  runtime: Runtime,
  { asked, mailbox }: WhereCall,
): Promise<TraceAnswer | Refused> {
  const wanted = readQuestion(asked, runtime.clock.now());
  if ('code' in wanted) return wanted.code;
  const address = mailbox.trim().toLowerCase();
  const only = address === '' ? null : await findMailbox(runtime.store, address);
  if (address !== '' && only === null) return 'trace_mailbox_unknown';
  return traceIn(runtime, wanted, only);
}

function refuse({ json, lang }: WhereCall, code: Refused): number {
  if (json) process.stdout.write(`${JSON.stringify({ error: { code } })}\n`);
  process.stderr.write(`${say(lang, code)}\n`);
  return 2;
}
