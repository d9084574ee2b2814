import { type Incoming, page, type Reply } from '../http/index.ts';
import { eventsPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { eventViewOf } from '../web/mailbox-view.ts';
import { requireSession } from '../web/session-guard.ts';

const EVENTS_SHOWN = 100;

/** What lately happened to all mailboxes. */
export async function showEvents(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const events = await runtime.store.listEvents({ connectionId: null, limit: EVENTS_SHOWN });
  return page(eventsPage(await frameOf(incoming, runtime), { events: events.map(eventViewOf) }));
}
