import type { ChecklistItem } from '../checklist/index.ts';
import type { Diagnosis, KnownMailbox, Trouble } from '../diagnosis/index.ts';
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
import type { MailSectionView } from './mail-section-view.ts';

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
  /** The page of the emulated Google's switches, to which every page leads; null: Google is the real one. */
  readonly emulated: string | null;
  /** The OAuth client's ID, shown to administrators, who need it for remedies at Google. */
  readonly clientId?: string;
  /** The mailbox that a diagnosis on this page is about, where there is one: its values stand in the steps. */
  readonly mailbox?: KnownMailbox;
  /** The Salesforce organization that it is about. */
  readonly myDomain?: string;
};

/** One mailbox. `diagnosis` says why it fails, or why its last probe failed; null when it works. */
export type MailboxView = {
  readonly connection: ListedConnection;
  readonly diagnosis: Diagnosis | null;
  /** How much of its mail is held; left out where nobody counted. */
  readonly held?: number;
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
  /** Only the mailboxes under this line of what is wrong; null: all. */
  readonly trouble: string | null;
  /** Only the problems on which this person acts; null: all. */
  readonly actor: string | null;
  /** The cursor after which the page starts; null: from the beginning. */
  readonly after: string | null;
  /** The cursor that the page leads up to, when the list is read backwards; null: it is not. */
  readonly before: string | null;
  /** The number of the page's first mailbox, as its link says: for the reader only. */
  readonly from: number;
};

/** The mailboxes that share one cause, and the domain where it is about one. */
export type GroupView = Trouble & { readonly trouble: string; readonly count: number };

/** What is wrong with the fleet: the largest group first. */
export type AttentionView = {
  readonly groups: readonly GroupView[];
  /** How many ailing mailboxes stand in no group that is shown. */
  readonly others: number;
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
  /** The cursor of the page before this one; null at its beginning. */
  readonly previous: string | null;
  readonly attention: AttentionView;
  /** The group that the list is narrowed to; null: to none, or it has no mailbox any more. */
  readonly chosen: GroupView | null;
  /** How many mailboxes the whole list has, on all its pages. */
  readonly total: number;
  /** The records of this page that could not be read. */
  readonly damaged: readonly DamagedConnection[];
  /** How many mails are held, in all mailboxes. */
  readonly held: number;
  /** Was there ever a mailbox? Disconnected ones count. */
  readonly hadMailbox: boolean;
  /** The set-up checklist, where no mailbox is connected. */
  readonly setUp?: readonly ChecklistItem[];
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
  /** What becomes of its mail. */
  readonly mail: MailSectionView;
  /** The path of our page from which it was opened. */
  readonly returnTo: string;
};

/** The subjects by which the history is filtered. */
export const HISTORY_SUBJECTS = [
  'connections',
  'checks',
  'mail',
  'salesforce',
  'service_accounts',
  'people',
] as const;

export type HistorySubject = (typeof HISTORY_SUBJECTS)[number];

/** Which events to show, as the page's address says. */
export type HistoryQuery = {
  /** Null: of all mailboxes, and of what is no mailbox's. */
  readonly connection: string | null;
  /** Null: about everything. */
  readonly subject: HistorySubject | null;
  /** The address of the person who did it; empty: of anybody. */
  readonly by: string;
  /** The address that the mailbox had at the time; empty: any. */
  readonly mailbox: string;
  /** The first and the last day, UTC, as `YYYY-MM-DD`; empty: from the beginning, until now. */
  readonly from: string;
  readonly to: string;
  readonly after: string | null;
  readonly before: string | null;
};

/** The links that were just made for the owners of a group. */
export type OwnersLinksView = {
  readonly links: readonly {
    readonly address: string;
    readonly url: string;
    readonly expiresAt: Date;
  }[];
  /** The same as a file. */
  readonly csv: string;
  readonly trouble: string;
  /** How many owners have a link already that waits. */
  readonly waiting: number;
  /** How many more owners are without one. */
  readonly left: number;
};

/** The audit events of the whole fleet, the newest first. */
export type EventsView = {
  readonly events: readonly EventView[];
  /** The events of one mailbox only; null: of all. */
  readonly of: { readonly connectionId: string; readonly address: string } | null;
  readonly asked: HistoryQuery;
  /** The cursor of the page with older events; null at the end. */
  readonly next: string | null;
  /** The cursor of the page with newer events; null at the newest. */
  readonly previous: string | null;
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

/** What the reader pasted, and what it may mean, the likeliest first; none where nobody knows. */
export type DiagnosisView = {
  readonly words: string;
  /** More was pasted than is read. */
  readonly isCut: boolean;
  readonly found: readonly Diagnosis[];
  /** The service accounts of this connector, for an administrator only; nobody else may see them. */
  readonly serviceAccounts: readonly Pick<Delegation, 'serviceAccount' | 'clientId'>[];
};
