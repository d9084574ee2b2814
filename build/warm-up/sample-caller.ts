import type { StoredCaller } from '../../shared/salesforce/webhook/callers/index.ts';

/** A caller that signs, and may ask for the status of mailboxes. */
export const sampleCaller = (id: string, secretVersion: string): StoredCaller => ({
  id,
  name: 'warm-up',
  proof: 'signature',
  permissions: ['status'],
  outbound: null,
  secrets: [
    { version: secretVersion, addedAt: new Date('2026-01-01'), addedBy: 'admin@example.com' },
  ],
  addedAt: new Date('2026-01-01'),
  addedBy: 'admin@example.com',
  removedAt: null,
});
