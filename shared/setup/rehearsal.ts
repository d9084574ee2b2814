import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import type { Fate } from '../mail/model/fate.ts';
import type { Intake, Routing } from '../mail/model/intake.ts';
import type { RehearsedMail } from '../mail/rehearsal/index.ts';
import {
  type FateView,
  type RehearsalResult,
  type RehearsedMailView,
  rehearsalPage,
} from '../pages/index.ts';
import { explainUse } from '../runtime/explain-use.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminForm } from '../web/session-guard.ts';
import { fieldsOf, requestedRouting } from './mail-form.ts';
import { type CaseUrl, caseUrls, mailUrlOf } from './mail-links.ts';
import { askedIn, refusedReply, settingsReply } from './mail-settings.ts';

/** A person waits so long. The function has two minutes, and a mail that was begun is finished. */
const LONGEST_MS = 45_000;
/** More would make a page that nobody reads; the command names every one. */
const MOST_SHOWN = 200;

/**
 * "Show what would change": what would become of the last mail under the settings of the form, which are not saved. With
 * `do=back` it is the form again, as it was filled in.
 */
export async function rehearseSettings(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { form: fields } = await readAdminForm(incoming, runtime);
  const asked = await askedIn(incoming, runtime, fields);
  const { connection, intake, wanted, form } = asked;
  if (fields.get('do') === 'back')
    return settingsReply(incoming, runtime, { ...asked, refused: null });
  const { address } = connection.mailbox;
  const { orgs } = mailOf(runtime);
  let changed: Routing;
  try {
    // Mail of a mailbox that is off becomes nothing, so that there is nothing to compare with.
    if (!intake?.isOn) throw new AppError('intake_off');
    changed = await requestedRouting(orgs, { form, orgId: wanted, address });
  } catch (thrown) {
    return refusedReply(incoming, runtime, { ...asked, thrown });
  }
  const [frame, result] = await Promise.all([
    frameOf(incoming, runtime),
    resultOf(runtime, intake, changed),
  ]);
  const path = `${HOME}/connections/${connection.id}/mail?${new URLSearchParams({ org: wanted })}`;
  const about = { connectionId: connection.id, address, fields: fieldsOf(form, wanted), result };
  return page(rehearsalPage({ ...frame, path }, about));
}

async function resultOf(
  runtime: Runtime,
  intake: Intake,
  changed: Routing,
): Promise<RehearsalResult> {
  const mail = mailOf(runtime);
  // The rehearsal is loaded where one is made, and not with every page.
  const { rehearse, MAILS_A_MINUTE } = await import('../mail/rehearsal/index.ts');
  try {
    const until = new Date(mail.clock.now().getTime() + LONGEST_MS);
    const rehearsal = await rehearse(mail, { intake, changed, most: MAILS_A_MINUTE, until });
    const urls = await caseUrls(runtime);
    const { address, routing } = intake;
    const viewOf = ({ messageId, receivedAt, now, changed: other }: RehearsedMail) => ({
      ...{ messageId, receivedAt },
      mailUrl: mailUrlOf(runtime, address, messageId),
      now: fateView(runtime, address, { fate: now, caseUrl: urls(routing.orgId) }),
      changed: fateView(runtime, address, { fate: other, caseUrl: urls(changed.orgId) }),
    });
    const { differing } = rehearsal;
    // The newest are those that a person remembers.
    const mails: readonly RehearsedMailView[] = differing
      .slice(-MOST_SHOWN)
      .toReversed()
      .map(viewOf);
    return { kind: 'made', rehearsal, mails };
  } catch (thrown) {
    // A fault of ours is no refusal: its stack belongs into the log.
    if (!(thrown instanceof AppError)) throw thrown;
    return { kind: 'failed', diagnosis: await explainUse(runtime, intake.connectionId, thrown) };
  }
}

function fateView(
  runtime: Runtime,
  address: string,
  { fate, caseUrl }: { readonly fate: Fate; readonly caseUrl: CaseUrl },
): FateView {
  if (fate.kind !== 'filed') return { fate, caseUrl: null, firstMailUrl: null };
  const { as, case: on } = fate;
  if (on.kind === 'standing') return { fate, caseUrl: caseUrl(on.caseId), firstMailUrl: null };
  const firstMailUrl = as === 'new_case' ? null : mailUrlOf(runtime, address, on.byMessageId);
  return { fate, caseUrl: null, firstMailUrl };
}
