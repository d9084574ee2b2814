import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import { correctMail } from '../mail/index.ts';
import type { Correction } from '../mail/model/ledger.ts';
import { type CorrectionView, correctionPage } from '../pages/index.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { idIn } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { caseUrls } from './mail-links.ts';

/** "This is the wrong case": asks for the right one, and with `case` shows it before anything is done. */
export async function showCorrection(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const named = incoming.query.get('case')?.slice(0, 300) ?? '';
  if (named.trim() === '') return correctionReply(incoming, runtime, { named: '' });
  try {
    const { orgId } = await requireFiled(incoming, runtime);
    const found = await mailOf(runtime).orgs.lookUpCase(orgId, named);
    return await correctionReply(incoming, runtime, { named, found });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return correctionReply(incoming, runtime, { named, refused, status });
  }
}

/** Moves the mail to the case that was shown, or to a new one; or makes the forwarder the customer. */
export async function correctFiledMail(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const connectionId = idIn(incoming);
  try {
    const { orgId, messageId } = await requireFiled(incoming, runtime);
    const asked = { orgId, by: session.address };
    const correction = await correctionIn(runtime, form, asked);
    await correctMail(mailOf(runtime), { connectionId, messageId, correction });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return correctionReply(incoming, runtime, { named: form.get('case') ?? '', refused, status });
  }
  const path = `${HOME}/connections/${encodeURIComponent(connectionId)}/messages`;
  return redirect(`${runtime.config.baseUrl}${path}?notice=corrected`);
}

/** The case is looked up again: it may have been closed or deleted since it was shown. */
async function correctionIn(
  runtime: Runtime,
  form: URLSearchParams,
  { orgId, by }: { readonly orgId: string; readonly by: string },
): Promise<Correction> {
  const asked = form.get('do');
  if (asked === 'new') return { kind: 'new_case', by };
  if (asked === 'forwarder') return { kind: 'forwarder', by };
  const { id } = await mailOf(runtime).orgs.lookUpCase(orgId, form.get('case') ?? '');
  return { kind: 'case', caseId: id, by };
}

/** @throws AppError `mail_unknown`, `intake_unknown` */
async function requireFiled({ params }: Incoming, runtime: Runtime) {
  const { store } = mailOf(runtime);
  const connectionId = params['id'] ?? '';
  const messageId = params['message'] ?? '';
  const [entry, intake] = await Promise.all([
    store.readEntry(connectionId, messageId),
    store.readIntake(connectionId),
  ]);
  if (!entry) throw new AppError('mail_unknown');
  if (!intake) throw new AppError('intake_unknown');
  const { address, routing } = intake.value;
  const { filed } = entry.value;
  return { connectionId, messageId, address, orgId: filed?.orgId ?? routing.orgId, filed };
}

async function correctionReply(
  incoming: Incoming,
  runtime: Runtime,
  {
    status = 200,
    ...shown
  }: Pick<CorrectionView, 'named'> & Partial<CorrectionView> & { readonly status?: number },
): Promise<Reply> {
  const { connectionId, messageId, address, orgId, filed } = await requireFiled(incoming, runtime);
  const [frame, caseUrlOf] = await Promise.all([frameOf(incoming, runtime), caseUrls(runtime)]);
  const view = {
    connectionId,
    messageId,
    address,
    caseUrl: filed && caseUrlOf(orgId)(filed.caseId),
    isForward: filed?.forward === 'original',
    found: null,
    refused: null,
    ...shown,
  };
  const ids = [connectionId, messageId].map(encodeURIComponent);
  const own = `${HOME}/connections/${ids[0]}/messages/${ids[1]}/correct`;
  // The answer to a form has no address of its own.
  const path = frame.path === HOME ? own : frame.path;
  return page(correctionPage({ ...frame, path }, view), status);
}
