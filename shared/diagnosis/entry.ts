/** The same text in both languages. */
export type Wording = { readonly en: string; readonly ja: string };

/** A value of this installation that Google asks for; the pages show it with the step, ready to be copied. */
export type RegisteredValue = 'client_id' | 'redirect_uri';

/** One step of a remedy. */
export type Step = Wording & { readonly shows?: RegisteredValue };

/**
 * Who can end the failure. `connector_team`: the people who run this connector at the customer. `reader`:
 * the person who reads it on a page, which no stored failure needs.
 */
export type Actor =
  | 'reader'
  | 'mailbox_owner'
  | 'workspace_admin'
  | 'cloud_project_owner'
  | 'connector_team'
  | 'nobody';

/** One entry of the catalogue: everything that a reader needs, and nothing about how the cause is recognised. */
export type Entry = {
  readonly actor: Actor;
  /** True when the product retries by itself and nobody else has to act. */
  readonly retries: boolean;
  readonly title: Wording;
  readonly explanation: Wording;
  readonly remedy: readonly Step[];
  /** The console or help page where the remedy begins. */
  readonly link: string | null;
};

/** Makes the wording of an entry. */
export const both = (en: string, ja: string): Wording => ({ en, ja });
