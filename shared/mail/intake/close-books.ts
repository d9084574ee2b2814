import { AppError } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import type { MailPorts } from '../ports.ts';
import { daysToClose, isDifference, spanOf, statementOf } from '../statement/index.ts';
import type { LeasedIntake } from './lease.ts';

type Ports = Pick<MailPorts, 'store' | 'clock' | 'readerOf' | 'casesOf'>;

/**
 * Makes the statement of the day before, after the sweep of a night, and those of the nights that were missed: the
 * differences of a day are one event, with their number and the first messages. The sweep is noted as done before, because a statement that
 * takes longer than the lease must not repeat it. A day that has no answer waits for the next night with the later ones.
 *
 * @throws LeaseLost
 * @throws AppError `store_unavailable`
 */
export async function closeBooks(ports: Ports, leased: LeasedIntake): Promise<void> {
  await leased.write((intake) => intake);
  const { connectionId, address, booksClosedDay } = leased.intake;
  const about = { connectionId, address, by: null, failure: null, change: null };
  for (const day of daysToClose(booksClosedDay, ports.clock.now())) {
    const differing = await differencesOf(ports, leased.intake, day);
    if (differing === null) return;
    const count = differing.length;
    const books = { day, messageIds: differing.slice(0, MOST_NAMED) };
    const event = count > 0 ? ({ kind: 'books_differ', ...about, count, books } as const) : null;
    await leased.write((intake) => ({ ...intake, booksClosedDay: day }), event);
  }
}

/** So many messages are named: the page and the command have all of them. */
const MOST_NAMED = 20;

/**
 * The messages on which the books of a day differ. None is made of a day before the start. Null: Gmail or the org did not answer, which has words of its own, and for
 * which mail must not wait.
 */
async function differencesOf(
  ports: Ports,
  intake: Intake,
  day: string,
): Promise<readonly string[] | null> {
  const span = spanOf(day, intake, ports.clock.now());
  if (typeof span === 'string') return [];
  try {
    const { lines } = await statementOf(ports, { intake, span });
    return lines.filter(({ kind }) => isDifference(kind)).map(({ messageId }) => messageId);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'store_unavailable') throw thrown;
    return null;
  }
}
