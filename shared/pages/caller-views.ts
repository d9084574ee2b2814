import type { CallerUse, NewCaller, StoredCaller } from '../salesforce/webhook/callers/index.ts';
import type {
  EnteredSetup,
  OutboundOperation,
  SetupProblem,
} from '../salesforce/webhook/outbound/entered-setup.ts';
import type { ErrorView } from './views.ts';

/** A caller, and what it did last; null: nothing yet. */
export type CallerItem = { readonly caller: StoredCaller; readonly use: CallerUse | null };

export type CallerForm = Omit<NewCaller, 'outbound'> & { readonly outbound: EnteredSetup };

/** The fields about Outbound Messages of a form. */
export type OutboundForm = {
  readonly entered: EnteredSetup;
  /** What was wrong with it; empty: nothing, as far as is known. */
  readonly problems: readonly SetupProblem[];
  /** What may be chosen. */
  readonly operations: readonly OutboundOperation[];
};

export type CallersView = {
  readonly items: readonly CallerItem[];
  readonly form: CallerForm;
  readonly outbound: OutboundForm;
  readonly refused: ErrorView | null;
  /** The settings name secrets too. */
  readonly hasSettings: boolean;
  readonly removed: boolean;
};

/** What was just done to a caller. */
export const CALLER_CHANGES = ['added', 'changed', 'rotated', 'ended'] as const;

export type CallerView = CallerItem & {
  /** The secret that was just made; null: it is shown no more. */
  readonly secret: string | null;
  readonly done: (typeof CALLER_CHANGES)[number] | null;
  /** What its form shows: what is stored, or what was entered and refused. */
  readonly entered: Pick<CallerForm, 'name' | 'permissions'>;
  /** Null: it sends no Outbound Messages. */
  readonly outbound: OutboundForm | null;
  readonly refused: ErrorView | null;
};
