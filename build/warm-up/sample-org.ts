import type { Org } from '../../shared/salesforce/api/org.ts';

/** An org that is logged in to with a consumer secret. */
export const sampleOrg = (id: string, myDomain: string, secretVersion: string): Org => ({
  id,
  myDomain,
  method: 'client_credentials',
  clientId: 'warm-up-consumer-key',
  username: null,
  secretVersion,
  certificate: null,
  organizationId: null,
  readiness: null,
  addedAt: new Date('2026-01-01T00:00:00Z'),
  addedBy: 'admin@example.com',
  isFromSettings: false,
  removedAt: null,
});
