import type {
  AuditEvent,
  AuthorizationRequest,
  Connection,
  ConsentGrant,
} from '../../shared/tokens/index.ts';

/** The grant of a connection whose owner consented. */
export const sampleGrant = (id = 'connection-1'): ConsentGrant => ({
  kind: 'consent',
  version: `${id}.version-1`,
  digests: { token: `token-digest of ${id}`, prefix: `prefix-digest of ${id}` },
});

/** A connected mailbox; `about` replaces the fields that a test is about. */
export function sampleConnection(about: Partial<Connection> = {}): Connection {
  return {
    id: 'connection-1',
    mailbox: {
      subject: '100000000000000000001',
      address: 'support@example.com',
      hostedDomain: 'example.com',
    },
    status: 'active',
    profile: 'probe',
    scopes: ['openid', 'https://www.googleapis.com/auth/gmail.labels'],
    generation: 1,
    grant: sampleGrant(about.id),
    fallback: null,
    grantEnd: null,
    grantsMinted: 1,
    accessToken: { value: 'marked-access-token', expiresAt: new Date('2026-01-01T01:00:00Z') },
    lease: null,
    usedAt: new Date('2026-01-01T00:00:00Z'),
    refreshDueAt: new Date('2026-01-01T00:50:00Z'),
    probeDueAt: new Date('2026-01-02T00:00:00Z'),
    consentedAt: new Date('2026-01-01T00:00:00Z'),
    disconnectedAt: null,
    refreshedAt: null,
    failure: null,
    probe: null,
    probeHistory: [],
    imap: null,
    authorizationRequestId: 'request-1',
    ...about,
  };
}

/** An authorization request whose answer was parked. */
export function sampleAnswered(id = 'request-1'): AuthorizationRequest {
  return {
    id,
    purpose: { kind: 'connect', profile: 'probe', expectedAddress: null, connectionId: null },
    begunBy: 'admin@example.com',
    expiresAt: new Date('2026-01-01T00:10:00Z'),
    stage: 'answered',
    browser: 'browser-digest',
    codeVerifier: 'marked-code-verifier',
    nonce: 'nonce',
    consumedAt: new Date('2026-01-01T00:01:00Z'),
    administrator: 'admin@example.com',
    answeredAt: new Date('2026-01-01T00:01:01Z'),
    answer: {
      accessToken: 'marked-access-token',
      expiresInSeconds: 3599,
      refreshToken: 'marked-refresh-token',
      scopes: ['openid'],
      idToken: 'marked-id-token',
    },
  };
}

/** A request whose link is not opened yet. */
export function sampleLinked(id = 'request-1'): AuthorizationRequest {
  const { purpose, begunBy, expiresAt } = sampleAnswered();
  return { id, purpose, begunBy, expiresAt, stage: 'linked' };
}

/** The audit event of a refused mailbox; `about` replaces the fields that a test is about. */
export function sampleEvent(about: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: 'event-1',
    at: new Date('2026-01-01T00:30:00Z'),
    kind: 'needs_reconnect',
    connectionId: 'connection-1',
    address: 'support@example.com',
    failure: null,
    consentedAt: new Date('2026-01-01T00:00:00Z'),
    refreshedAt: null,
    credential: null,
    grantsMinted: 1,
    grantEndsAt: null,
    by: null,
    role: null,
    linkBy: null,
    again: false,
    change: null,
    revoked: null,
    count: null,
    books: null,
    notification: { dueAt: new Date('2026-01-01T00:30:00Z'), attempts: 0, deliveredAt: null },
    ...about,
  };
}
