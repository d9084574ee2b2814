import { checklistOf } from '../checklist/index.ts';
import { diagnoseFleet } from '../diagnosis/index.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { RUN_RECORD } from '../jobs/run.ts';
import {
  type BreakerView,
  type Flash,
  type GroupView,
  isEmpty,
  listAddress,
  liveList,
  type MailboxListView,
  mailboxListPage,
} from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ConnectionStore, Fleet } from '../tokens/index.ts';
import { flashOf } from '../web/flash.ts';
import { frameOf } from '../web/frame.ts';
import { mailboxViewOf } from '../web/mailbox-view.ts';
import { HOME } from '../web/return-path.ts';
import { requireSession } from '../web/session-guard.ts';
import { attentionOf, groupOf, readGroups } from './attention.ts';
import { readSetupFacts } from './checklist-facts.ts';
import { newLinkOf } from './links.ts';
import { listMatching, readListQuery, troublesOf } from './list-query.ts';

/** The home page: the mailboxes that match the query, and a flash about the last action. */
export async function showMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = await requireSession(incoming, runtime);
  const made = await newLinkOf(incoming, runtime, session);
  const flash = made ?? (await flashOf(incoming.query, runtime));
  const [frame, view] = await Promise.all([
    frameOf(incoming, runtime),
    listView(incoming, runtime, flash),
  ]);
  const setUp = isEmpty(view) ? checklistOf(await readSetupFacts(runtime, session)) : undefined;
  return page(mailboxListPage(frame, { ...view, ...(setUp && { setUp }) }));
}

/** The parts of the home page that change by themselves, which an open page fetches. */
export async function showLiveList(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const [frame, view] = await Promise.all([
    frameOf(incoming, runtime),
    listView(incoming, runtime, null),
  ]);
  // Each line repeats the query, so it keeps what was understood of it and drops the rest.
  const { search } = new URL(listAddress(frame, view.asked), frame.baseUrl);
  return page(liveList({ ...frame, path: `${HOME}${search}` }, view));
}

/** Reads what does not depend on each other concurrently: it takes as long as a few reads, however large the fleet. */
async function listView(
  incoming: Incoming,
  runtime: Runtime,
  flash: Flash | null,
): Promise<MailboxListView> {
  const { store } = runtime;
  const asked = readListQuery(incoming.query);
  const [groups, runs, fleets] = await Promise.all([
    readGroups(store),
    store.listRecords(RUN_RECORD),
    runtime.tokens.lookAtFleets(),
  ]);
  const troubles = troublesOf(asked, groups);
  const { items, ...listed } = await listMatching(store, { ...asked, troubles });
  const [hadMailbox, held] = await Promise.all([
    items.length + listed.unreadable > 0 || wasAnyDisconnected(store),
    heldOf(runtime, items),
  ]);
  return {
    ...{ asked, runs, flash, hadMailbox },
    ...listed,
    attention: attentionOf(groups, listed.counts),
    chosen: asked.trouble === null ? null : chosenOf(asked.trouble, groups, listed.total),
    breakers: fleets.flatMap(breakerViewsOf),
    mailboxes: items.map((each) => ({
      ...mailboxViewOf(each, fleets),
      held: held.of.get(each.id) ?? 0,
    })),
    held: held.total,
  };
}

/** The chosen group: also one that is not among the first, which are all that were read. */
function chosenOf(trouble: string, groups: readonly GroupView[], count: number): GroupView | null {
  const known = groups.find((group) => group.trouble === trouble);
  return known ?? (count > 0 ? groupOf({ trouble, count }) : null);
}

type Held = { readonly total: number; readonly of: ReadonlyMap<string, number> };

/** How much mail is held, and how much of it of each mailbox on the page: asked for only where there is any. */
async function heldOf({ mail }: Runtime, shown: readonly { readonly id: string }[]): Promise<Held> {
  const total = await mail.countHeld(null);
  if (total === 0) return { total, of: new Map() };
  const counts = shown.map(async ({ id }) => [id, await mail.countHeld(id)] as const);
  return { total, of: new Map(await Promise.all(counts)) };
}

const wasAnyDisconnected = async (store: ConnectionStore): Promise<boolean> =>
  (await store.countConnections({ health: 'disconnected', address: null })) > 0;

const breakerViewsOf = ({ breaker, credential }: Fleet): readonly BreakerView[] =>
  breaker ? [{ breaker, credential, diagnosis: diagnoseFleet(breaker, credential) }] : [];
