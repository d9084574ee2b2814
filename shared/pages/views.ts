import type { Diagnosis } from '../diagnosis/index.ts';
import type { Language } from '../language.ts';
import type {
  AuditEvent,
  Breaker,
  CredentialId,
  Health,
  ListedConnection,
  Run,
  ScopeProfile,
} from '../tokens/index.ts';

export type { Language };

/** What every page needs to be drawn. `now` is passed in: relative times are a matter of policy. */
export type Frame = {
  readonly language: Language;
  readonly now: Date;
  /** Of the product itself, without a trailing slash: http://127.0.0.1:8080 */
  readonly baseUrl: string;
  /** The path and query shown now, so that the language switch can come back to it. */
  readonly path: string;
  /** Who is signed in, and the token that every form of theirs carries. */
  readonly session: { readonly address: string; readonly formToken: string } | null;
  /** Whether Google is emulated: said on every page. */
  readonly emulated: boolean;
  /** The OAuth client's ID, shown to administrators: remedies at Google ask for it. */
  readonly clientId?: string;
};

/** One mailbox of the list. `diagnosis` says why it fails, or why its last probe did. */
export type MailboxView = {
  readonly connection: ListedConnection;
  readonly diagnosis: Diagnosis | null;
};

/** A sentence at the top of the page, after something was done. */
export type Flash =
  | { readonly kind: 'connected'; readonly address: string; readonly profile: ScopeProfile }
  | {
      readonly kind: 'disconnected' | 'probed' | 'refreshed' | 'refresh_busy';
      readonly address: string;
    }
  | {
      readonly kind: 'probe_failed' | 'refresh_failed';
      readonly address: string;
      readonly diagnosis: Diagnosis;
    }
  | {
      readonly kind: 'link_made';
      readonly url: string;
      readonly expiresAt: Date;
      /** Whose link it is; null: of whoever opens it. */
      readonly mailbox: string | null;
      readonly profile: ScopeProfile;
    };

/** What the list can be narrowed to. Disconnected mailboxes are in no list. */
export type Shown = Exclude<Health, 'disconnected'>;

/** Which mailboxes were asked for, as the page's address has it. */
export type ListQuery = {
  /** Null: all. */
  readonly show: Shown | null;
  /** How an address begins, or a domain; empty: any. */
  readonly search: string;
  /** Where an earlier page ended; null: from the beginning. */
  readonly after: string | null;
};

/** How many mailboxes fit the search, by health. */
export type Counts = Readonly<Record<Shown, number>>;

/** The fleet's breaker while it is open, and what all the failures have in common. */
export type BreakerView = {
  readonly breaker: Breaker;
  readonly credential: CredentialId;
  readonly diagnosis: Diagnosis;
};

export type MailboxListView = {
  readonly asked: ListQuery;
  readonly counts: Counts;
  readonly runs: readonly Run[];
  /** One for each fleet that is paused. */
  readonly breakers: readonly BreakerView[];
  readonly mailboxes: readonly MailboxView[];
  /** Continues the list; null at its end. */
  readonly next: string | null;
  /** Records of this page that could not be read, and so are not shown. */
  readonly unreadable: number;
  readonly flash: Flash | null;
};

/** An event, and why, if something failed. */
export type EventView = { readonly event: AuditEvent; readonly diagnosis: Diagnosis | null };

/** The page of one mailbox; its events come with the newest first. */
export type MailboxPageView = {
  readonly mailbox: MailboxView;
  readonly events: readonly EventView[];
  readonly flash: Flash | null;
  /** The path of the page of ours from which it was opened. */
  readonly returnTo: string;
};

/** The trail of the whole fleet, the newest first. */
export type EventsView = { readonly events: readonly EventView[] };

export type ConnectView = {
  readonly profile: ScopeProfile;
  readonly mailbox: string;
  /** What was wrong with the form as sent: the name of a field. */
  readonly invalid: 'mailbox' | 'profile' | null;
};

/** A refusal or failure, for a person: the table's words, the diagnosis, and both addresses. */
export type ErrorView = {
  readonly code: string;
  readonly text: { readonly en: string; readonly ja: string };
  readonly correlationId: string;
  readonly diagnosis: Diagnosis | null;
  /** `expected` and `chosen` of other_account, `missing` scopes, and the like. */
  readonly detail: Readonly<Record<string, string | readonly string[]>>;
  /** Met at the setup page, and so by an administrator: nobody sent them a link. */
  readonly atSetupPage: boolean;
};

/** The question whether to disconnect, and the path of the page of ours on which it came up. */
export type DisconnectView = { readonly connection: ListedConnection; readonly returnTo: string };

/** `refused` is a sentence in the page's language: why the last attempt to sign in failed. */
export type SignInView = { readonly refused: string | null };

/** The end of a mailbox owner's visit. */
export type ConnectedView = { readonly address: string };

/** What a reader saw at Google, and what it means. */
export type DiagnosisView = { readonly words: string; readonly found: readonly Diagnosis[] };
