import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { type Diagnosis, diagnose, lookUp } from '../../shared/diagnosis/index.ts';
import type { ErrorCode, UpstreamReport } from '../../shared/errors.ts';
import type { Frame, MailboxView } from '../../shared/pages/index.ts';
import type {
  CheckFailure,
  Connection,
  Failure,
  ImapCheck,
  Probe,
  ProbeSample,
} from '../../shared/tokens/index.ts';
import { sampleConnection } from '../support/samples.ts';

export const NOW = new Date('2026-03-10T09:30:00Z');

const MINUTE = 60_000;
export const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE);
export const ahead = (minutes: number): Date => ago(-minutes);

/** An administrator's page. */
export const FRAME: Frame = {
  language: 'en',
  now: NOW,
  baseUrl: 'http://127.0.0.1:8080',
  path: '/setup-page',
  session: { address: 'admin@example.com', formToken: 'form-token-of-this-session' },
  emulated: 'http://127.0.0.1:8080/google/emulator',
  clientId: '1234567890-abcdefghijklmnop.apps.googleusercontent.com',
};

const refused = (error: string, description: string): UpstreamReport => ({
  service: 'google',
  endpoint: 'token',
  status: 400,
  error,
  subtype: null,
  description,
});

export const REVOKED: Diagnosis = diagnose({
  code: 'grant_refused',
  upstream: refused('invalid_grant', 'Token has been expired or revoked.'),
});

export const UNAVAILABLE: Diagnosis = diagnose({ code: 'google_unavailable', upstream: null });

const labels = [
  'INBOX',
  'SENT',
  'IMPORTANT',
  'TRASH',
  'DRAFT',
  'SPAM',
  'STARRED',
  'UNREAD',
  'Cases/Open',
  'Cases/Waiting for customer',
  '請求・支払い',
];

const probe = (about: Partial<Probe> = {}): Probe => ({
  at: ago(3),
  latencyMs: 182.4,
  labels,
  labelCount: 24,
  failure: null,
  ...about,
});

/** Thirty checks, twelve minutes apart. `failed` counts from the newest check. */
export const history = (failed: readonly number[] = []): readonly ProbeSample[] =>
  Array.from({ length: 30 }, (_, place) => {
    const since = 29 - place;
    const fails = failed.includes(since);
    return {
      at: ago(3 + 12 * since),
      latencyMs: fails ? 5003 : 70 + ((place * 37) % 61) + (place === 11 ? 240 : 0),
      code: fails ? 'google_unavailable' : null,
    };
  });

const connection = (id: string, address: string, about: Partial<Connection> = {}): Connection =>
  sampleConnection({
    id,
    mailbox: { subject: id, address, hostedDomain: 'example.com' },
    grantsMinted: 3,
    usedAt: ago(35),
    probe: probe(),
    probeHistory: history(),
    probeDueAt: ahead(9),
    refreshDueAt: ahead(41),
    refreshedAt: ago(19),
    ...about,
  });

export const failure = (code: ErrorCode, about: Partial<Failure> = {}): Failure => ({
  code,
  upstream: null,
  since: ago(2),
  attempts: 1,
  wholeDomain: false,
  ...about,
});

export const HEALTHY: MailboxView = {
  connection: connection('c1', 'support@example.com', { profile: 'receive_and_send' }),
  diagnosis: null,
};

export const FRESH: MailboxView = {
  connection: connection('c2', 'info-jp@example.co.jp', {
    probe: null,
    probeHistory: [],
    refreshedAt: null,
    refreshDueAt: ago(1),
  }),
  diagnosis: null,
};

export const BROKEN: MailboxView = {
  connection: connection('c3', 'billing@example.com', {
    status: 'needs_reconnect',
    profile: 'everything',
    refreshDueAt: null,
    failure: failure('grant_refused', { since: ago(60 * 26) }),
    probeHistory: history([0, 1, 2]),
    probe: probe({ at: ago(60 * 26), failure: { code: 'grant_refused', upstream: null } }),
  }),
  diagnosis: REVOKED,
};

export const TROUBLED: MailboxView = {
  connection: connection(
    'c4',
    'a.very.long.address.for.customer.service@subsidiary.example.co.jp',
    {
      profile: 'send',
      probeHistory: history([0, 14]),
      probe: probe({ at: ago(8), failure: { code: 'google_unavailable', upstream: null } }),
    },
  ),
  diagnosis: UNAVAILABLE,
};

export const GONE: MailboxView = {
  connection: connection('c5', 'old@example.com', {
    status: 'disconnected',
    grant: { kind: 'none' },
    refreshDueAt: null,
  }),
  diagnosis: null,
};

/** Refused once, and not confirmed yet. */
export const SUSPECTED: MailboxView = {
  connection: connection('c6', 'returns@example.com', { failure: failure('grant_refused') }),
  diagnosis: diagnosisOf('refusal_in_doubt'),
};

export const NEAR_CAP: MailboxView = {
  connection: connection('c7', 'orders@example.com', { grantsMinted: 93 }),
  diagnosis: null,
};

const imapSaid = (error: string, description: string): CheckFailure => ({
  code: 'imap_refused',
  upstream: {
    service: 'imap',
    endpoint: 'imap',
    status: null,
    error,
    subtype: null,
    description,
  },
});

/** A mailbox that may use IMAP, after a check of it. */
export const withImap = (
  imap: Partial<ImapCheck>,
  about: Partial<Connection> = {},
): MailboxView => ({
  connection: connection('c8', 'archive@example.com', {
    profile: 'everything',
    imap: {
      at: ago(3),
      enabled: true,
      settingsFailure: null,
      folders: 24,
      loginFailure: null,
      ...imap,
    },
    ...about,
  }),
  diagnosis: null,
});

export const IMAP_WORKS: MailboxView = withImap({});

/** Off, and connected by a service account, which may be allowed to turn it on. */
export const IMAP_OFF: MailboxView = withImap(
  {
    enabled: false,
    folders: null,
    loginFailure: imapSaid(
      'ALERT',
      'Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)',
    ),
  },
  { grant: { kind: 'delegation', delegationId: 'delegation-1' } },
);

export const IMAP_REFUSED: MailboxView = withImap({
  folders: null,
  loginFailure: imapSaid(
    'AUTHENTICATIONFAILED',
    'Invalid credentials (Failure) (scope: mail.google.com)',
  ),
});

export const LOOKED_UP = lookUp('access_denied');
