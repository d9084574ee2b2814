import { type Incoming, page, type Reply, redirect, withCookies } from '../http/index.ts';
import {
  CALLER_CHANGES,
  type CallerForm,
  type CallerView,
  callerPage,
  callersPage,
  type ErrorView,
  type OutboundForm,
} from '../pages/index.ts';
import { callersOf } from '../runtime/callers.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  CALLER_USE_RECORD,
  type CallerUse,
  type CallerWithSecret,
  addCaller as createCaller,
  removeCaller as deleteCaller,
  listCallers,
  PROOFS,
  type Proof,
  readCaller,
  retireSecrets,
  rotateSecret,
  changeCaller as storeChange,
} from '../salesforce/webhook/callers/index.ts';
import {
  type EnteredSetup,
  enteredOf,
  outboundOperations,
  readSetup,
  type SetupProblem,
} from '../salesforce/webhook/outbound/entered-setup.ts';
import { isPermission, type Permission } from '../salesforce/webhook/permission.ts';
import {
  openShownSecret,
  readCookie,
  type Session,
  SHOWN_SECRET_SECONDS,
  sealShownSecret,
  setCookie,
} from '../sessions/index.ts';
import { frameOf } from '../web/frame.ts';
import { idIn } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';

const CALLERS = `${HOME}/callers`;

const EMPTY: CallerForm = {
  name: '',
  proof: 'signature',
  permissions: ['status'],
  outbound: { organizationId: '', operation: '', mapping: '' },
};

/** The callers, what each did last, and the form that adds one. */
export async function showCallers(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  return callersReply(incoming, runtime, { form: EMPTY });
}

type ListShown = {
  readonly form: CallerForm;
  readonly refused?: ErrorView | null;
  readonly problems?: readonly SetupProblem[];
  readonly status?: number;
};

const outboundForm = (
  entered: EnteredSetup,
  problems: readonly SetupProblem[] = [],
): OutboundForm => ({ entered, problems, operations: outboundOperations() });

async function callersReply(
  incoming: Incoming,
  runtime: Runtime,
  { form, refused = null, problems = [], status = 200 }: ListShown,
): Promise<Reply> {
  const { ports } = callersOf(runtime);
  const [frame, callers, uses] = await Promise.all([
    frameOf(incoming, runtime),
    listCallers(ports),
    runtime.store.listRecords(CALLER_USE_RECORD),
  ]);
  const useOf = (id: string): CallerUse | null =>
    uses.find(({ callerId }) => callerId === id) ?? null;
  const items = callers.map((caller) => ({ caller, use: useOf(caller.id) }));
  const hasSettings = runtime.config.salesforceWebhookSecrets.length > 0;
  const removed = incoming.query.get('notice') === 'removed';
  const outbound = outboundForm(form.outbound, problems);
  const view = { items, form, outbound, refused, hasSettings, removed };
  return page(callersPage({ ...frame, path: CALLERS }, view), status);
}

/** Adds a caller, and redirects to its page, which shows its secret. */
export async function addCaller(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const entered = enteredIn(form);
  const { setup: outbound, problems } = setupIn(entered);
  if (problems.length > 0) {
    return callersReply(incoming, runtime, { form: entered, problems, status: 422 });
  }
  try {
    const { name, proof, permissions } = entered;
    const given = { name, proof, permissions, outbound };
    const made = await createCaller(callersOf(runtime).ports, given, session.address);
    return await secretReply(runtime, session, { made, notice: 'added' });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return callersReply(incoming, runtime, { form: entered, refused, status });
  }
}

function enteredIn(form: URLSearchParams): CallerForm {
  const proof: Proof = PROOFS.find((each) => each === form.get('proof')) ?? 'signature';
  const outbound = {
    organizationId: form.get('organization_id') ?? '',
    operation: form.get('operation') ?? '',
    mapping: form.get('mapping') ?? '',
  };
  return { name: form.get('name') ?? '', proof, permissions: permissionsIn(form), outbound };
}

/** Ignores the fields about Outbound Messages of a caller that sends none. */
const setupIn = ({ proof, outbound }: Pick<CallerForm, 'proof' | 'outbound'>) =>
  proof === 'outbound' ? readSetup(outbound) : { setup: null, problems: [] };

const permissionsIn = (form: URLSearchParams): readonly Permission[] =>
  form.getAll('permission').filter(isPermission);

/** The page of one caller. */
export async function showCaller(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = await requireSession(incoming, runtime);
  const now = runtime.clock.now();
  const cookie = readCookie(incoming.cookies, 'secret', runtime.config.baseUrl);
  const shown = { cookie, callerId: idIn(incoming), now };
  const secret = await openShownSecret(runtime.keyring, session, shown);
  const notice = incoming.query.get('notice');
  const done = CALLER_CHANGES.find((each) => each === notice) ?? null;
  return callerReply(incoming, runtime, { secret, done });
}

type Shown = Partial<Pick<CallerView, 'done' | 'refused' | 'secret'>> & {
  /** What was entered and refused; left out: the form shows what is stored. */
  readonly form?: CallerForm;
  readonly problems?: readonly SetupProblem[];
  readonly status?: number;
};

async function callerReply(
  incoming: Incoming,
  runtime: Runtime,
  { secret = null, done = null, refused = null, status = 200, form, problems }: Shown,
): Promise<Reply> {
  const id = idIn(incoming);
  const [frame, { value: caller }, use] = await Promise.all([
    frameOf(incoming, runtime),
    readCaller(callersOf(runtime).ports, id),
    runtime.store.readRecord(CALLER_USE_RECORD, id),
  ]);
  const stored = caller.outbound && enteredOf(caller.outbound);
  const outbound = stored && outboundForm(form?.outbound ?? stored, problems);
  const view = { caller, use: use?.value ?? null, secret, done, refused, outbound };
  const shown = { ...view, entered: form ?? caller };
  return page(callerPage({ ...frame, path: `${CALLERS}/${id}` }, shown), status);
}

type Made = { readonly made: CallerWithSecret; readonly notice: 'added' | 'rotated' };

/** The secret travels in a sealed cookie, so that a reload makes no second one, and no address contains it. */
async function secretReply(
  runtime: Runtime,
  session: Session,
  { made: { caller, secret }, notice }: Made,
): Promise<Reply> {
  const { config, keyring, clock } = runtime;
  const shown = { callerId: caller.id, secret, now: clock.now() };
  const sealed = await sealShownSecret(keyring, session, shown);
  const attributes = { baseUrl: config.baseUrl, maxAge: SHOWN_SECRET_SECONDS };
  return withCookies(ownPage(runtime, caller.id, notice), setCookie('secret', sealed, attributes));
}

const ownPage = ({ config }: Runtime, id: string, notice: string): Reply =>
  redirect(`${config.baseUrl}${CALLERS}/${encodeURIComponent(id)}?notice=${notice}`);

/** Changes the name, the permissions, and what becomes of Outbound Messages. */
export async function changeCaller(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const entered = enteredIn(form);
  const { ports, known } = callersOf(runtime);
  const id = idIn(incoming);
  const { proof } = (await readCaller(ports, id)).value;
  const { setup: outbound, problems } = setupIn({ ...entered, proof });
  if (problems.length > 0) {
    return callerReply(incoming, runtime, { form: entered, problems, status: 422 });
  }
  try {
    const { name, permissions } = entered;
    await storeChange(ports, id, { name, permissions, outbound, by: session.address });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return callerReply(incoming, runtime, { form: entered, refused, status });
  }
  known.forget(id);
  return ownPage(runtime, id, 'changed');
}

/** "Make a new secret": the one before stays live. */
export async function newCallerSecret(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const { ports, known } = callersOf(runtime);
  const made = await rotateSecret(ports, idIn(incoming), session.address);
  known.forget(made.caller.id);
  return secretReply(runtime, session, { made, notice: 'rotated' });
}

/** "End the earlier secret". */
export async function endCallerSecret(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const { ports, known } = callersOf(runtime);
  await retireSecrets(ports, idIn(incoming), session.address);
  known.forget(idIn(incoming));
  return ownPage(runtime, idIn(incoming), 'ended');
}

export async function removeCaller(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const { ports, known } = callersOf(runtime);
  await deleteCaller(ports, idIn(incoming), session.address);
  known.forget(idIn(incoming));
  return redirect(`${runtime.config.baseUrl}${CALLERS}?notice=removed`);
}
