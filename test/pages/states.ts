import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { diagnose } from '../../shared/diagnosis/index.ts';
import { errorEntry as describeError, type ErrorCode } from '../../shared/errors.ts';
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
  type ErrorView,
  errorPage,
  eventsPage,
  type Frame,
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
  signInPage,
} from '../../shared/pages/index.ts';
import { accessEndOf, type PendingLink } from '../../shared/tokens/index.ts';
import { ADDED, ADDING, BAD_LINES } from './sample-additions.ts';
import { CHECKED, DELEGATION, KEYLESS, NEW_DELEGATION, UNDELEGATED } from './sample-delegations.ts';
import {
  ASKED,
  CLIENT_REFUSED,
  CUT_OFF,
  ENDED,
  EVENTS,
  FIVE,
  GOOGLE_AWAY,
  MANY,
  NONE,
  RUNNING,
  TEN_THOUSAND,
} from './sample-fleet.ts';
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
  damaged: [],
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
  list({ counts: TEN_THOUSAND, mailboxes: MANY.slice(0, 16), next: 'm16', ...about });

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
        events: EVENTS,
        hasOlderEvents: true,
        flash,
        returnTo: '/setup-page?show=failing',
        delegations: [],
        refused: null,
        ...about,
      },
    );

export function errorView(code: ErrorCode, detail: ErrorView['detail'] = {}): ErrorView {
  const { en, ja } = describeError(code);
  const diagnosis = diagnose({ code, upstream: null });
  return {
    code,
    text: { en, ja },
    correlationId: '9f2c1b7e4d',
    diagnosis,
    detail,
    atSetupPage: false,
  };
}

const ONLY_PAGE = { of: null, isLater: false, next: null, unreadable: 0 };
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

const signedOut = (frame: Frame): Frame => ({ ...frame, session: null, emulated: false });

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
  'list-empty': list({ counts: NONE, mailboxes: [], runs: [], hadMailbox: false }),
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
  'list-paged': list({ asked: { ...ASKED, after: 'c1' }, mailboxes: [HEALTHY], next: 'c9' }),
  'list-noted': list({ mailboxes: [SUSPECTED, NEAR_CAP] }),
  fleet: fleet({ mailboxes: MANY, next: 'm50' }),
  'fleet-running': fleet({ runs: RUNNING }),
  'fleet-cut-off': fleet({ runs: CUT_OFF, mailboxes: [TROUBLED] }),
  'fleet-client-refused': fleet({ breakers: [CLIENT_REFUSED] }),
  'fleet-google-away': fleet({ breakers: [GOOGLE_AWAY], runs: RUNNING }),
  'fleet-failing': fleet({
    asked: { show: 'failing', search: '@example.com', after: null },
    counts: { failing: 3, needs_reconnect: 1, well: 400 },
    mailboxes: [TROUBLED, SUSPECTED, TROUBLED],
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
  diagnosis: (frame) => diagnosisPage(frame, { words: '', found: [] }),
  'diagnosis-found': (frame) =>
    diagnosisPage(signedOut(frame), { words: 'Error 403: access_denied', found: LOOKED_UP }),
  'diagnosis-nothing': (frame) => diagnosisPage(frame, { words: 'hello', found: [] }),
};
