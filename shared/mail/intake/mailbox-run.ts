import type { fileEntries } from '../filing/file-entries.ts';
import type { FilingOutcome } from '../filing/filing-job.ts';
import type { MailPorts } from '../ports.ts';

/** Files what is due of the open entries of one mailbox, the oldest first. */
export type FileEntries = typeof fileEntries;

export type IntakePorts = MailPorts & { readonly fileEntries: FileEntries };

/** How long a run may work, and who hears of each message. */
export type MailboxRun = {
  /** Nothing is begun after this moment. */
  readonly until: Date;
  readonly watch: (outcome: FilingOutcome) => void;
};
