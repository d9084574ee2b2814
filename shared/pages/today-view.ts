import type { StateCounts } from '../mail/ports.ts';
import type { Day } from '../mail/tracing/index.ts';

/** The mail of a mailbox or of all that arrived on the reader's day, by what became of it so far. */
export type TodayView = { readonly day: Day; readonly counts: StateCounts };
