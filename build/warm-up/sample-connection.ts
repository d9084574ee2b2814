import type { Connection } from '../../shared/tokens/index.ts';

/** As long as Google's own: a document's size is part of what reading it costs. */
const ACCESS_TOKEN = 'a'.repeat(220);
/** SHA-512 in base64. */
const DIGEST = 'a'.repeat(88);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A healthy connection in use, as the library stores it. */
export function sampleConnection(id: string, grantVersion: string, expiresAt: Date): Connection {
  const consentedAt = new Date('2026-01-01T00:00:00Z');
  return {
    id,
    mailbox: { subject: id, address: `${id}@example.com`, hostedDomain: 'example.com' },
    method: 'consent',
    status: 'active',
    profile: 'probe',
    scopes: ['openid', 'email', 'https://www.googleapis.com/auth/gmail.labels'],
    generation: 1,
    grantVersion,
    grantDigests: { token: DIGEST, prefix: DIGEST },
    grantsMinted: 1,
    accessToken: { value: ACCESS_TOKEN, expiresAt },
    lease: null,
    usedAt: consentedAt,
    refreshDueAt: expiresAt,
    probeDueAt: expiresAt,
    consentedAt,
    disconnectedAt: null,
    refreshedAt: consentedAt,
    failure: null,
    probe: null,
    probeHistory: Array.from({ length: 30 }, (_, nth) => ({
      at: new Date(consentedAt.getTime() + nth * DAY_MS),
      latencyMs: 42,
      code: null,
    })),
    authorizationRequestId: 'bench',
  };
}
