import { withinTime } from '../concurrency/within-time.ts';
import { type Diagnosis, diagnose, diagnoseConnection } from '../diagnosis/index.ts';
import type { MailSearch } from '../mail/ports.ts';
import {
  type MailboxLook,
  type Trace,
  type TraceMailbox,
  traceMail,
} from '../mail/tracing/index.ts';
import {
  type ConnectionStore,
  canReadMail,
  domainOf,
  EVERY_CONNECTION,
  type ListedConnection,
} from '../tokens/index.ts';
import { mailOf } from './mail.ts';
import type { Runtime } from './runtime.ts';

/** More are not searched while somebody waits. */
const MOST_MAILBOXES = 60;

/** The way of a mail, and the connections of the mailboxes that were to be searched. */
export type TraceAnswer = {
  readonly trace: Trace;
  readonly connections: readonly ListedConnection[];
};

/**
 * Looks for a mail in one mailbox, or in all: first in those whose addresses the question names, then in those whose
 * mail becomes cases.
 *
 * @param only the mailbox; null: all
 * @throws AppError `store_unavailable`
 */
export async function traceIn(
  runtime: Runtime,
  wanted: MailSearch,
  only: ListedConnection | null,
): Promise<TraceAnswer> {
  const { connections, beyond, foreign } = only
    ? { connections: [only], beyond: 0, foreign: [] }
    : await chooseMailboxes(runtime, wanted);
  const mailboxes = connections.map(traceMailboxOf);
  const trace = await traceMail(mailOf(runtime), { wanted, mailboxes, beyond, foreign });
  return { trace, connections };
}

function traceMailboxOf({ id, mailbox, status, profile, failure }: ListedConnection): TraceMailbox {
  const access = status === 'active' ? (canReadMail(profile) ? 'open' : 'check_only') : status;
  const why = failure && { code: failure.code, upstream: failure.upstream };
  return { connectionId: id, address: mailbox.address, access, failure: why };
}

/** The connection of an address, a disconnected one included; null: there never was one. */
export async function findMailbox(
  store: ConnectionStore,
  address: string,
): Promise<ListedConnection | null> {
  const connected = await store.findByAddress(address);
  if (connected) return connected;
  const filter = { health: 'disconnected', address: { prefix: address } } as const;
  const { items } = await store.listConnections({ after: null, limit: 10, filter });
  return items.find(({ mailbox }) => mailbox.address.toLowerCase() === address) ?? null;
}

const FILING_MS = 500;

/** Those whose mail becomes cases: there a mail that somebody misses is likeliest. None, where the store is slow. */
async function filingMailboxes({ store, mail }: Runtime): Promise<readonly ListedConnection[]> {
  const intakes = (await withinTime(FILING_MS, mail.listIntakes())) ?? [];
  const addresses = intakes.slice(0, MOST_MAILBOXES).map(({ address }) => address);
  const found = await Promise.all(addresses.map((address) => store.findByAddress(address)));
  return found.filter((each) => each !== null);
}

async function chooseMailboxes(runtime: Runtime, { parties }: MailSearch) {
  const { store } = runtime;
  const named = parties.filter(({ address }) => !address.startsWith('@'));
  const [known, filing, listed, all] = await Promise.all([
    Promise.all(named.map(({ address }) => findMailbox(store, address))),
    filingMailboxes(runtime),
    store.listConnections({ after: null, limit: MOST_MAILBOXES, filter: EVERY_CONNECTION }),
    store.countConnections(EVERY_CONNECTION),
  ]);
  const connections = [...known.filter((each) => each !== null), ...filing, ...listed.items];
  const chosen = [...new Map(connections.map((each) => [each.id, each])).values()];
  const domains = new Set(chosen.map(({ mailbox }) => domainOf(mailbox.address)));
  const foreign = named.filter(
    ({ address, as }, nth) =>
      known[nth] === null &&
      (as === 'recipient' || (as === 'either' && domains.has(domainOf(address)))),
  );
  const taken = chosen.slice(0, MOST_MAILBOXES);
  const connected = taken.filter(({ status }) => status !== 'disconnected').length;
  return {
    connections: taken,
    beyond: Math.max(0, all - connected),
    foreign: foreign.map(({ address }) => address),
  };
}

/** Why a mailbox could not be searched; null: it was, or nothing failed. */
export function diagnosisOfLook(
  { connectionId, outcome, refused }: MailboxLook,
  connections: readonly ListedConnection[],
): Diagnosis | null {
  const connection = connections.find(({ id }) => id === connectionId);
  if (outcome === 'needs_reconnect' && connection) return diagnoseConnection(connection);
  return refused && diagnose(refused);
}
