export { type Erased, eraseAddress } from './erasure/erase-address.ts';
export { correctMail } from './filing/correct-mail.ts';
export type { FilingOutcome } from './filing/filing-job.ts';
export { countCauses } from './filing/held.ts';
export { fileAnyway, listMail, type Release, skipMail, tryAgain } from './filing/release.ts';
export { beginBackfill, countBackfilled, isBackfilling, stopBackfill } from './intake/backfill.ts';
export { makeIntakeDue } from './intake/change-intake.ts';
export { changeRouting } from './intake/change-routing.ts';
export { historyIdOf } from './intake/history-id.ts';
export { type LeasedIntake, leaseMailbox } from './intake/lease.ts';
export type { FileEntries, IntakePorts, MailboxRun } from './intake/mailbox-run.ts';
export { type NotedPush, notePush } from './intake/note-push.ts';
export {
  type MailSyncSummary,
  type RanMailbox,
  runDueMailboxes,
  runOne,
  type WatchMailboxes,
} from './intake/run-due-mailboxes.ts';
export { type MailboxOutcome, runMailbox } from './intake/run-mailbox.ts';
export { type SwitchOn, switchOff, switchOn } from './intake/switch.ts';
