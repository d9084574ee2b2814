import { AppError } from '../../errors.ts';
import { prepareDelegatedToken, readDelegation } from '../model/delegated-token.ts';
import type { Ports } from '../model/ports.ts';
import type { TokenSource } from '../model/token-source.ts';

/** Access tokens by the assertion of a service account that acts for the mailbox (RFC 7523). */
export const createDelegationSource = (ports: Ports): TokenSource => ({
  prepare: async ({ mailbox, profile, grant }) => {
    if (grant.kind !== 'delegation') throw new AppError('grant_lost');
    const { value } = await readDelegation(ports, grant.delegationId);
    const actingFor = { subject: mailbox.address, profile };
    return {
      send: await prepareDelegatedToken(ports, value, actingFor),
      storeGrant: async () => grant,
    };
  },
});
