import type { Intake } from '../model/intake.ts';
import type { ComparePorts } from './compare-ports.ts';
import type { StatementLine } from './line.ts';
import type { Verdict } from './native/judge-mails.ts';
import { type Statement, statementWith } from './statement.ts';

type Asked = { readonly intake: Intake; readonly statement: Statement };

/**
 * A statement with what native Email-to-Case did of the mail that shadow mode left unwritten. Message-ID, sender,
 * recipients, subject and date are read from Gmail again. What was deleted there since is not compared. Nothing is
 * changed.
 *
 * @throws AppError what the mailbox's reader and the org throw; `store_unavailable`
 */
export async function compareWithNative(
  ports: ComparePorts,
  { intake, statement }: Asked,
): Promise<Statement> {
  const lines = statement.lines.filter(({ kind }) => kind === 'unwritten');
  if (lines.length === 0) return statement;
  // What decodes headers is large, and a function that only closes the books does not load it.
  const { verdictsOf } = await import('./native/compare.ts');
  const verdicts = await verdictsOf(ports, intake, { lines, statement });
  const compared = statement.lines.map((line) => lineWith(line, verdicts.get(line.messageId)));
  return statementWith(statement, compared);
}

const lineWith = (line: StatementLine, verdict: Verdict | undefined): StatementLine =>
  line.kind !== 'unwritten' || !verdict
    ? line
    : {
        ...line,
        kind: verdict.kind,
        foundOnCaseId: verdict.caseId,
        nativeIds: verdict.nativeIds,
      };
