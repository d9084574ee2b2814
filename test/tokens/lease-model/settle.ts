import { asAppError } from '../../../shared/errors.ts';
import { ALL_SHARDS, type Connection } from '../../../shared/tokens/index.ts';
import { versionIn } from '../../support/grant.ts';
import { SALES, SUPPORT } from '../harness.ts';
import { isExcused, type Ledger } from './ledger.ts';
import { createStation, type Table } from './station.ts';

const MINUTE_MS = 60_000;
/**
 * When all is looked at again: while everybody is refused nobody is believed for six hours, and who was
 * called dead by mistake is tried again within a day.
 */
const MINUTES = [...Array<number>(16).fill(30), ...Array<number>(3).fill(60), 16 * 60, 10, 60];

/** Everything heals and time passes; then each mailbox works, or says rightly why it does not. */
export async function settle({ shared }: Table): Promise<void> {
  const { world, google, ledger } = shared;
  google.failRefresh(null);
  const { tokens, id } = createStation(shared, 'survivor', 0).at(SUPPORT);
  for (const minutes of MINUTES) {
    world.pass(minutes * MINUTE_MS);
    const until = new Date(world.now() + MINUTE_MS);
    await tokens.resumeAuthorizations(until);
    await tokens.refreshDue({ shards: ALL_SHARDS, limit: 10, concurrency: 2, until });
  }
  const connections = [id, createStation(shared, 'witness', 0).at(SALES).id];
  for (const each of connections) {
    const answer = await tokens
      .accessTokenFor(each)
      .then(({ value }) => value)
      .catch((thrown: unknown) => asAppError(thrown).code);
    const found = await shared.store.readConnection(each);
    if (!found) throw new Error('gone');
    const wrong = await faultOf(shared, found.value, answer);
    if (wrong) ledger.violations.push(`in the end: ${wrong}`);
  }
}

async function faultOf(
  { vault, google, ledger, world }: Table['shared'],
  connection: Connection,
  answer: string,
): Promise<string | null> {
  const { status, lease } = connection;
  if (lease && lease.expiresAt.getTime() > world.now()) return 'a lease is left';
  const grant = await vault.get(versionIn(connection));
  if (status === 'disconnected') {
    return grant || answer !== 'connection_disconnected' ? 'a disconnected one lives' : null;
  }
  return google.isAlive(grant?.refreshToken ?? '')
    ? faultOfAlive(connection, answer)
    : faultOfDead(ledger, connection);
}

function faultOfAlive({ status, failure, accessToken }: Connection, answer: string): string | null {
  if (status !== 'active' || failure) return `an alive grant is ${status}, ${failure?.code}`;
  return answer === accessToken?.value ? null : `an alive grant answers ${answer}`;
}

function faultOfDead(ledger: Ledger, connection: Connection): string | null {
  const { status } = connection;
  if (status !== 'needs_reconnect') return `a dead grant is ${status}`;
  return isRightlyDead(ledger, connection) ? null : 'a grant was lost';
}

/** Its owner ended it, or a rotated token was lost with its process, or with a lease it outlived. */
const isRightlyDead = ({ leases, ended }: Ledger, { id, mailbox }: Connection): boolean =>
  ended.has(mailbox.subject) ||
  [...leases.values()].some((held) => held.connectionId === id && isExcused(held));
