import type { ChecklistItem } from '../checklist/index.ts';

export type ChecklistView = {
  readonly items: readonly ChecklistItem[];
  /** Where the sealing keys are: in a file of this machine, or in the cloud. */
  readonly keysAre: 'local' | 'cloud';
  /** Everything was just checked. */
  readonly checked: boolean;
};
