import { inParallel } from '../../shared/concurrency/in-parallel.ts';
import { commitGrant } from '../../shared/tokens/authorization/commit-grant.ts';
import type { Connection, Ports } from '../../shared/tokens/index.ts';
import { sampleAnswered } from '../support/samples.ts';

/** An account that has consented already, as the emulated Google seeds it. */
export type Seeded = {
  readonly address: string;
  readonly sub: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
};

const PAST = { concurrency: 32, until: new Date('2100-01-01') };

/**
 * Commits the grants of seeded accounts as a callback would, without ten thousand walks through the
 * pages. Their access tokens are spent, so that every mailbox is due at once.
 *
 * @param consentedAt one that was not used for days is idle
 */
export async function connectSeeded(
  ports: Ports,
  accounts: readonly Seeded[],
  consentedAt: Date,
): Promise<Connection[]> {
  const connected: Connection[] = [];
  await inParallel(accounts, { ...PAST, clock: ports.clock }, async (account) => {
    connected.push(await connect(ports, account, consentedAt));
  });
  return connected;
}

function connect(
  ports: Ports,
  { address, sub, refreshToken, scopes }: Seeded,
  answeredAt: Date,
): Promise<Connection> {
  const request = sampleAnswered(`request of ${sub}`);
  if (request.stage !== 'answered') throw new Error('not answered');
  const answer = { ...request.answer, accessToken: 'spent', expiresInSeconds: 0, refreshToken };
  return commitGrant(
    ports,
    { ...request, answer, answeredAt },
    {
      mailbox: { subject: sub, address, hostedDomain: address.slice(address.indexOf('@') + 1) },
      grant: { refreshToken, scopes },
    },
  );
}
