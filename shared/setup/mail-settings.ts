import { type Diagnosis, diagnose } from '../diagnosis/index.ts';
import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import { switchOff, switchOn } from '../mail/index.ts';
import type { Intake } from '../mail/model/intake.ts';
import {
  type ErrorView,
  type MailForm,
  type MailSettingsView,
  mailSettingsPage,
  type Readable,
} from '../pages/index.ts';
import { explainUse } from '../runtime/explain-use.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type Connection, canReadMail } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { idIn, requireConnected } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { formOf, readForm, requestedRouting } from './mail-form.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A date begins at midnight, so that the one of 30 days ago would lie too far back. */
const EARLIEST_DAYS = 29;

/** The form that turns an intake on, or changes it. With `org` it shows the choices of that organization. */
export async function showMailSettings(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { connection, intake } = await requireReadable(incoming, runtime);
  const wanted = incoming.query.get('org') ?? intake?.routing.orgId ?? null;
  const form = formOf(intake, wanted);
  return settingsReply(incoming, runtime, { connection, intake, wanted, form, refused: null });
}

type Subject = { readonly connection: Connection; readonly intake: Intake | null };

/** @throws AppError `intake_not_allowed`: its profile may not read mail; what `requireConnected` throws */
async function requireReadable(incoming: Incoming, runtime: Runtime): Promise<Subject> {
  const connection = await requireConnected(idIn(incoming), runtime);
  if (!canReadMail(connection.profile)) throw new AppError('intake_not_allowed');
  const stored = await mailOf(runtime).store.readIntake(connection.id);
  return { connection, intake: stored?.value ?? null };
}

type Shown = Subject & {
  readonly wanted: string | null;
  readonly form: MailForm;
  readonly refused: ErrorView | null;
  readonly status?: number;
};

export async function settingsReply(
  incoming: Incoming,
  runtime: Runtime,
  { connection, intake, wanted, form, refused, status = 200 }: Shown,
): Promise<Reply> {
  const { orgs, clock } = mailOf(runtime);
  const [frame, listed] = await Promise.all([frameOf(incoming, runtime), orgs.list()]);
  const orgId = (listed.find(({ id }) => id === wanted) ?? listed[0])?.id;
  // Where there is no organization yet, the page that connects one comes first.
  if (orgId === undefined) return redirect(`${runtime.config.baseUrl}${HOME}/salesforce/new`);
  const [labels, choices] = await Promise.all([
    readable(
      () => labelsOf(runtime, connection.id),
      (error) => explainUse(runtime, connection.id, error),
    ),
    readable(() => orgs.choicesOf(orgId), diagnose),
  ]);
  const view: MailSettingsView = {
    connectionId: connection.id,
    address: connection.mailbox.address,
    isOn: intake?.isOn === true,
    orgs: listed,
    orgId,
    labels,
    choices,
    form,
    earliest: new Date(clock.now().getTime() - EARLIEST_DAYS * DAY_MS),
    refused,
  };
  const path = `${HOME}/connections/${connection.id}/mail?${new URLSearchParams({ org: orgId })}`;
  return page(mailSettingsPage({ ...frame, path }, view), status);
}

async function readable<T>(
  read: () => Promise<T>,
  explain: (error: AppError) => Promise<Diagnosis> | Diagnosis,
): Promise<Readable<T>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (thrown) {
    // A fault of ours is no refusal: its stack belongs into the log.
    if (!(thrown instanceof AppError)) throw thrown;
    return { kind: 'failed', diagnosis: await explain(thrown) };
  }
}

/** The inbox and the labels that people made: others, such as Sent and Spam, bring no mail of customers. */
async function labelsOf(
  runtime: Runtime,
  connectionId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const labels = await mailOf(runtime).readerOf(connectionId).labels();
  const own = labels.filter(({ id }) => id.startsWith('Label_'));
  return [{ id: 'INBOX', name: 'INBOX' }, ...own];
}

/** Turns the intake on, or saves its changes. Values that the organization lacks are refused. */
export async function saveMailSettings(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form: fields } = await readAdminForm(incoming, runtime);
  const asked = await askedIn(incoming, runtime, fields);
  const { connection, intake, wanted, form } = asked;
  try {
    // The form of a mailbox that is on asks for no start. It must not turn on what somebody turned off since.
    if (!intake?.isOn && !fields.has('start')) throw new AppError('intake_off');
    const { address } = connection.mailbox;
    const mail = mailOf(runtime);
    await switchOn(mail, {
      connectionId: connection.id,
      address,
      routing: await requestedRouting(mail.orgs, { form, orgId: wanted, address }),
      startsAt: startIn(form, intake),
      by: session.address,
    });
  } catch (thrown) {
    return refusedReply(incoming, runtime, { ...asked, thrown });
  }
  return toMailbox(runtime, connection.id, intake?.isOn ? 'mail_changed' : 'mail_on');
}

/** The mailbox, and its settings as they were filled in. */
export type AskedSettings = Subject & { readonly wanted: string; readonly form: MailForm };

export async function askedIn(
  incoming: Incoming,
  runtime: Runtime,
  fields: URLSearchParams,
): Promise<AskedSettings> {
  const subject = await requireReadable(incoming, runtime);
  const wanted = fields.get('org') ?? '';
  return { ...subject, wanted, form: readForm(fields, formOf(subject.intake, wanted)) };
}

/** The form as it was filled in, with why it is refused. */
export function refusedReply(
  incoming: Incoming,
  runtime: Runtime,
  { thrown, ...asked }: AskedSettings & { readonly thrown: unknown },
): Promise<Reply> {
  const { view, status } = refusalOf(incoming, thrown);
  // Of a form, the sentence says what to correct; the diagnosis is that of a mail that was held for it.
  const refused = OF_FORM.has(view.code) ? { ...view, diagnosis: null } : view;
  return settingsReply(incoming, runtime, { ...asked, refused, status });
}

const OF_FORM: ReadonlySet<string> = new Set([
  'routing_invalid',
  'start_invalid',
  'blocked_senders_invalid',
  'blocked_senders_too_many',
  'intake_off',
]);

/**
 * The moment that the form names; null: now, or of an intake that is on, as it was.
 *
 * @throws AppError `start_invalid`: it is no date
 */
function startIn({ startDate }: MailForm, intake: Intake | null): Date | null {
  if (startDate === null || intake?.isOn) return null;
  const at = new Date(`${startDate}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) throw new AppError('start_invalid');
  return at;
}

/** "Turn off". What was found and not filed stays as it is. */
export async function turnMailOff(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const connectionId = idIn(incoming);
  await switchOff(mailOf(runtime), { connectionId, by: session.address });
  return toMailbox(runtime, connectionId, 'mail_off');
}

/** Back to the mailbox's page, which says what was done. */
export const toMailbox = ({ config }: Runtime, id: string, notice: string): Reply =>
  redirect(`${config.baseUrl}${HOME}/connections/${encodeURIComponent(id)}?notice=${notice}`);
