import type { StateCounts } from '../mail/ports.ts';
import type { ListedConnection } from '../tokens/index.ts';
import type { HeldCauses } from './ledger-views.ts';
import type { TodayView } from './today-view.ts';

/** The mail of the day at a glance, of all mailboxes and of each. */
export type MailTodayView = TodayView & {
  /** How many mails are held in all, whenever they arrived; and why. */
  readonly held: number;
  readonly causes: HeldCauses;
  /** By address. `isOn`: its mail becomes cases. */
  readonly mailboxes: readonly {
    readonly connection: ListedConnection;
    readonly isOn: boolean;
    readonly counts: StateCounts;
  }[];
  /** The cursor of this page; null: the first one. */
  readonly after: string | null;
  readonly next: string | null;
};
