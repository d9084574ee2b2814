import { isUnwritten } from '../model/unwritten-id.ts';
import type { CaseStore } from '../ports.ts';
import type { FilingJob } from './filing-job.ts';
import { unwrittenCases } from './unwritten-cases.ts';

/**
 * The cases that a message is filed in: of the mailbox's org, and in shadow mode without writing to it. One whose
 * EmailMessage is stored, or was left unwritten, stays where it is for its files, also when the mailbox's org or mode
 * was changed since.
 */
export function casesFor({ ports, intake: { routing }, entry: { value } }: FilingJob): CaseStore {
  const { filed, messageId } = value;
  const cases = ports.casesOf(filed?.orgId ?? routing.orgId);
  const isShadow = filed ? isUnwritten(filed.emailMessageId) : routing.mode === 'shadow';
  return isShadow ? unwrittenCases(cases, messageId) : cases;
}
