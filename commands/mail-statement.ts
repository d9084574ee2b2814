import { type AppError, asAppError } from '../shared/errors.ts';
import {
  compareWithNative,
  type Statement,
  spanOf,
  statementOf,
} from '../shared/mail/statement/index.ts';
import { mailOf } from '../shared/runtime/mail.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { explainError } from './explain-error.ts';
import type { StatementCall } from './mail-call.ts';
import { csvOf, factsOf, linesOf, type Named, REFUSALS, type Refused } from './statement-text.ts';
import { withRuntime } from './with-state.ts';

/**
 * Prints the statement of a mailbox and day.
 *
 * @returns the exit code: 0 the books balance, 1 they do not or there is no answer, 2 the question is wrong
 */
export async function printStatement(call: StatementCall): Promise<number> {
  try {
    const made = await withRuntime(call, (runtime) => make(runtime, call));
    if (typeof made === 'string') return refuse(call, made);
    process.stdout.write(FORMATS[call.format](made));
    return made.statement.isBalanced ? 0 : 1;
  } catch (thrown) {
    return fail(call, asAppError(thrown));
  }
}

const FORMATS: Readonly<Record<StatementCall['format'], (named: Named) => string>> = {
  text: (named) => `${linesOf(named).join('\n')}\n`,
  json: (named) => `${JSON.stringify(factsOf(named))}\n`,
  csv: ({ statement }: { readonly statement: Statement }) => csvOf(statement),
};

async function make(runtime: Runtime, { mailbox, day }: StatementCall): Promise<Named | Refused> {
  const mail = mailOf(runtime);
  const found = await mail.store.findIntake(mailbox.toLowerCase());
  if (!found) return 'mailbox_unknown';
  const intake = found.value;
  const span = spanOf(day, intake, mail.clock.now());
  if (typeof span === 'string') return span;
  const made = await statementOf(mail, { intake, span });
  const statement = await compareWithNative(mail, { intake, statement: made });
  return { mailbox: intake.address, day, statement };
}

function refuse({ format }: StatementCall, refused: Refused): number {
  if (format === 'json') process.stdout.write(`${JSON.stringify({ error: { code: refused } })}\n`);
  process.stderr.write(`${REFUSALS[refused]}\n`);
  return 2;
}

function fail({ format }: StatementCall, error: AppError): number {
  const { code } = error;
  if (format === 'json') process.stdout.write(`${JSON.stringify({ error: { code } })}\n`);
  process.stderr.write(`There is no statement.\n${explainError(error)}\n`);
  return 1;
}
