import { withRetry } from '../../concurrency/retry.ts';
import { AppError } from '../../errors.ts';
import type { Connection, ConsentGrant, Grant } from '../model/connection.ts';
import { grantDigestsOf } from '../model/grant-digests.ts';
import type { TokenAnswer } from '../model/oauth-provider.ts';
import type { Ports } from '../model/ports.ts';
import type { TokenSource } from '../model/token-source.ts';

/** Access tokens by the refresh token that the mailbox's owner consented to (RFC 6749 §6). */
export const createConsentSource = (ports: Ports): TokenSource => ({
  prepare: async ({ id, grant }) => {
    if (grant.kind !== 'consent') throw new AppError('grant_lost');
    const stored = await ports.vault.get(grant.version);
    if (!stored) throw new AppError('grant_lost');
    return {
      send: () => ports.oauth.refresh(stored.refreshToken),
      storeGrant: (answer) => storeRotatedToken(ports, { id, grant }, { stored, answer }),
    };
  },
});

/** RFC 6749 §6: a new refresh token replaces the old one. A new version is stored only when it changed. */
async function storeRotatedToken(
  ports: Ports,
  { id, grant }: Pick<Connection, 'id'> & { readonly grant: ConsentGrant },
  { stored, answer: { refreshToken } }: { readonly stored: Grant; readonly answer: TokenAnswer },
): Promise<ConsentGrant> {
  if (!refreshToken || refreshToken === stored.refreshToken) {
    // Connections from before digests were stored get them here.
    return { ...grant, digests: grant.digests ?? grantDigestsOf(stored.refreshToken) };
  }
  const version = await withRetry(ports, () => ports.vault.put(id, { ...stored, refreshToken }));
  return { kind: 'consent', version, digests: grantDigestsOf(refreshToken) };
}
