import { checklistOf } from '../../shared/checklist/index.ts';
import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { diagnose } from '../../shared/diagnosis/index.ts';
import { errorEntry as describeError } from '../../shared/errors.ts';
import { listAddress } from '../../shared/pages/address.ts';
import {
  additionPage,
  addMailboxesPage,
  connectedPage,
  connectPage,
  delegationPage,
  delegationsPage,
  diagnosisPage,
  disconnectPage,
  errorPage,
  eventsPage,
  type Frame,
  type GroupView,
  type HistoryQuery,
  type LinkView,
  linkPage,
  linksPage,
  type MailboxListView,
  type MailboxPageView,
  type MailboxView,
  mailboxListPage,
  mailboxPage,
  newDelegationPage,
  notDisconnectedPage,
  type OwnersLinksView,
  ownersLinksPage,
  signInPage,
} from '../../shared/pages/index.ts';
import { accessEndOf, type PendingLink } from '../../shared/tokens/index.ts';
import { CALLER_STATES } from './caller-states.ts';
import { CHECKLIST_STATES } from './checklist-states.ts';
import { errorView } from './error-view.ts';
import { MAIL_STATES } from './mail-states.ts';
import { ORG_STATES } from './org-states.ts';
import { ADDED, ADDING, BAD_LINES } from './sample-additions.ts';
import { NEW_SETUP } from './sample-checklist.ts';
import { CHECKED, DELEGATION, KEYLESS, NEW_DELEGATION, UNDELEGATED } from './sample-delegations.ts';
import {
  ASKED,
  CLIENT_REFUSED,
  CUT_OFF,
  ENDED,
  EVENTS,
  FIVE,
  GOOGLE_AWAY,
  GROUPS,
  MANY,
  NO_GROUPS,
  NONE,
  RUNNING,
  TEN_THOUSAND,
} from './sample-fleet.ts';
import { MAIL_OFF, MAIL_ON, MAIL_SHADOW, MAIL_STUCK, MAIL_TROUBLED } from './sample-mail.ts';
import {
  ago,
  ahead,
  BROKEN,
  FRAME,
  FRESH,
  GONE,
  HEALTHY,
  IMAP_OFF,
  IMAP_REFUSED,
  IMAP_WORKS,
  LOOKED_UP,
  NEAR_CAP,
  REVOKED,
  SUSPECTED,
  TROUBLED,
  withImap,
} from './sample-views.ts';

/** Draws one page in one state, in a frame. */
export type State = (frame: Frame) => string;

/** A short list; `about` replaces what a test is about. */
export const listView = (about: Partial<MailboxListView> = {}): MailboxListView => ({
  asked: ASKED,
  counts: FIVE,
  runs: ENDED,
  breakers: [],
  mailboxes: [BROKEN, HEALTHY, TROUBLED, FRESH, GONE],
  next: null,
  previous: null,
  attention: NO_GROUPS,
  chosen: null,
  total: 5,
  damaged: [],
  held: 0,
  hadMailbox: true,
  flash: null,
  ...about,
});

/** The list, at its address. */
const list =
  (about: Partial<MailboxListView> = {}): State =>
  (frame) => {
    const view = listView(about);
    return mailboxListPage({ ...frame, path: listAddress(FRAME, view.asked) }, view);
  };

/** One page of ten thousand mailboxes. */
const fleet = (about: Partial<MailboxListView> = {}): State =>
  list({
    ...{ counts: TEN_THOUSAND, total: 10_000, attention: GROUPS },
    ...{ mailboxes: MANY.slice(0, 16), next: 'm16', ...about },
  });

const own =
  (
    mailbox: MailboxView,
    flash: MailboxListView['flash'] = null,
    about: Partial<MailboxPageView> = {},
  ): State =>
  (frame) =>
    mailboxPage(
      { ...frame, path: `/setup-page/connections/${mailbox.connection.id}` },
      {
        mailbox,
        events: EVENTS.slice(0, 20),
        hasOlderEvents: true,
        flash,
        returnTo: '/setup-page?show=failing',
        delegations: [],
        refused: null,
        mail: MAIL_OFF,
        ...about,
      },
    );

const HISTORY: HistoryQuery = {
  connection: null,
  subject: null,
  by: '',
  mailbox: '',
  from: '',
  to: '',
  after: null,
  before: null,
};
const ONLY_PAGE = { asked: HISTORY, of: null, previous: null, next: null, unreadable: 0 };
const PASSED = { kind: 'made', diagnosis: null } as const;
const API_OFF = diagnose({
  code: 'gmail_refused',
  upstream: {
    service: 'gmail',
    endpoint: 'gmail',
    status: 403,
    error: 'accessNotConfigured',
    subtype: null,
    description: null,
  },
});

const OWNERS_LINKS: OwnersLinksView = {
  links: ['billing@example.com', 'orders.8@north-american-subsidiary.example.com'].map((each) => ({
    address: each,
    url: `http://127.0.0.1:8080/authorization-url/${'s'.repeat(43)}`,
    expiresAt: ahead(24 * 60),
  })),
  csv: 'billing@example.com,http://127.0.0.1:8080/authorization-url/s',
  ...{ trouble: 'grant_revoked', waiting: 3, left: 40 },
};

const signedOut = (frame: Frame): Frame => ({ ...frame, session: null, emulated: null });

const address = 'support@example.com';
const ENDING = { grantEnd: { at: ahead(150 * 24 * 60), isAnnounced: false } };
const made = {
  kind: 'link_made',
  url: 'http://127.0.0.1:8080/authorization-url?link=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
  expiresAt: ahead(60 * 48),
  mailbox: 'helpdesk@example.com',
  profile: 'send',
} as const;
const OFFER: LinkView = {
  begunBy: 'team.lead@example.com',
  mailbox: 'helpdesk@example.com',
  profile: 'send',
  expiresAt: ahead(60 * 23),
  path: '/authorization-url/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
};
const LINKS: readonly PendingLink[] = [
  { mailbox: 'helpdesk@example.com', openedAt: null },
  { mailbox: null, openedAt: ago(3) },
].map((about, place) => ({
  id: `link-${place}`,
  connectionId: null,
  profile: 'send',
  begunBy: 'team.lead@example.com',
  madeAt: ago(120),
  expiresAt: ahead(60 * 22),
  endedAt: null,
  ...about,
}));
const accounts = { expected: address, chosen: 'yuki.tanaka@example.com' };
const scopes = { missing: ['https://www.googleapis.com/auth/gmail.modify'] };

/** Every page in every state that differs visibly. */
export const STATES: Readonly<Record<string, State>> = {
  list: list(),
  'list-healthy': list({
    mailboxes: [HEALTHY],
    flash: { kind: 'connected', address, profile: 'send', check: PASSED },
  }),
  'list-empty': list({
    counts: NONE,
    mailboxes: [],
    runs: [],
    hadMailbox: false,
    setUp: checklistOf(NEW_SETUP),
  }),
  'list-disconnected': list({
    counts: NONE,
    mailboxes: [],
    flash: { kind: 'disconnected', address },
  }),
  'list-unreadable': list({
    mailboxes: [HEALTHY],
    damaged: [
      { id: 'c8', address: 'returns@example.com' },
      { id: 'c9', address: 'press@example.com' },
    ],
  }),
  'list-probed': list({ mailboxes: [HEALTHY, FRESH], flash: { kind: 'probed', address } }),
  'list-probe-failed': list({
    mailboxes: [BROKEN],
    flash: { kind: 'probe_failed', address: 'billing@example.com', diagnosis: REVOKED },
  }),
  'list-probe-passed-only': list({
    mailboxes: [TROUBLED],
    flash: { kind: 'probe_passed_only', address, diagnosis: REVOKED },
  }),
  'list-connected-pending': list({
    mailboxes: [FRESH],
    flash: { kind: 'connected', address, profile: 'send', check: { kind: 'pending' } },
  }),
  'list-connected-refused': list({
    mailboxes: [BROKEN],
    flash: {
      kind: 'connected',
      address,
      profile: 'send',
      check: { kind: 'made', diagnosis: API_OFF },
    },
  }),
  'list-link': list({ mailboxes: [HEALTHY], flash: made }),
  'list-held': list({ mailboxes: [{ ...HEALTHY, held: 3 }, FRESH], held: 37 }),
  'fleet-held': fleet({
    mailboxes: MANY.map((each, place) => ({ ...each, held: place % 3 })),
    held: 37,
  }),
  'list-paged': list({
    asked: { ...ASKED, after: 'c1', from: 51 },
    ...{ mailboxes: [HEALTHY], previous: 'c2', next: 'c9', total: 152 },
  }),
  'list-alike': list({
    attention: { groups: [{ ...GROUPS.groups[2], count: 2 } as GroupView], others: 0 },
    mailboxes: [HEALTHY, BROKEN, { ...BROKEN, connection: { ...BROKEN.connection, id: 'c12' } }],
  }),
  'list-noted': list({ mailboxes: [SUSPECTED, NEAR_CAP] }),
  fleet: fleet({ mailboxes: MANY, next: 'm50' }),
  'fleet-chosen': fleet({
    asked: { ...ASKED, trouble: 'domain_refused@small.example.jp' },
    ...{ chosen: GROUPS.groups[0] ?? null, mailboxes: [BROKEN, SUSPECTED], next: null, total: 2 },
  }),
  'fleet-chosen-owners': fleet({
    asked: { ...ASKED, trouble: 'grant_revoked' },
    ...{ chosen: GROUPS.groups[2] ?? null, mailboxes: [BROKEN], next: null, total: 1 },
  }),
  'fleet-chosen-mended': fleet({
    asked: { ...ASKED, trouble: 'grant_revoked' },
    ...{ mailboxes: [], next: null, total: 0 },
  }),
  'fleet-actor': fleet({ asked: { ...ASKED, actor: 'workspace_admin' }, total: 20 }),
  'fleet-running': fleet({ runs: RUNNING }),
  'fleet-cut-off': fleet({ runs: CUT_OFF, mailboxes: [TROUBLED] }),
  'fleet-client-refused': fleet({ breakers: [CLIENT_REFUSED] }),
  'fleet-google-away': fleet({ breakers: [GOOGLE_AWAY], runs: RUNNING }),
  'fleet-failing': fleet({
    asked: { ...ASKED, show: 'failing', search: '@example.com' },
    counts: { failing: 3, needs_reconnect: 1, well: 400 },
    mailboxes: [TROUBLED, SUSPECTED],
  }),
  'fleet-not-found': list({
    asked: { ...ASKED, search: 'nobody.with.quite.a.long.name@subsidiary.example.com' },
    counts: NONE,
    mailboxes: [],
  }),
  'fleet-none-failing': list({
    asked: { ...ASKED, show: 'failing' },
    counts: { failing: 0, needs_reconnect: 2, well: 9998 },
    mailboxes: [],
  }),
  'mailbox-broken': own(BROKEN, {
    kind: 'refresh_failed',
    address: 'billing@example.com',
    diagnosis: REVOKED,
  }),
  'mailbox-healthy': own(HEALTHY, { kind: 'refreshed', address }),
  'mailbox-troubled': own(TROUBLED, { kind: 'refresh_busy', address }),
  'mailbox-fresh': own(FRESH),
  'mailbox-gone': own(GONE, { kind: 'disconnected', address }),
  'mailbox-noted': own({
    ...SUSPECTED,
    connection: { ...SUSPECTED.connection, grantsMinted: 96 },
  }),
  'mailbox-mail-on': own(HEALTHY, null, { mail: MAIL_ON }),
  'mailbox-mail-shadow': own(HEALTHY, null, { mail: MAIL_SHADOW }),
  'mailbox-mail-troubled': own(HEALTHY, null, { mail: MAIL_TROUBLED }),
  'mailbox-mail-stuck': own(HEALTHY, null, { mail: MAIL_STUCK }),
  'mailbox-mail-without-org': own(HEALTHY, null, {
    mail: { ...MAIL_OFF, hasOrgs: false, done: 'off' },
  }),
  'mailbox-mail-not-allowed': own(FRESH, null, { mail: { ...MAIL_OFF, canRead: false } }),
  'mailbox-mail-not-delegated': own(UNDELEGATED, null, { mail: { ...MAIL_OFF, canRead: false } }),
  'mailbox-imap': own(IMAP_WORKS),
  'mailbox-imap-off': own(IMAP_OFF, {
    kind: 'imap_failing',
    address: 'archive@example.com',
    diagnosis: diagnosisOf('imap_off'),
  }),
  'mailbox-imap-refused': own(IMAP_REFUSED),
  'mailbox-imap-left-out': own(withImap({ folders: null }), {
    kind: 'imap_enabled',
    address: 'archive@example.com',
  }),
  'mailbox-ending': own(
    { ...HEALTHY, connection: { ...HEALTHY.connection, ...ENDING } },
    {
      kind: 'connected',
      address,
      profile: 'probe',
      check: PASSED,
      end: accessEndOf({ ...HEALTHY.connection, ...ENDING }),
    },
  ),
  'mailbox-consented': own(HEALTHY, null, {
    delegations: [DELEGATION, KEYLESS],
    refused: errorView('address_is_alias', { address, primary: 'team@example.com' }),
  }),
  'mailbox-delegated': own(
    UNDELEGATED,
    { kind: 'delegated_unrevoked', address },
    { delegations: [DELEGATION, KEYLESS] },
  ),
  events: (frame) => eventsPage(frame, { events: EVENTS, ...ONLY_PAGE, next: '1-event' }),
  'events-none': (frame) => eventsPage(frame, { events: [], ...ONLY_PAGE }),
  'owners-links': (frame) => ownersLinksPage(frame, OWNERS_LINKS),
  'owners-links-none': (frame) =>
    ownersLinksPage(frame, { ...OWNERS_LINKS, links: [], csv: '', left: 0 }),
  'events-filtered': (frame) => {
    const asked = {
      ...HISTORY,
      subject: 'people',
      by: 'admin@example.com',
      from: '2026-01-01',
    } as const;
    return eventsPage(frame, { events: [], ...ONLY_PAGE, asked, previous: '1-event' });
  },
  connect: (frame) =>
    connectPage(frame, { profile: 'receive_and_send', mailbox: '', invalid: null }),
  'connect-wrong': (frame) =>
    connectPage(frame, { profile: 'probe', mailbox: 'not an address', invalid: 'mailbox' }),
  'connect-no-profile': (frame) =>
    connectPage(frame, { profile: 'probe', mailbox: address, invalid: 'profile' }),
  disconnect: (frame) =>
    disconnectPage(frame, { connection: HEALTHY.connection, returnTo: '/setup-page?show=failing' }),
  'not-disconnected': (frame) =>
    notDisconnectedPage(frame, {
      connection: HEALTHY.connection,
      error: errorView('google_unavailable'),
    }),
  'list-forgotten': list({ mailboxes: [HEALTHY], flash: { kind: 'forgotten', address } }),
  'service-accounts': (frame) =>
    delegationsPage(frame, {
      delegations: [
        { delegation: DELEGATION, uses: { mailboxes: 4000, atLeast: true } },
        { delegation: KEYLESS, uses: { mailboxes: 1, atLeast: false } },
      ],
      removed: true,
    }),
  'service-accounts-none': (frame) => delegationsPage(frame, { delegations: [], removed: false }),
  'service-account-new': (frame) =>
    newDelegationPage(frame, { form: NEW_DELEGATION, refused: null }),
  'service-account-new-refused': (frame) =>
    newDelegationPage(frame, {
      form: { ...NEW_DELEGATION, serviceAccount: KEYLESS.serviceAccount },
      refused: errorView('signing_key_of_another_account', {
        serviceAccount: KEYLESS.serviceAccount,
        named: DELEGATION.serviceAccount,
      }),
    }),
  'service-account': (frame) =>
    delegationPage(frame, {
      delegation: DELEGATION,
      uses: { mailboxes: 412, atLeast: false },
      done: 'key_added',
      check: CHECKED,
      refused: null,
    }),
  'service-account-refused': (frame) =>
    delegationPage(frame, {
      delegation: KEYLESS,
      uses: { mailboxes: 0, atLeast: false },
      done: null,
      check: null,
      refused: { action: 'add_key', error: errorView('key_password_wrong') },
    }),
  'add-mailboxes-bad': (frame) =>
    addMailboxesPage(frame, {
      delegation: DELEGATION,
      addresses: 'support@example.com\nsales@example.net\n',
      problem: null,
      bad: BAD_LINES,
      lines: 5000,
    }),
  'addition-running': (frame) => additionPage(frame, ADDING),
  'addition-stopped': (frame) => additionPage(frame, ADDED),
  'sign-in': (frame) => signInPage(signedOut(frame), { refused: null }),
  'sign-in-refused': (frame) =>
    signInPage(signedOut(frame), { refused: describeError('sign_in_not_allowed')[frame.language] }),
  'error-account-replaced': (frame) =>
    errorPage(
      frame,
      errorView('account_replaced', { address: 'support@example.com', connectionId: 'c1' }),
    ),
  'error-other-account': (frame) => errorPage(frame, errorView('other_account', accounts)),
  'error-long-addresses': (frame) =>
    errorPage(
      frame,
      errorView('other_account', {
        expected: TROUBLED.connection.mailbox.address,
        chosen: `yuki.tanaka.of.customer.service.and.returns@${'north-american-'.repeat(3)}subsidiary.example.com`,
      }),
    ),
  'error-scopes': (frame) => errorPage(signedOut(frame), errorView('scope_missing', scopes)),
  'error-link-used': (frame) => errorPage(signedOut(frame), errorView('link_used')),
  'error-internal': (frame) => errorPage(frame, { ...errorView('internal'), diagnosis: null }),
  'error-link-expired': (frame) => errorPage(signedOut(frame), errorView('link_expired')),
  link: (frame) => linkPage(signedOut(frame), OFFER),
  links: (frame) =>
    linksPage({ ...frame, path: '/setup-page/links' }, { links: LINKS, withdrawn: true }),
  'links-none': (frame) => linksPage(frame, { links: [], withdrawn: false }),
  'error-link-withdrawn': (frame) => errorPage(signedOut(frame), errorView('link_withdrawn')),
  'sign-in-ended': (frame) =>
    signInPage(
      { ...signedOut(frame), path: '/setup-page/connect?profile=send&mailbox=a%40example.com' },
      { refused: null, ended: true },
    ),
  'link-any-mailbox': (frame) =>
    linkPage(signedOut(frame), { ...OFFER, mailbox: null, profile: 'probe' }),
  connected: (frame) => connectedPage(signedOut(frame), { address, check: PASSED }),
  'connected-pending': (frame) =>
    connectedPage(signedOut(frame), { address, check: { kind: 'pending' } }),
  'connected-refused': (frame) =>
    connectedPage(signedOut(frame), { address, check: { kind: 'made', diagnosis: API_OFF } }),
  'connected-limited': (frame) =>
    connectedPage(signedOut(frame), {
      address,
      check: PASSED,
      end: { at: ENDING.grantEnd.at, isTesting: false },
    }),
  diagnosis: (frame) =>
    diagnosisPage(frame, { words: '', isCut: false, found: [], serviceAccounts: [DELEGATION] }),
  'diagnosis-found': (frame) =>
    diagnosisPage(signedOut(frame), {
      words: 'Error 403: access_denied',
      isCut: false,
      found: LOOKED_UP,
      serviceAccounts: [],
    }),
  ...ORG_STATES,
  ...CALLER_STATES,
  ...CHECKLIST_STATES,
  ...MAIL_STATES,
  'diagnosis-nothing': (frame) =>
    diagnosisPage(frame, { words: 'hello', isCut: true, found: [], serviceAccounts: [] }),
};

/** The states by the kind of page, which is the first word of their name. */
export const KINDS = Map.groupBy(Object.keys(STATES), (state) => state.split('-', 1)[0] ?? state);
