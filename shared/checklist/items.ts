import type { SetupFacts } from './facts.ts';
import {
  type ChecklistItem,
  type Found,
  ITEM_NAMES,
  type ItemName,
  type ItemPart,
} from './item.ts';
import { audience, gmailApi, googleClient, keys, redirectUri, scopes } from './of-google.ts';
import { notifications, push, salesforce, scheduler, webhook } from './of-jobs.ts';

type FoundItem = Found & {
  readonly by?: string | null;
  readonly parts?: readonly ItemPart[];
};

const FINDERS: Readonly<Record<ItemName, (facts: SetupFacts) => FoundItem>> = {
  google_client: googleClient,
  redirect_uri: redirectUri,
  scopes,
  audience,
  gmail_api: gmailApi,
  keys,
  salesforce,
  webhook,
  scheduler,
  push,
  notifications: (facts) => notifications(facts.notifications),
};

/** The set-up checklist: what is proved, what fails and why, and what nobody knows yet. */
export const checklistOf = (facts: SetupFacts): readonly ChecklistItem[] =>
  ITEM_NAMES.map((name) => ({ name, by: null, parts: [], ...FINDERS[name](facts) }));

/** What is left to do: everything that fails or is not known. */
export const leftIn = (items: readonly ChecklistItem[]): number =>
  items.filter(({ state }) => state === 'failing' || state === 'unknown').length;
