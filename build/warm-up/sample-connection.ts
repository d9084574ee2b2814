import type { Connection } from '../../shared/tokens/index.ts';

/** As long as Google's: the size of a document affects the time to read it. */
const ACCESS_TOKEN = 'a'.repeat(220);

/** Later than any run: a connection in use is due again within the hour. */
const ALWAYS_USED = new Date('2100-01-01T00:00:00Z');

/** A healthy connection in use, in the form that the library stores. */
export function sampleConnection(id: string, grantVersion: string, expiresAt: Date): Connection {
  const consentedAt = new Date('2026-01-01T00:00:00Z');
  return {
    id,
    mailbox: { subject: id, address: `${id}@example.com`, hostedDomain: 'example.com' },
    status: 'active',
    profile: 'probe',
    scopes: ['openid', 'email', 'https://www.googleapis.com/auth/gmail.labels'],
    generation: 1,
    grant: { kind: 'consent', version: grantVersion, digests: null },
    fallback: null,
    grantEnd: null,
    accessToken: { value: ACCESS_TOKEN, expiresAt },
    grantsMinted: 1,
    lease: null,
    usedAt: ALWAYS_USED,
    probeDueAt: expiresAt,
    refreshDueAt: expiresAt,
    consentedAt,
    disconnectedAt: null,
    refreshedAt: consentedAt,
    failure: null,
    probe: null,
    probeHistory: [],
    imap: null,
    authorizationRequestId: 'bench',
  };
}
