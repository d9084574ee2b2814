/** The same text in both languages. */
export type Wording = { readonly en: string; readonly ja: string };

/**
 * A value of this installation that a console asks for; the pages show it with the step, ready to be copied.
 * `credential_id` is the client ID of whatever acts for the mailbox, the OAuth client or the service account.
 */
export type RegisteredValue =
  | 'client_id'
  | 'redirect_uri'
  | 'scopes'
  | 'service_account_id'
  | 'delegated_scopes'
  | 'credential_id'
  | 'webhook_url';

/** One step of a remedy: the page that it opens, and the value that it needs there. */
export type Step = Wording & { readonly opens?: Link; readonly shows?: RegisteredValue };

/** A page of a console, or of a help site, with its name. */
export type Link = Wording & {
  readonly href: string;
  /** The path of a page of Salesforce's Setup, which every organization has at its own address. */
  readonly setupPath?: string;
  /** True of a page of the Google Cloud project to which the OAuth client belongs. */
  readonly ofClientProject?: true;
};

/**
 * Who can end the failure. `developer`: the operator of this connector, since it is a setting or a defect of this
 * deployment. `nobody_retry`: nobody, because trying again is enough.
 */
export type Actor =
  | 'mailbox_owner'
  | 'workspace_admin'
  | 'cloud_project_owner'
  | 'salesforce_admin'
  | 'developer'
  | 'nobody_retry';

/** One entry of the catalogue: everything that a reader needs, and nothing about how the cause is recognised. */
export type Entry = {
  readonly actor: Actor;
  /** True when the reader of the page is the one who acts, as after a wrong entry: then pages say “You”. */
  readonly readerActs?: true;
  /** True when the product retries by itself and nobody else has to act. */
  readonly retries: boolean;
  /**
   * Whether the same request, unchanged, may succeed later though nobody acts, where it is not the connector that repeats the request. True
   * of a limit that ends by itself, though somebody can raise it. False where the product goes on in another way.
   */
  readonly passes?: boolean;
  readonly title: Wording;
  readonly explanation: Wording;
  readonly remedy: readonly Step[];
  /** The console and help pages that the remedy needs beside those that its steps open. */
  readonly links: readonly Link[];
};

/** Makes the wording of an entry. */
export const both = (en: string, ja: string): Wording => ({ en, ja });

/** Makes a step at which a value of this installation is shown. */
export const showing = (shows: RegisteredValue, en: string, ja: string): Step => ({
  en,
  ja,
  shows,
});

/** Makes a step that begins on a page of a console. */
export const opening = (opens: Link, en: string, ja: string): Step => ({ en, ja, opens });
