import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import type { Intake } from '../mail/model/intake.ts';
import { messageOfUnwritten } from '../mail/model/unwritten-id.ts';
import {
  compareWithNative,
  dayBefore,
  daysAround,
  isDifference,
  type Statement,
  type StatementLine,
  spanOf,
  statementOf,
} from '../mail/statement/index.ts';
import { type DifferenceView, type StatementResult, statementPage } from '../pages/index.ts';
import { explainUse } from '../runtime/explain-use.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { idIn, requireConnection } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { requireSession } from '../web/session-guard.ts';
import { caseUrls, mailUrlOf } from './mail-links.ts';

/** More would make a page that nobody reads; the command names every one. */
const MOST_SHOWN = 200;
/** More are not compared while somebody waits, because Gmail gives few a minute. */
const MOST_COMPARED = 200;

/** The books of a mailbox for a `day`; for yesterday without one. */
export async function showStatement(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const connection = await requireConnection(idIn(incoming), runtime);
  const { store, clock } = mailOf(runtime);
  const stored = await store.readIntake(connection.id);
  if (!stored) throw new AppError('intake_unknown');
  const intake = stored.value;
  const now = clock.now();
  const day = (incoming.query.get('day') || dayBefore(now)).slice(0, 10);
  const [frame, result] = await Promise.all([
    frameOf(incoming, runtime),
    resultOf(runtime, intake, day),
  ]);
  const view = {
    connectionId: connection.id,
    address: connection.mailbox.address,
    day,
    ...daysToAsk(day, intake, now),
    isShadow: intake.routing.mode === 'shadow',
    result,
  };
  const path = frame.path === HOME ? `${HOME}/connections/${connection.id}/statement` : frame.path;
  return page(statementPage({ ...frame, path }, view));
}

/** The days around a day that have a statement. */
function daysToAsk(day: string, intake: Intake, now: Date) {
  const has = (other: string): string | null =>
    typeof spanOf(other, intake, now) === 'string' ? null : other;
  if (spanOf(day, intake, now) === 'no_day') return { before: null, after: null };
  const { before, after } = daysAround(day);
  return { before: has(before), after: has(after) };
}

async function resultOf(runtime: Runtime, intake: Intake, day: string): Promise<StatementResult> {
  const mail = mailOf(runtime);
  const span = spanOf(day, intake, mail.clock.now());
  if (typeof span === 'string') return { kind: 'none', why: span };
  try {
    const made = await statementOf(mail, { intake, span });
    const mayCompare = made.sums.unwritten <= MOST_COMPARED;
    const statement = mayCompare
      ? await compareWithNative(mail, { intake, statement: made })
      : made;
    const all = await differencesIn(runtime, intake, statement);
    const differences = all.slice(0, MOST_SHOWN);
    return { kind: 'made', statement, differences, more: all.length - differences.length };
  } catch (thrown) {
    // A fault of ours is no refusal: its stack belongs into the log.
    if (!(thrown instanceof AppError)) throw thrown;
    return { kind: 'failed', diagnosis: await explainUse(runtime, intake.connectionId, thrown) };
  }
}

async function differencesIn(
  runtime: Runtime,
  { address, routing }: Intake,
  { lines }: Statement,
): Promise<readonly DifferenceView[]> {
  const caseUrl = (await caseUrls(runtime))(routing.orgId);
  const urlOf = (caseId: string | null): string | null => caseId && caseUrl(caseId);
  return lines
    .filter(({ kind }) => isDifference(kind))
    .map((line) => ({
      line,
      mailUrl: mailUrlOf(runtime, address, line.messageId),
      caseUrl: urlOf(line.caseId),
      foundUrl: urlOf(line.foundOnCaseId),
      firstMailUrl: firstMailUrlOf(runtime, address, line),
    }));
}

function firstMailUrlOf(
  runtime: Runtime,
  address: string,
  { messageId, caseId }: StatementLine,
): string | null {
  const first = caseId === null ? null : messageOfUnwritten(caseId);
  return first === null || first === messageId ? null : mailUrlOf(runtime, address, first);
}
