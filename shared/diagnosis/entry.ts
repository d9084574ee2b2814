/** The same text in both languages. */
export type Wording = { readonly en: string; readonly ja: string };

/** Who can end the failure. `connector_team`: the people who run this connector at the customer. */
export type Actor =
  | 'mailbox_owner'
  | 'workspace_admin'
  | 'cloud_project_owner'
  | 'connector_team'
  | 'nobody';

/** One entry of the catalogue: everything that a reader needs, and nothing about how the cause is recognised. */
export type Entry = {
  readonly actor: Actor;
  /** True when the product retries by itself. */
  readonly retries: boolean;
  readonly title: Wording;
  readonly explanation: Wording;
  readonly remedy: readonly Wording[];
  /** The console or help page where the remedy begins. */
  readonly link: string | null;
};

/** Makes the wording of an entry. */
export const both = (en: string, ja: string): Wording => ({ en, ja });
