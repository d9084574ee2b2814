import type { Incoming, Reply } from '../http/index.ts';
import { beginBackfill, stopBackfill } from '../mail/index.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { idIn } from '../web/purpose.ts';
import { readAdminForm } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { toMailbox } from './mail-settings.ts';
import { mailboxReply } from './one-mailbox.ts';

/** "Bring it": the mail of the last days from before the start. */
export async function bringEarlierMail(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const connectionId = idIn(incoming);
  try {
    const days = Number(form.get('days'));
    await beginBackfill(mailOf(runtime), { connectionId, days, by: session.address });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return mailboxReply(incoming, runtime, { id: connectionId, flash: null, refused, status });
  }
  return toMailbox(runtime, connectionId, 'mail_backfill');
}

/** "Stop". What was found by then is filed. */
export async function stopEarlierMail(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const connectionId = idIn(incoming);
  await stopBackfill(mailOf(runtime), { connectionId, by: session.address });
  return toMailbox(runtime, connectionId, 'mail_backfill_stopped');
}
