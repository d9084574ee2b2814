import type { MailEvent } from '../model/mail-event.ts';
import type { Send } from '../model/send.ts';
import type { Versioned } from './versioned.ts';

/** Where sends are stored, each write a compare-and-set as in the `MailStore`. */
export interface SendStore {
  readSend(id: string): Promise<Versioned<Send> | null>;
  writeSend(send: Send, revision: string | null, event?: MailEvent | null): Promise<string | null>;
  /** Ids of those that are due before a moment or at it, the earliest first. */
  dueSends(due: {
    readonly before: Date;
    readonly limit: number;
    /** All shards when left out. */
    readonly shards?: readonly number[];
  }): Promise<readonly string[]>;
  /** Deletes those that are not due any more and may be forgotten before then. Answers how many. */
  forgetSends(before: Date): Promise<number>;
}
