import { diagnose } from '../diagnosis/index.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import {
  type LoginForm,
  type NewOrgView,
  newOrgPage,
  type OrgPauseView,
  orgsPage,
} from '../pages/index.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminUpload, requireSession } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { KEY_FORM_BYTES, textOf } from './key-form.ts';
import { loginIn, makeKeyFor, readLogin } from './org-login.ts';

export const ORGS = `${HOME}/salesforce`;

/** The organizations, how each is doing, and how many mailboxes file there. */
export async function showOrgs(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { orgs, store } = mailOf(runtime);
  const [frame, listed, intakes] = await Promise.all([
    frameOf(incoming, runtime),
    orgs.list(),
    store.listIntakes(),
  ]);
  const items = listed.map(async (org) => ({
    org,
    pause: await pauseOf(runtime, org.id),
    mailboxes: intakes.filter(({ isOn, routing }) => isOn && routing.orgId === org.id).length,
  }));
  const removed = incoming.query.get('notice') === 'removed';
  return page(orgsPage(frame, { orgs: await Promise.all(items), removed }));
}

/** Why an organization takes no mail now; null: it does. */
export async function pauseOf(runtime: Runtime, orgId: string): Promise<OrgPauseView | null> {
  const pause = await runtime.mail.readOrgPause(orgId);
  if (!pause || pause.value.endedAt !== null) return null;
  return { since: pause.value.since, diagnosis: diagnose(pause.value) };
}

/** The emulated organization's page of set-up, where its values are; null: Salesforce is the real one. */
export const emulatedSetupOf = ({ config }: Runtime): string | null =>
  config.salesforceEmulatorUrl && `${config.salesforceEmulatorUrl}/setup`;

const EMPTY_LOGIN: LoginForm = { choice: 'secret', clientId: '', username: '', made: null };

export async function showNewOrg(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const myDomain = runtime.config.salesforceEmulatorUrl ?? '';
  return newOrgReply(incoming, runtime, { myDomain, form: EMPTY_LOGIN, refused: null });
}

async function newOrgReply(
  incoming: Incoming,
  runtime: Runtime,
  { status = 200, ...view }: Omit<NewOrgView, 'emulatedSetup'> & { readonly status?: number },
): Promise<Reply> {
  const frame = { ...(await frameOf(incoming, runtime)), path: `${ORGS}/new` };
  return page(newOrgPage(frame, { ...view, emulatedSetup: emulatedSetupOf(runtime) }), status);
}

/** Connects an organization and checks it at once, makes a certificate for the form, or says what is wrong with it. */
export async function addOrg(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminUpload(incoming, runtime, KEY_FORM_BYTES);
  const read = await readLogin(runtime, form, session.address);
  const entered = { myDomain: textOf(form, 'my_domain').slice(0, 512), form: read.form };
  if (textOf(form, 'do') === 'certificate') {
    const made = await makeKeyFor(runtime, session.address);
    const filled = { ...read.form, choice: 'made' as const, made };
    return newOrgReply(incoming, runtime, { ...entered, form: filled, refused: null });
  }
  try {
    const login = await loginIn(form, read);
    if (typeof login === 'string') {
      return newOrgReply(incoming, runtime, { ...entered, refused: login, status: 422 });
    }
    const { orgs } = mailOf(runtime);
    const { id } = await orgs.add({ ...login, myDomain: entered.myDomain }, session.address);
    // A check that fails now is shown as not made, and can be asked for.
    await orgs.check(id).catch(() => null);
    return redirect(`${runtime.config.baseUrl}${ORGS}/${id}?notice=added`);
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return newOrgReply(incoming, runtime, { ...entered, refused, status });
  }
}
