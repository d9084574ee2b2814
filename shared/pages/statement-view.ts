import type { Diagnosis } from '../diagnosis/index.ts';
import type { DayRefusal, Statement, StatementLine } from '../mail/statement/index.ts';

/** A mail that the books disagree on, and where it is. Null: there is no such case to open. */
export type DifferenceView = {
  readonly line: StatementLine;
  readonly mailUrl: string;
  readonly caseUrl: string | null;
  readonly foundUrl: string | null;
  /** In shadow mode the mail that would have opened the case that it would have joined; null: there is none. */
  readonly firstMailUrl: string | null;
};

/** What the page shows of a day: its statement, why there is none, or what gave no answer. */
export type StatementResult =
  | {
      readonly kind: 'made';
      readonly statement: Statement;
      /** The first ones. */
      readonly differences: readonly DifferenceView[];
      readonly more: number;
    }
  | { readonly kind: 'none'; readonly why: DayRefusal }
  | { readonly kind: 'failed'; readonly diagnosis: Diagnosis };

export type StatementView = {
  readonly connectionId: string;
  readonly address: string;
  /** As it was asked for. */
  readonly day: string;
  /** The days around it; null: none, or one that is no day leads nowhere. */
  readonly before: string | null;
  readonly after: string | null;
  readonly isShadow: boolean;
  readonly result: StatementResult;
};
