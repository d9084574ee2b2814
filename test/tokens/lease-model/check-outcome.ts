import { asAppError } from '../../../shared/errors.ts';
import { ALL_SHARDS, type Connection } from '../../../shared/tokens/index.ts';
import { versionIn } from '../../support/grant.ts';
import { SALES, SUPPORT } from '../harness.ts';
import { type History, mayHaveLostGrant } from './history.ts';
import { createHost, type Setup } from './hosts.ts';

const MINUTE_MS = 60_000;
/**
 * The pauses between the last runs. They outlast the six hours in which an open breaker suppresses
 * verdicts, and the day after which a grant that was called dead by mistake is tried again.
 */
const MINUTES = [...Array<number>(16).fill(30), ...Array<number>(3).fill(60), 16 * 60, 10, 60];

/** Ends all faults and lets time pass. Then each mailbox works, or says correctly why it does not. */
export async function checkOutcome({ shared }: Setup): Promise<void> {
  const { simulation, google, history } = shared;
  google.failRefresh(null);
  const { tokens, id } = createHost(shared, 'last', 0).workerFor(SUPPORT);
  for (const minutes of MINUTES) {
    simulation.pass(minutes * MINUTE_MS);
    const until = new Date(simulation.now() + MINUTE_MS);
    await tokens.resumeAuthorizations(until);
    await tokens.refreshDue({ shards: ALL_SHARDS, limit: 10, concurrency: 2, until });
  }
  const connections = [id, createHost(shared, 'canary', 0).workerFor(SALES).id];
  for (const each of connections) {
    const answer = await tokens
      .accessTokenFor(each)
      .then(({ value }) => value)
      .catch((thrown: unknown) => asAppError(thrown).code);
    const found = await shared.store.readConnection(each);
    if (!found) throw new Error('the connection is gone');
    const wrong = await wrongWith(shared, found.value, answer);
    if (wrong) history.violations.push(`in the end: ${wrong}`);
  }
}

/** What is wrong with a connection; null if nothing is. */
async function wrongWith(
  { vault, google, history, simulation }: Setup['shared'],
  connection: Connection,
  answer: string,
): Promise<string | null> {
  const { status, lease } = connection;
  if (lease && lease.expiresAt.getTime() > simulation.now()) return 'a lease is left';
  const grant = await vault.get(versionIn(connection));
  if (status === 'disconnected') {
    return grant || answer !== 'connection_disconnected'
      ? 'a disconnected mailbox has a grant'
      : null;
  }
  return google.isAlive(grant?.refreshToken ?? '')
    ? wrongWithAlive(connection, answer)
    : wrongWithDead(history, connection);
}

function wrongWithAlive(
  { status, failure, accessToken }: Connection,
  answer: string,
): string | null {
  if (status !== 'active' || failure) return `a live grant is ${status}, ${failure?.code}`;
  return answer === accessToken?.value ? null : `a live grant answers ${answer}`;
}

function wrongWithDead(history: History, connection: Connection): string | null {
  const { status } = connection;
  if (status !== 'needs_reconnect') return `a dead grant is ${status}`;
  return isRightlyDead(history, connection) ? null : 'a grant was lost';
}

/** Its owner ended it, or a rotated token was lost with a process, a failed call or an expired lease. */
const isRightlyDead = ({ leases, ended }: History, { id, mailbox }: Connection): boolean =>
  ended.has(mailbox.subject) ||
  [...leases.values()].some((lease) => lease.connectionId === id && mayHaveLostGrant(lease));
