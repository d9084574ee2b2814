import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import { ORG_CHANGES, type OrgView, orgPage } from '../pages/index.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Org } from '../salesforce/api/index.ts';
import { frameOf } from '../web/frame.ts';
import { idIn } from '../web/purpose.ts';
import { readAdminForm, readAdminUpload, requireSession } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { KEY_FORM_BYTES, textOf } from './key-form.ts';
import { loginIn, makeKeyFor, readLogin } from './org-login.ts';
import { emulatedSetupOf, ORGS, pauseOf } from './orgs.ts';

/** The page of one organization. */
export async function showOrg(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const notice = incoming.query.get('notice');
  const done = ORG_CHANGES.find((each) => each === notice) ?? null;
  return orgReply(incoming, runtime, { done });
}

type Shown = Partial<Pick<OrgView, 'done' | 'refused' | 'form'>> & {
  /** As a check answered it; else it is read. */
  readonly org?: Org;
  readonly status?: number;
};

async function orgReply(
  incoming: Incoming,
  runtime: Runtime,
  { org: checked, status = 200, done = null, refused = null, form = null }: Shown,
): Promise<Reply> {
  const { orgs, store } = mailOf(runtime);
  const id = idIn(incoming);
  const [frame, org, pause, budget, intakes] = await Promise.all([
    frameOf(incoming, runtime),
    checked ?? orgs.read(id),
    pauseOf(runtime, id),
    orgs.budgetOf(id).catch(() => null),
    store.listIntakes(),
  ]);
  const mailboxes = intakes.filter(({ isOn, routing }) => isOn && routing.orgId === id);
  const emulatedSetup = emulatedSetupOf(runtime);
  const view = { org, pause, budget, mailboxes, done, refused, form, emulatedSetup };
  return page(orgPage({ ...frame, path: `${ORGS}/${org.id}` }, view), status);
}

const ownPage = ({ config }: Runtime, id: string, notice: string): Reply =>
  redirect(`${config.baseUrl}${ORGS}/${encodeURIComponent(id)}?notice=${notice}`);

/** "Check now". What is found of an organization of the settings is not stored, so that it is shown at once. */
export async function checkOrg(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readAdminForm(incoming, runtime);
  const id = idIn(incoming);
  const org = await mailOf(runtime).orgs.check(id);
  return org.isFromSettings
    ? orgReply(incoming, runtime, { org, done: 'checked' })
    : ownPage(runtime, id, 'checked');
}

/** Changes how the connector logs in, or makes a certificate for the form. */
export async function changeOrg(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminUpload(incoming, runtime, KEY_FORM_BYTES);
  const id = idIn(incoming);
  const read = await readLogin(runtime, form, session.address);
  if (textOf(form, 'do') === 'certificate') {
    const made = await makeKeyFor(runtime, session.address);
    return orgReply(incoming, runtime, { form: { ...read.form, choice: 'made', made } });
  }
  const action = 'change' as const;
  try {
    const login = await loginIn(form, read);
    if (typeof login === 'string') {
      const refused = { action, why: login };
      return orgReply(incoming, runtime, { form: read.form, refused, status: 422 });
    }
    const { orgs } = mailOf(runtime);
    await orgs.change(id, login, session.address);
    await orgs.check(id).catch(() => null);
    return ownPage(runtime, id, 'changed');
  } catch (thrown) {
    const { view: why, status } = refusalOf(incoming, thrown);
    return orgReply(incoming, runtime, { form: read.form, refused: { action, why }, status });
  }
}

/** Removes an organization in which no mailbox files, and returns to the list. */
export async function removeOrg(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const { orgs, store } = mailOf(runtime);
  const id = idIn(incoming);
  const isUsed = async (): Promise<boolean> =>
    (await store.listIntakes()).some(({ isOn, routing }) => isOn && routing.orgId === id);
  try {
    await orgs.remove(id, { by: session.address, isUsed });
  } catch (thrown) {
    const { view: why, status } = refusalOf(incoming, thrown);
    return orgReply(incoming, runtime, { refused: { action: 'remove', why }, status });
  }
  return redirect(`${runtime.config.baseUrl}${ORGS}?notice=removed`);
}
