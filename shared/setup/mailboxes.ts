import { diagnoseFleet } from '../diagnosis/index.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { RUN_RECORD } from '../jobs/run.ts';
import {
  type BreakerView,
  eventsPage,
  type Flash,
  mailboxListPage,
  runsFragment,
} from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ConnectionStore, Fleet } from '../tokens/index.ts';
import { flashOf } from '../web/flash.ts';
import { frameOf } from '../web/frame.ts';
import { eventViewOf, mailboxViewOf } from '../web/mailbox-view.ts';
import { requireSession } from '../web/session-guard.ts';
import { newLinkOf } from './links.ts';
import { listMatching, readListQuery } from './list-query.ts';

const EVENTS_SHOWN = 100;

/** The home page: the mailboxes that match the query, and a flash about the last action. */
export async function showMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = await requireSession(incoming, runtime);
  const made = await newLinkOf(incoming, runtime, session);
  return listMailboxes(incoming, runtime, made ?? (await flashOf(incoming.query, runtime)));
}

/** Reads everything for the page concurrently, so it takes as long as one read, however large the fleet. */
async function listMailboxes(
  incoming: Incoming,
  runtime: Runtime,
  flash: Flash | null,
): Promise<Reply> {
  const { store } = runtime;
  const query = readListQuery(incoming.query);
  const [frame, { items, ...listed }, runs, fleets] = await Promise.all([
    frameOf(incoming, runtime),
    listMatching(store, query),
    store.listRecords(RUN_RECORD),
    runtime.tokens.lookAtFleets(),
  ]);
  const hadMailbox = items.length + listed.unreadable > 0 || (await wasAnyDisconnected(store));
  const mailboxes = items.map((each) => mailboxViewOf(each, fleets));
  const breakers = fleets.flatMap(breakerViewsOf);
  return page(
    mailboxListPage(frame, {
      asked: query,
      runs,
      breakers,
      flash,
      mailboxes,
      hadMailbox,
      ...listed,
    }),
  );
}

const wasAnyDisconnected = async (store: ConnectionStore): Promise<boolean> =>
  (await store.countConnections({ health: 'disconnected', address: null })) > 0;

/** The progress of the scheduled jobs, which an open page fetches while a job runs. */
export async function showRuns(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const frame = await frameOf(incoming, runtime);
  return page(runsFragment(frame, await runtime.store.listRecords(RUN_RECORD)));
}

/** A page of the events of all mailboxes, or with `connection` of one. */
export async function showEvents(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { store } = runtime;
  const { query } = incoming;
  const [connectionId, after] = [query.get('connection') || null, query.get('after') || null];
  const [frame, { items, next, unreadable }, found] = await Promise.all([
    frameOf(incoming, runtime),
    store.pageEvents({ connectionId, after, limit: EVENTS_SHOWN }),
    connectionId === null ? null : store.readConnection(connectionId).catch(() => null),
  ]);
  const address = found?.value.mailbox.address ?? items[0]?.address ?? connectionId ?? '';
  const of = connectionId === null ? null : { connectionId, address };
  const events = items.map(eventViewOf);
  return page(eventsPage(frame, { events, of, isLater: after !== null, next, unreadable }));
}

const breakerViewsOf = ({ breaker, credential }: Fleet): readonly BreakerView[] =>
  breaker ? [{ breaker, credential, diagnosis: diagnoseFleet(breaker, credential) }] : [];
