import type { Diagnosis } from '../diagnosis/index.ts';
import type { Fate } from '../mail/model/fate.ts';
import type { Rehearsal } from '../mail/rehearsal/index.ts';

/** What would become of a mail, with where to see it. Null: there is none, or it cannot be opened. */
export type FateView = {
  readonly fate: Fate;
  readonly caseUrl: string | null;
  /** The mail that would open the case which this one joins. */
  readonly firstMailUrl: string | null;
};

/** A mail of which something else would become. */
export type RehearsedMailView = {
  readonly messageId: string;
  readonly receivedAt: Date;
  readonly mailUrl: string;
  readonly now: FateView;
  readonly changed: FateView;
};

export type RehearsalResult =
  | {
      readonly kind: 'made';
      readonly rehearsal: Rehearsal;
      /** The newest first, as many as a page shows. */
      readonly mails: readonly RehearsedMailView[];
    }
  | { readonly kind: 'failed'; readonly diagnosis: Diagnosis };

export type RehearsalView = {
  readonly connectionId: string;
  readonly address: string;
  /** The fields of the settings that were rehearsed. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly result: RehearsalResult;
};
