import type { Diagnosis } from '../diagnosis/index.ts';
import type { Run } from '../jobs/run.ts';
import type { Language } from '../language.ts';
import type {
  AccessEnd,
  AuditEvent,
  Breaker,
  CredentialId,
  DamagedConnection,
  Delegation,
  Health,
  ListedConnection,
  PendingLink,
  ScopeProfile,
} from '../tokens/index.ts';

export type { Language };

/** What every page needs. `now` is passed in, because pages read no clock of their own. */
export type Frame = {
  readonly language: Language;
  readonly now: Date;
  /** The product's base URL, without a trailing slash: http://127.0.0.1:8080 */
  readonly baseUrl: string;
  /** The path and query of this page, to which the language switch returns. */
  readonly path: string;
  /** Who is signed in, and the token that every form of the session contains. */
  readonly session: { readonly address: string; readonly formToken: string } | null;
  /** True when Google is emulated; every page says so. */
  readonly emulated: boolean;
  /** The OAuth client's ID, shown to administrators, who need it for remedies at Google. */
  readonly clientId?: string;
};

/** One mailbox. `diagnosis` says why it fails, or why its last probe failed; null when it works. */
export type MailboxView = {
  readonly connection: ListedConnection;
  readonly diagnosis: Diagnosis | null;
};

/** The first probe of a mailbox that was just connected; its diagnosis is null when it passed. */
export type FirstCheck =
  | { readonly kind: 'made'; readonly diagnosis: Diagnosis | null }
  | { readonly kind: 'pending' };

/** A sentence at the top of the page, after something was done. */
export type Flash =
  | {
      readonly kind: 'connected';
      readonly address: string;
      readonly profile: ScopeProfile;
      readonly check: FirstCheck;
      readonly end?: AccessEnd | null;
    }
  | {
      readonly kind:
        | 'disconnected'
        | 'forgotten'
        | 'probed'
        | 'refreshed'
        | 'refresh_busy'
        | 'imap_enabled'
        | 'delegated'
        | 'delegated_unrevoked'
        | 'fallback_named'
        | 'fallback_removed';
      readonly address: string;
    }
  | {
      /**
       * `probe_passed_only`: the probe passed, and the diagnosis is of a refresh that failed earlier. `imap_failing`:
       * it passed, and the diagnosis is of IMAP.
       */
      readonly kind: 'probe_failed' | 'probe_passed_only' | 'refresh_failed' | 'imap_failing';
      readonly address: string;
      readonly diagnosis: Diagnosis;
    }
  | {
      readonly kind: 'link_made';
      readonly url: string;
      readonly expiresAt: Date;
      /** The mailbox that the link is for; null: any. */
      readonly mailbox: string | null;
      readonly profile: ScopeProfile;
    };

/** The health to which the list can be filtered. No list contains disconnected mailboxes. */
export type Shown = Exclude<Health, 'disconnected'>;

/** Which mailboxes to show, as the page's address says. */
export type ListQuery = {
  /** Null: all. */
  readonly show: Shown | null;
  /** The beginning of an address, or a domain; empty: any. */
  readonly search: string;
  /** The cursor after which the page starts; null: from the beginning. */
  readonly after: string | null;
};

/** How many mailboxes match the search, by health. */
export type Counts = Readonly<Record<Shown, number>>;

/** A fleet's open breaker, the fleet's credential, and the diagnosis of the common failure. */
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
  /** The cursor of the next page; null at the end of the list. */
  readonly next: string | null;
  /** The records of this page that could not be read. */
  readonly damaged: readonly DamagedConnection[];
  /** Was there ever a mailbox? Disconnected ones count. */
  readonly hadMailbox: boolean;
  readonly flash: Flash | null;
};

/** An event, and its diagnosis if something failed. */
export type EventView = { readonly event: AuditEvent; readonly diagnosis: Diagnosis | null };

/** The page of one mailbox. Its events are sorted, the newest first. */
export type MailboxPageView = {
  readonly mailbox: MailboxView;
  readonly events: readonly EventView[];
  /** There are more events than these. */
  readonly hasOlderEvents: boolean;
  readonly flash: Flash | null;
  /** The service accounts that may act for it, its own one among them. */
  readonly delegations: readonly Delegation[];
  /** Why another method of connecting it was refused. */
  readonly refused: ErrorView | null;
  /** The path of our page from which it was opened. */
  readonly returnTo: string;
};

/** The audit events of the whole fleet, the newest first. */
export type EventsView = {
  readonly events: readonly EventView[];
  /** The events of one mailbox only; null: of all. */
  readonly of: { readonly connectionId: string; readonly address: string } | null;
  /** Is this a later page than the first? */
  readonly isLater: boolean;
  /** The cursor of the next page; null at the end. */
  readonly next: string | null;
  /** How many events of this page could not be read. */
  readonly unreadable: number;
};

export type ConnectView = {
  readonly profile: ScopeProfile;
  readonly mailbox: string;
  /** The invalid field of the submitted form. */
  readonly invalid: 'mailbox' | 'profile' | null;
};

/** A refusal or failure for a reader: the error table's text, the diagnosis, and the detail. */
export type ErrorView = {
  readonly code: string;
  readonly text: { readonly en: string; readonly ja: string };
  readonly correlationId: string;
  readonly diagnosis: Diagnosis | null;
  /** The error's detail, such as `expected` and `chosen` of other_account, or the `missing` scopes. */
  readonly detail: Readonly<Record<string, string | readonly string[]>>;
  /** True when it happened on the setup page, so that the reader is an administrator and not a mailbox owner. */
  readonly atSetupPage: boolean;
};

/** The page that asks whether to disconnect. `returnTo`: the path of our page from which it was opened. */
export type DisconnectView = { readonly connection: ListedConnection; readonly returnTo: string };

/** Why a mailbox could not be disconnected. */
export type NotDisconnectedView = {
  readonly connection: ListedConnection;
  readonly error: ErrorView;
};

/**
 * `refused` says, in the page's language, why the last attempt to sign in failed. `ended`: the reader had a
 * session, which ended before this request.
 */
export type SignInView = { readonly refused: string | null; readonly ended?: boolean };

/** The page of a one-time link: who asks, for which mailbox (null: any), and what the connector may then do. */
export type LinkView = {
  readonly begunBy: string;
  readonly mailbox: string | null;
  readonly profile: ScopeProfile;
  readonly expiresAt: Date;
  /** The path to which the button posts. */
  readonly path: string;
};

/** The links that wait for their owners, and whether one was just withdrawn. */
export type LinksView = { readonly links: readonly PendingLink[]; readonly withdrawn: boolean };

/** The last page for a mailbox owner. */
export type ConnectedView = {
  readonly address: string;
  readonly check: FirstCheck;
  readonly end?: AccessEnd | null;
};

/** What the reader saw at Google, and the matching diagnoses. */
export type DiagnosisView = { readonly words: string; readonly found: readonly Diagnosis[] };
