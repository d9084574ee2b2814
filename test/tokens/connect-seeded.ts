import { inParallel } from '../../shared/concurrency/in-parallel.ts';
import { commitGrant } from '../../shared/tokens/authorization/commit-grant.ts';
import type { Connection, Ports } from '../../shared/tokens/index.ts';
import { sampleAnswered } from '../support/samples.ts';

/** An account for which the emulated Google already has a consent. */
export type Seeded = {
  readonly address: string;
  readonly sub: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
};

const PACE = { concurrency: 32, until: new Date('2100-01-01') };

/**
 * Commits the grants of seeded accounts as a callback would, without going through the pages ten thousand
 * times. Their access tokens have expired, so every mailbox is due at once.
 *
 * @param consentedAt a mailbox whose consent is days old counts as idle
 */
export async function connectSeeded(
  ports: Ports,
  accounts: readonly Seeded[],
  consentedAt: Date,
): Promise<Connection[]> {
  const connected: Connection[] = [];
  await inParallel(accounts, { ...PACE, clock: ports.clock }, async (account) => {
    connected.push(await connect(ports, account, consentedAt));
  });
  return connected;
}

function connect(
  ports: Ports,
  { address, sub, refreshToken, scopes }: Seeded,
  answeredAt: Date,
): Promise<Connection> {
  const request = sampleAnswered(`request of ${sub} at ${answeredAt.getTime()}`);
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
