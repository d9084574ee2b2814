import { diagnose } from '../diagnosis/index.ts';
import type { MailboxView } from '../pages/index.ts';
import type { Connection } from '../tokens/index.ts';

/** A connection as the page shows it: why its token fails, or else why its last probe did. */
export function mailboxViewOf(connection: Connection): MailboxView {
  const { failure, probe, consentedAt } = connection;
  if (failure) {
    return { connection, diagnosis: diagnose(failure, { consentedAt, failedAt: failure.since }) };
  }
  const found = probe?.failure ?? null;
  return { connection, diagnosis: found && diagnose(found, { consentedAt }) };
}
