import { diagnose } from '../../shared/diagnosis/index.ts';
import { describe as describeError, type ErrorCode } from '../../shared/errors.ts';
import {
  connectedPage,
  connectPage,
  diagnosisPage,
  disconnectPage,
  type ErrorView,
  errorPage,
  type Frame,
  type MailboxListView,
  mailboxListPage,
  signInPage,
} from '../../shared/pages/index.ts';
import {
  ahead,
  BROKEN,
  FRESH,
  GONE,
  HEALTHY,
  LOOKED_UP,
  REVOKED,
  TROUBLED,
} from './sample-views.ts';

/** One page in one state, drawn for a frame. */
export type State = (frame: Frame) => string;

const list =
  (about: Partial<MailboxListView> = {}): State =>
  (frame) =>
    mailboxListPage(frame, {
      mailboxes: [BROKEN, HEALTHY, TROUBLED, FRESH, GONE],
      next: null,
      unreadable: 0,
      notice: null,
      ...about,
    });

export function errorView(code: ErrorCode, detail: ErrorView['detail'] = {}): ErrorView {
  const { en, ja } = describeError(code);
  const diagnosis = diagnose({ code, google: null });
  return {
    code,
    text: { en, ja },
    correlationId: '9f2c1b7e4d',
    diagnosis,
    detail,
    atSetupPage: false,
  };
}

const signedOut = (frame: Frame): Frame => ({ ...frame, session: null, emulated: false });

const address = 'support@example.com';
const made = {
  kind: 'link_made',
  url: 'http://127.0.0.1:8080/authorization-url?link=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
  expiresAt: ahead(60 * 48),
  mailbox: 'helpdesk@example.com',
  profile: 'send',
} as const;
const accounts = { expected: address, chosen: 'yuki.tanaka@example.com' };
const scopes = { missing: ['https://www.googleapis.com/auth/gmail.modify'] };

/** Every page in every state worth looking at. */
export const STATES: Readonly<Record<string, State>> = {
  list: list(),
  'list-healthy': list({
    mailboxes: [HEALTHY],
    notice: { kind: 'connected', address, profile: 'send' },
  }),
  'list-empty': list({ mailboxes: [] }),
  'list-disconnected': list({ mailboxes: [], notice: { kind: 'disconnected', address } }),
  'list-unreadable': list({ mailboxes: [HEALTHY], unreadable: 2 }),
  'list-probed': list({ mailboxes: [HEALTHY, FRESH], notice: { kind: 'probed', address } }),
  'list-probe-failed': list({
    mailboxes: [BROKEN],
    notice: { kind: 'probe_failed', address: 'billing@example.com', diagnosis: REVOKED },
  }),
  'list-link': list({ mailboxes: [HEALTHY], notice: made }),
  'list-paged': (frame) =>
    list({ mailboxes: [HEALTHY], next: 'c9' })({ ...frame, path: '/setup-page?after=c1' }),
  connect: (frame) =>
    connectPage(frame, { profile: 'receive_and_send', mailbox: '', invalid: null }),
  'connect-wrong': (frame) =>
    connectPage(frame, { profile: 'probe', mailbox: 'not an address', invalid: 'mailbox' }),
  'connect-no-profile': (frame) =>
    connectPage(frame, { profile: 'probe', mailbox: address, invalid: 'profile' }),
  disconnect: (frame) => disconnectPage(frame, { connection: HEALTHY.connection }),
  'sign-in': (frame) => signInPage(signedOut(frame), { refused: null }),
  'sign-in-refused': (frame) =>
    signInPage(signedOut(frame), { refused: describeError('sign_in_not_allowed')[frame.language] }),
  'error-other-account': (frame) => errorPage(frame, errorView('other_account', accounts)),
  'error-scopes': (frame) => errorPage(signedOut(frame), errorView('scope_missing', scopes)),
  'error-link-used': (frame) => errorPage(signedOut(frame), errorView('link_used')),
  'error-internal': (frame) => errorPage(frame, { ...errorView('internal'), diagnosis: null }),
  connected: (frame) => connectedPage(signedOut(frame), { address }),
  diagnosis: (frame) => diagnosisPage(frame, { words: '', found: [] }),
  'diagnosis-found': (frame) =>
    diagnosisPage(signedOut(frame), { words: 'Error 403: access_denied', found: LOOKED_UP }),
  'diagnosis-nothing': (frame) => diagnosisPage(frame, { words: 'hello', found: [] }),
};
