import type { Permission } from './permission.ts';

/** A caller that proved itself. */
export type Caller = {
  /** Null: it knows a secret of the settings. */
  readonly id: string | null;
  /** What administrators call it. */
  readonly name: string;
  readonly permissions: readonly Permission[];
};

/** What the ids of a caller's calls belong to. Those who know a secret of the settings are one caller. */
export const callerIdOf = ({ id }: Caller): string => id ?? 'settings';

/** How pages and the audit trail name a caller that did something. */
export const callerLabel = ({ name }: Caller): string => `Salesforce: ${name}`;
