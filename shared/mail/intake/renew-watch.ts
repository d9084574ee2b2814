import { asAppError } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import { failureAfter } from '../model/mail-failure.ts';
import type { MailboxReader, MailPorts } from '../ports.ts';
import type { LeasedIntake } from './lease.ts';
import { earliestOf, pollAfter, renewAfter, retryWatchAfter } from './schedule.ts';

/**
 * Renews a mailbox's watch (Gmail API, `users.watch`), which never touches the cursor: its answer's history id would
 * skip what was not read yet. A failure is kept and tried again in an hour; until then the mailbox is polled. Pushes
 * name the mailbox by address, so a renewal asks for the present one too.
 */
export async function renewWatch(
  { clock, readerOf }: Pick<MailPorts, 'clock' | 'readerOf'>,
  leased: LeasedIntake,
): Promise<void> {
  const reader = readerOf(leased.intake.connectionId);
  try {
    const { expiresAt } = await reader.watch();
    const address = await addressOf(reader);
    const now = clock.now();
    leased.plan((intake) => withWatch(intake, { expiresAt, address, now }));
  } catch (thrown) {
    const error = asAppError(thrown);
    const now = clock.now();
    leased.plan((intake) => {
      const watchFailure = failureAfter(intake.watchFailure, error, now);
      const failed = { ...intake, watchFailure, renewWatchAt: retryWatchAfter(now) };
      return { ...failed, pollAt: soonest(failed, now) };
    });
  }
}

/** Null: it is not known now, and the next renewal asks again. */
const addressOf = async (reader: MailboxReader): Promise<string | null> =>
  reader.profile().then(
    ({ address }) => address.toLowerCase(),
    () => null,
  );

function withWatch(
  intake: Intake,
  { expiresAt, address, now }: { expiresAt: Date; address: string | null; now: Date },
): Intake {
  return {
    ...intake,
    address: address ?? intake.address,
    watch: { expiresAt, renewedAt: now },
    watchFailure: null,
    renewWatchAt: earliestOf([renewAfter(now), expiresAt]) ?? renewAfter(now),
  };
}

/** A mailbox that lost its watch must not wait for a poll that was planned while it had one. */
const soonest = (intake: Intake, now: Date): Date =>
  earliestOf([intake.pollAt, pollAfter(intake, now)]) ?? intake.pollAt;
