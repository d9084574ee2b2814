import { diagnoseFleet } from '../diagnosis/index.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { type BreakerView, type Flash, mailboxListPage, runsFragment } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Fleet } from '../tokens/index.ts';
import { flashOf } from '../web/flash.ts';
import { frameOf } from '../web/frame.ts';
import { mailboxViewOf } from '../web/mailbox-view.ts';
import { requireSession } from '../web/session-guard.ts';
import { listFitting } from './list-fitting.ts';
import { readListQuery } from './list-query.ts';

/** The home: the mailboxes that are asked for, and what was just done to one. */
export async function showMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  return listMailboxes(incoming, runtime, await flashOf(incoming.query, runtime));
}

/** Everything on the page is read at once: however large the fleet, it takes as long as one read. */
export async function listMailboxes(
  incoming: Incoming,
  runtime: Runtime,
  flash: Flash | null,
): Promise<Reply> {
  const { store } = runtime;
  const asked = readListQuery(incoming.query);
  const [frame, { items, ...listed }, runs, fleets] = await Promise.all([
    frameOf(incoming, runtime),
    listFitting(store, asked),
    store.listRecords('run'),
    runtime.tokens.lookAtFleets(),
  ]);
  const mailboxes = items.map((each) => mailboxViewOf(each, fleets));
  const breakers = fleets.flatMap(breakerViewsOf);
  return page(mailboxListPage(frame, { asked, runs, breakers, flash, mailboxes, ...listed }));
}

/** How the scheduled jobs go, for a page that is open while one runs. */
export async function showRuns(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const frame = await frameOf(incoming, runtime);
  return page(runsFragment(frame, await runtime.store.listRecords('run')));
}

const breakerViewsOf = ({ breaker, credential }: Fleet): readonly BreakerView[] =>
  breaker ? [{ breaker, credential, diagnosis: diagnoseFleet(breaker, credential) }] : [];
