import { createGmail } from '../google/index.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { disconnectPage } from '../pages/index.ts';
import { probeMailbox } from '../probe/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from './frame.ts';
import { readAdminForm, requireSession } from './guard.ts';
import { toNotice } from './mailboxes.ts';
import { requireConnection } from './require-connection.ts';

const idIn = ({ params }: Incoming): string => params['id'] ?? '';

/** "Check now". */
export async function probeOnRequest(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readAdminForm(incoming, runtime);
  const ports = { ...runtime, gmail: createGmail(runtime.google) };
  await probeMailbox(ports, idIn(incoming), 'person');
  return toNotice(runtime, 'probed', idIn(incoming));
}

/** What disconnecting means, before it is done. */
export async function askDisconnect(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const connection = await requireConnection(idIn(incoming), runtime);
  return page(disconnectPage(await frameOf(incoming, runtime), { connection }));
}

export async function disconnectMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  await runtime.tokens.disconnect(idIn(incoming), session.address);
  return toNotice(runtime, 'disconnected', idIn(incoming));
}
