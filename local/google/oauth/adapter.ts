import { type Adapter, errors } from 'oidc-provider';
import type { OAuthRecords } from '../state/records.ts';

/** Binds the stored records to the storage contract of `oidc-provider`, one adapter a model. */
export function openAdapter(records: OAuthRecords): (model: string) => Adapter {
  return (model) => ({
    upsert: async (id, payload, expiresIn) => records.upsert(model, id, payload, expiresIn),
    find: async (id) => records.find(model, id),
    findByUid: async (uid) => records.findByUid(uid),
    findByUserCode: async () => undefined,
    destroy: async (id) => records.remove(model, id),
    revokeByGrantId: async (grantId) => records.revokeGrant(grantId),
    async consume(id) {
      // A rotated refresh token is dead from then on, and its use harms nobody else.
      if (model === 'RefreshToken') return records.remove(model, id);
      const payload = records.find(model, id);
      if (records.consume(model, id)) return;
      // Two exchanges of one code at once: the later is a replay like any other.
      if (payload?.grantId) records.revokeGrant(payload.grantId);
      throw new errors.InvalidGrant('authorization code already consumed');
    },
  });
}
