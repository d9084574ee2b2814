import { type Incoming, page, type Reply, redirect, withCookies } from '../http/index.ts';
import { ownersLinksPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  MOST_SHOWN_LINKS,
  openShownLinks,
  readCookie,
  SHOWN_LINK_SECONDS,
  sealShownLinks,
  setCookie,
} from '../sessions/index.ts';
import { type ListedConnection, linkIdOf } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { HOME, linkUrl } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { csvOf } from './csv.ts';

/** So many mailboxes of a group are looked at for those whose owner has no link yet. */
const MOST_READ = 500;

/**
 * Makes a one-time link for the owner of each mailbox of a group, at most fifty at once, and redirects to the page
 * that shows them, so that a reload makes no others. Each is an event of the audit trail, as a single one is. An owner
 * whose link still waits gets no second one.
 */
export async function makeOwnersLinks(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const { config, keyring, tokens, clock } = runtime;
  const trouble = form.get('trouble') ?? '';
  const { without, waiting } = await ownersOf(trouble, runtime);
  const links: string[] = [];
  for (const { id, profile, mailbox } of without.slice(0, MOST_SHOWN_LINKS)) {
    const about = { connectionId: id, expectedAddress: mailbox.address, newAccount: false };
    try {
      const made = await tokens.makeLink({ kind: 'connect', profile, ...about }, session.address);
      links.push(made.link);
    } catch (thrown) {
      // Those that are made are shown all the same: nobody could read them later. The others are left for the next click.
      if (links.length === 0) throw thrown;
      break;
    }
  }
  const url = new URL(`${config.baseUrl}${HOME}/links/owners`);
  url.searchParams.set('trouble', trouble);
  url.searchParams.set('waiting', String(waiting));
  url.searchParams.set('left', String(without.length - links.length));
  const cookie = readCookie(incoming.cookies, 'links', config.baseUrl);
  const shown = await openShownLinks(keyring, session, { cookie, now: clock.now() });
  const expiresAt = new Date(clock.now().getTime() + SHOWN_LINK_SECONDS * 1000);
  // A second click makes none, and must not hide those of the first.
  const all = [...links, ...shown].slice(0, MOST_SHOWN_LINKS);
  const sealed = await sealShownLinks(keyring, session, { links: all, expiresAt });
  const attributes = { baseUrl: config.baseUrl, maxAge: SHOWN_LINK_SECONDS };
  return withCookies(redirect(url.href), setCookie('links', sealed, attributes));
}

/** The mailboxes of a group whose owners have no link, and how many have one that waits. */
async function ownersOf(trouble: string, { store, tokens }: Runtime) {
  const filter = { health: null, address: null, troubles: [trouble] };
  const [{ items }, pending] = await Promise.all([
    store.listConnections({ after: null, limit: MOST_READ, filter }),
    tokens.listLinks(),
  ]);
  const linked = new Set(pending.map(({ connectionId }) => connectionId));
  // A consent does not mend what a service account is refused.
  const owned = items.filter(({ grant }: ListedConnection) => grant.kind !== 'delegation');
  const without = owned.filter(({ id }) => !linked.has(id));
  return { without, waiting: owned.length - without.length };
}

/** The links that this session just made, for ten minutes. */
export async function showOwnersLinks(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = await requireSession(incoming, runtime);
  const { keyring, config, clock, tokens } = runtime;
  const cookie = readCookie(incoming.cookies, 'links', config.baseUrl);
  const [frame, shown, pending] = await Promise.all([
    frameOf(incoming, runtime),
    openShownLinks(keyring, session, { cookie, now: clock.now() }),
    tokens.listLinks(),
  ]);
  const listed = new Map(pending.map((link) => [link.id, link]));
  const links = shown.flatMap((link) => {
    const found = listed.get(linkIdOf(link));
    return found
      ? [{ address: found.mailbox ?? '', url: linkUrl(runtime, link), expiresAt: found.expiresAt }]
      : [];
  });
  const trouble = incoming.query.get('trouble') ?? '';
  return page(
    ownersLinksPage(frame, {
      ...{ links, trouble, csv: csvOf(links.map(({ address, url }) => [address, url])) },
      waiting: countIn(incoming.query.get('waiting')),
      left: countIn(incoming.query.get('left')),
    }),
  );
}

/** The address of the page says it, for the reader only. */
function countIn(text: string | null): number {
  const count = Number(text);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}
