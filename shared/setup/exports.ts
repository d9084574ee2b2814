import { diagnoseConnection } from '../diagnosis/index.ts';
import type { Incoming, Reply } from '../http/index.ts';
import { eventInWords, MAILBOX_STATUS, say } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type AuditEvent, type Fleet, healthOf, type ListedConnection } from '../tokens/index.ts';
import { eventViewOf } from '../web/mailbox-view.ts';
import { requireSession } from '../web/session-guard.ts';
import { readGroups } from './attention.ts';
import { csvFile } from './csv.ts';
import { eventFilterOf, readHistoryQuery } from './history.ts';
import { filterMatching, readListQuery, troublesOf } from './list-query.ts';

/** How much one file may hold: some megabytes, which one answer carries and one process keeps. */
const MOST_MAILBOXES = 20_000;
const MOST_EVENTS = 20_000;
const READ_AT_ONCE = 500;

/** The whole list that a page's address selects, as CSV. */
export async function exportMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { store, tokens } = runtime;
  const { language } = incoming;
  const asked = readListQuery(incoming.query);
  const [groups, fleets] = await Promise.all([readGroups(store), tokens.lookAtFleets()]);
  const troubles = troublesOf(asked, groups);
  const filter = await filterMatching(store, { ...asked, troubles });
  // Of an actor for whom nothing waits any more there is no group, and so no mailbox to ask for.
  const isNone = troubles?.length === 0;
  const { items, isCut } = await readAll(isNone ? 0 : MOST_MAILBOXES, (after) =>
    store.listConnections({ after, limit: READ_AT_ONCE, filter }),
  );
  const heads = [
    'columnMailbox',
    'columnStatus',
    'columnCause',
    'columnCode',
    'columnActor',
  ] as const;
  const more = ['columnSince', 'columnChecked', 'columnScopes', 'connectionId'] as const;
  return csvFile('mailboxes', [
    [...heads, ...more].map((key) => say(language, key)),
    ...items.map((each) => mailboxCells(incoming, each, fleets)),
    ...(isCut ? [[say(language, 'exportCut', MOST_MAILBOXES)]] : []),
  ]);
}

function mailboxCells(
  { language }: Incoming,
  connection: ListedConnection,
  fleets: readonly Fleet[],
) {
  const { id, mailbox, profile, failure, probe } = connection;
  const diagnosis = diagnoseConnection(connection, fleets);
  const since = diagnosis && (failure?.since ?? probe?.at);
  return [
    mailbox.address,
    say(language, MAILBOX_STATUS[healthOf(connection)].key),
    diagnosis?.title[language] ?? null,
    diagnosis?.cause ?? null,
    diagnosis && say(language, `actor_${diagnosis.actor}`),
    since?.toISOString() ?? null,
    probe?.at.toISOString() ?? null,
    say(language, `may_${profile}`),
    id,
  ];
}

/** The whole history that a page's address selects, as CSV, the newest first. */
export async function exportHistory(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { language } = incoming;
  const asked = readHistoryQuery(incoming.query);
  const of = { connectionId: asked.connection, filter: eventFilterOf(asked) };
  const { items, isCut } = await readAll(MOST_EVENTS, (after) =>
    runtime.store.pageEvents({ ...of, after, limit: READ_AT_ONCE }),
  );
  const heads = [
    'columnWhen',
    'columnWhat',
    'columnWhose',
    'columnBy',
    'columnThroughLink',
  ] as const;
  const more = ['columnOf', 'columnFrom', 'columnTo', 'columnCause'] as const;
  return csvFile('history', [
    [...heads, ...more].map((key) => say(language, key)),
    ...items.map((event) => eventCells(incoming, event)),
    ...(isCut ? [[say(language, 'historyCut', MOST_EVENTS)]] : []),
  ]);
}

function eventCells({ language }: Incoming, event: AuditEvent) {
  const { diagnosis } = eventViewOf(event);
  const { title, change } = eventInWords(language, event);
  return [
    event.at.toISOString(),
    title,
    event.address,
    event.by,
    event.linkBy,
    event.change?.of ?? null,
    change?.from ?? null,
    change?.to ?? null,
    diagnosis?.title[language] ?? null,
  ];
}

type Read<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** Reads page after page, up to a limit. */
async function readAll<Item>(limit: number, read: (after: string | null) => Promise<Read<Item>>) {
  const items: Item[] = [];
  let after: string | null = null;
  while (items.length < limit) {
    const page: Read<Item> = await read(after);
    items.push(...page.items);
    after = page.next;
    if (after === null) break;
  }
  return { items: items.slice(0, limit), isCut: after !== null || items.length > limit };
}
