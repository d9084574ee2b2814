import type { Row } from '../../../local/salesforce/state/records.ts';
import {
  type Statement,
  type StatementLine,
  spanOf,
  statementOf,
} from '../../../shared/mail/statement/index.ts';
import { mailOf } from '../../../shared/runtime/mail.ts';
import type { Expected } from './compare.ts';
import type { Sent } from './post.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A mail that was sent to a mailbox, as the stores of the emulated Google and organization have it. */
type Truth = { readonly mail: Sent; readonly row: Row | undefined };

/**
 * Compares the statements of a mailbox, one for each day since its start, with what the stores of the emulators say.
 * Describes everything that is wrong.
 */
export async function bookProblems(expected: Expected, mailbox: string): Promise<string[]> {
  const statements = await statementsOf(expected, mailbox);
  const truths = truthsOf(expected, mailbox);
  const lines = statements.flatMap((statement) => statement.lines);
  const wrong = [
    ...statements.flatMap(sumProblems),
    ...lines.flatMap((line) => lineProblems(line, truths.get(line.messageId))),
    ...gmailProblems(expected, mailbox, statements),
    ...(await falseAlarms(expected, mailbox)),
  ];
  return wrong.map((problem) => `statement of ${mailbox}: ${problem}`);
}

async function statementsOf(
  { pipeline, connectionOf }: Expected,
  mailbox: string,
): Promise<readonly Statement[]> {
  const mail = mailOf(pipeline.runtime);
  const intake = (await mail.store.readIntake(connectionOf(mailbox)))?.value;
  if (!intake) throw new Error('unreachable');
  const now = mail.clock.now();
  const statements: Statement[] = [];
  const begin = Math.floor(intake.startsAt.getTime() / DAY_MS) * DAY_MS;
  for (let at = begin; at <= now.getTime(); at += DAY_MS) {
    const span = spanOf(new Date(at).toISOString().slice(0, 10), intake, now);
    if (typeof span === 'string') throw new Error(span);
    statements.push(await statementOf(mail, { intake, span }));
  }
  return statements;
}

function truthsOf({ pipeline, sent, idOf }: Expected, mailbox: string): Map<string, Truth> {
  const rows = Map.groupBy(pipeline.org.rows('EmailMessage'), (row) =>
    String(row['TextBody']).trim(),
  );
  const own = sent.filter(({ mailboxes }) => mailboxes.includes(mailbox));
  return new Map(
    own.map((mail) => [idOf(mailbox, mail.number), { mail, row: rows.get(mail.text)?.[0] }]),
  );
}

const sumProblems = ({ from, lines, sums, isBalanced, latency }: Statement): readonly string[] => {
  const { arrived, filed, skipped, held, waiting, differences } = sums;
  const isRight =
    isBalanced &&
    arrived === lines.length &&
    arrived === filed + skipped &&
    held + waiting + differences === 0 &&
    filed > 0 === (latency !== null);
  return isRight ? [] : [`the sums of ${from.toISOString()} are ${JSON.stringify(sums)}`];
};

function lineProblems(line: StatementLine, truth: Truth | undefined): readonly string[] {
  const { messageId, kind, reason, emailMessageId, caseId, foundOnCaseId } = line;
  if (!truth) return [`nobody sent ${messageId}`];
  const { mail, row } = truth;
  const said = `${messageId} (${mail.fate}) is ${kind} ${reason ?? ''}`;
  if (kind === 'filed') {
    const isThere = row?.Id === emailMessageId && row?.['ParentId'] === (foundOnCaseId ?? caseId);
    return isThere ? [] : [`${said}: ${emailMessageId} on ${caseId}`];
  }
  // What was deleted before it was noted as filed counts as deleted.
  const mayBeSkipped = mail.fate === 'deleted' || (mail.fate === 'spam' && row === undefined);
  return kind === 'skipped' && mayBeSkipped ? [] : [said];
}

/** The nights of the storm: nothing was lost in any of them. */
async function falseAlarms(
  { pipeline, connectionOf }: Expected,
  mailbox: string,
): Promise<readonly string[]> {
  const of = { connectionId: connectionOf(mailbox), limit: 500 };
  const events = await pipeline.runtime.store.listEvents(of);
  return events
    .filter(({ kind }) => kind === 'books_differ')
    .map(({ at, count }) => `${count} differences were told at ${at.toISOString()}`);
}

/** Everything that the emulated Gmail has, and may list, is in the books of its own day, once. */
function gmailProblems(
  { pipeline }: Expected,
  mailbox: string,
  statements: readonly Statement[],
): readonly string[] {
  return pipeline.google.mailOf(mailbox).flatMap(({ id, labelIds, internalDate }) => {
    const found = statements.flatMap(({ from, until, lines }) =>
      lines
        .filter(({ messageId }) => messageId === id)
        .map(({ isListed }) => ({
          isListed,
          isOfDay: internalDate >= from && internalDate < until,
        })),
    );
    const isSpam = labelIds.includes('SPAM');
    const isRight =
      (isSpam && found.length === 0) ||
      (found.length === 1 && found[0]?.isListed === !isSpam && found[0].isOfDay);
    return isRight ? [] : [`${id} (${labelIds}) is in it as ${JSON.stringify(found)}`];
  });
}
