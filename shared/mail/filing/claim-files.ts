import { withRetry } from '../../concurrency/retry.ts';
import type { FilesClaim } from '../model/ledger.ts';
import type { Versioned } from '../ports.ts';
import { type FilingJob, Overtaken } from './filing-job.ts';

const MINUTE_MS = 60_000;
const CLAIM_MS = 20 * MINUTE_MS;
/** Less than this is not enough for one more file: an upload of 50 MB may take eleven minutes, and clocks differ. */
const SHORT_MS = 14 * MINUTE_MS;

/** The right to store the files of an EmailMessage. */
export type ClaimedFiles = {
  readonly kind: 'claimed';
  /** Nobody has claimed them before, so that none of them is stored. */
  readonly isFirst: boolean;
  /** Makes sure that the right lasts for one more file; throws Overtaken when it is another mailbox's by now. */
  readonly keep: () => Promise<void>;
  /** Lets another mailbox go on at once. Without it, that one waits until the right ends by itself. */
  readonly release: () => Promise<void>;
};

/**
 * Claims the files of an EmailMessage for this mailbox. The same mail in several mailboxes is one EmailMessage, to
 * which each of them could add its files at the same moment; the org refuses no file that it has. So one at a time
 * stores them, and the next one asks the org first what is there. The runs of one mailbox are kept apart by its lease,
 * so that a run which goes on for one that died need not wait.
 *
 * @returns `others`: another mailbox stores them now, until then at most
 */
export async function claimFiles(
  job: FilingJob,
  emailMessageId: string,
): Promise<ClaimedFiles | { readonly kind: 'others'; readonly until: Date }> {
  const { store, clock } = job.ports;
  const { connectionId, routing } = job.intake;
  const place = { orgId: routing.orgId, emailMessageId };
  let known: Versioned<FilesClaim> | null = null;
  for (;;) {
    const now = clock.now();
    if (known && known.value.connectionId !== connectionId && known.value.until > now)
      return { kind: 'others', until: known.value.until };
    const value = { ...place, connectionId, until: new Date(now.getTime() + CLAIM_MS) };
    const revision = await store.writeFilesClaim(value, known?.revision ?? null);
    if (revision !== null) return claimed(job, { value, revision }, known === null);
    known = await store.readFilesClaim(place);
  }
}

function claimed(job: FilingJob, taken: Versioned<FilesClaim>, isFirst: boolean): ClaimedFiles {
  const { store, clock } = job.ports;
  let claim = taken;
  const writeUntil = async (until: Date): Promise<void> => {
    const value = { ...claim.value, until };
    const revision = await store.writeFilesClaim(value, claim.revision);
    if (revision === null) throw new Overtaken();
    claim = { value, revision };
  };
  const keep = async (): Promise<void> => {
    const now = clock.now().getTime();
    if (claim.value.until.getTime() < now + SHORT_MS) await writeUntil(new Date(now + CLAIM_MS));
  };
  const release = (): Promise<void> =>
    withRetry(job.ports, () => writeUntil(clock.now())).catch(() => undefined);
  return { kind: 'claimed', isFirst, keep, release };
}
