import type { Diagnosis } from '../diagnosis/index.ts';

/** The steps of a set-up, in the order in which they are done. */
export const ITEM_NAMES = [
  'google_client',
  'redirect_uri',
  'scopes',
  'audience',
  'gmail_api',
  'keys',
  'salesforce',
  'webhook',
  'scheduler',
  'push',
  'notifications',
] as const;

export type ItemName = (typeof ITEM_NAMES)[number];

/**
 * `done`: proved, or confirmed by a person. `limited`: it works, and something is lost. `unknown`: nothing proves it yet.
 * `unused`: it is not set up, and need not be.
 */
export type ItemState = 'done' | 'limited' | 'failing' | 'unknown' | 'unused';

/** What was found of one thing. */
export type Found = {
  readonly state: ItemState;
  /** When it was proved, or found to fail; null: never. */
  readonly at: Date | null;
  /** Why it fails; null: it does not, or no answer of anybody says why. */
  readonly diagnosis: Diagnosis | null;
};

/** One of several things of an item: an organization, a caller, a job. */
export type ItemPart = Found & { readonly id: string; readonly name: string };

export type ChecklistItem = Found & {
  readonly name: ItemName;
  /** Who confirmed it; null: it was proved, or is not. */
  readonly by: string | null;
  readonly parts: readonly ItemPart[];
};

export const done = (at: Date): Found => ({ state: 'done', at, diagnosis: null });

export const failing = (at: Date | null, diagnosis: Diagnosis | null): Found => ({
  state: 'failing',
  at,
  diagnosis,
});

export const unknown: Found = { state: 'unknown', at: null, diagnosis: null };
export const unused: Found = { state: 'unused', at: null, diagnosis: null };

/** The latest of some moments; null of none. */
export const latest = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce((last, at) => (at && (!last || at > last) ? at : last), null);
