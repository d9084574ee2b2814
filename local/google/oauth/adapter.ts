import { type Adapter, errors } from 'oidc-provider';
import type { OAuthRecords } from '../state/records.ts';

/** Implements the storage contract of `oidc-provider` over the stored records, one adapter per model. */
export function openAdapter(records: OAuthRecords): (model: string) => Adapter {
  return (model) => ({
    upsert: async (id, payload, expiresIn) => records.upsert(model, id, payload, expiresIn),
    find: async (id) => records.find(model, id),
    findByUid: async (uid) => records.findByUid(uid),
    findByUserCode: async () => undefined,
    destroy: async (id) => records.remove(model, id),
    revokeByGrantId: async (grantId) => records.revokeGrant(grantId),
    async consume(id) {
      // A rotated refresh token is dead; using it again revokes nothing else.
      if (model === 'RefreshToken') return records.remove(model, id);
      const payload = records.find(model, id);
      if (records.consume(model, id)) return;
      // Of two concurrent exchanges of one code the later is a replay (RFC 6749 section 4.1.2).
      if (payload?.grantId) records.revokeGrant(payload.grantId);
      throw new errors.InvalidGrant('authorization code already consumed');
    },
  });
}
