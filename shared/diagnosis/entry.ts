/** The same sentence for both kinds of reader. */
export type Wording = { readonly en: string; readonly ja: string };

/** Who can end the failure. `connector_team` is whoever runs this connector at the customer. */
export type Actor =
  | 'mailbox_owner'
  | 'workspace_admin'
  | 'cloud_project_owner'
  | 'connector_team'
  | 'nobody';

/** One row of the catalogue: everything that a reader needs, and nothing about how it was recognised. */
export type Entry = {
  readonly actor: Actor;
  /** True when it is tried again without anybody's help. */
  readonly retries: boolean;
  readonly title: Wording;
  readonly explanation: Wording;
  readonly remedy: readonly Wording[];
  /** The console or help page on which the remedy begins. */
  readonly link: string | null;
};

/** A sentence in English and Japanese, as the catalogue writes it. */
export const both = (en: string, ja: string): Wording => ({ en, ja });
