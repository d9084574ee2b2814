import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import {
  DELEGATION_CHANGES,
  type DelegationAction,
  type DelegationChange,
  type DelegationView,
  delegationPage,
} from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Delegation } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { idIn } from '../web/purpose.ts';
import { readAdminForm, readAdminUpload, requireSession } from '../web/session-guard.ts';
import { countUses } from './delegation-uses.ts';
import { domainsIn, refusalOf, SERVICE_ACCOUNTS } from './delegations.ts';
import { KEY_FORM_BYTES, readKeyForm } from './key-form.ts';

/** @throws AppError `delegation_unknown`, `store_unavailable` */
export async function requireDelegation(id: string, { tokens }: Runtime): Promise<Delegation> {
  const delegation = (await tokens.listDelegations()).find((each) => each.id === id);
  if (!delegation) throw new AppError('delegation_unknown');
  return delegation;
}

/** The page of one service account. */
export async function showDelegation(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const notice = incoming.query.get('notice');
  const done = DELEGATION_CHANGES.find((each) => each === notice) ?? null;
  return delegationReply(incoming, runtime, { done, refused: null });
}

type Shown = Pick<DelegationView, 'done' | 'refused'> & {
  readonly check?: DelegationView['check'];
  readonly status?: number;
};

export async function delegationReply(
  incoming: Incoming,
  runtime: Runtime,
  { done, refused, check = null, status = 200 }: Shown,
): Promise<Reply> {
  const [frame, delegation, usesOf] = await Promise.all([
    frameOf(incoming, runtime),
    requireDelegation(idIn(incoming), runtime),
    countUses(runtime.store),
  ]);
  const view = { delegation, uses: usesOf(delegation.id), done, refused, check };
  const path = `${SERVICE_ACCOUNTS}/${delegation.id}`;
  return page(delegationPage({ ...frame, path }, view), status);
}

type Act = {
  readonly action: DelegationAction;
  /** The page that shows the change. */
  readonly next: string;
  readonly entered?: { readonly domains: string; readonly clientId: string };
  readonly change: () => Promise<unknown>;
};

/** The delegation's own page after a change. */
const ownPage = (incoming: Incoming, done: DelegationChange): string =>
  `${SERVICE_ACCOUNTS}/${encodeURIComponent(idIn(incoming))}?notice=${done}`;

/** Changes a delegation and goes to the next page, or shows its page with the reason why nothing changed. */
async function act(
  incoming: Incoming,
  runtime: Runtime,
  { action, next, entered, change }: Act,
): Promise<Reply> {
  try {
    await change();
  } catch (thrown) {
    const { view: error, status } = refusalOf(incoming, thrown);
    const refused = { action, error, ...(entered && { entered }) };
    return delegationReply(incoming, runtime, { done: null, refused, status });
  }
  return redirect(`${runtime.config.baseUrl}${next}`);
}

/** "Save": other domains, or another client ID. */
export async function changeDelegation(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const [domains, clientId] = [form.get('domains') ?? '', form.get('client_id') ?? ''];
  const changed = { domains: domainsIn(domains), clientId, by: session.address };
  return act(incoming, runtime, {
    action: 'change',
    next: ownPage(incoming, 'changed'),
    entered: { domains, clientId },
    change: () => runtime.tokens.changeDelegation(idIn(incoming), changed),
  });
}

/** "Add a key": the new key signs first from now on. */
export async function addDelegationKey(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminUpload(incoming, runtime, KEY_FORM_BYTES);
  const add = async (): Promise<void> => {
    const key = await readKeyForm(form);
    if (!key) throw new AppError('key_missing');
    await runtime.tokens.addKey(idIn(incoming), { key, by: session.address });
  };
  const next = ownPage(incoming, 'key_added');
  return act(incoming, runtime, { action: 'add_key', next, change: add });
}

export async function removeDelegationKey(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const removed = { fingerprint: incoming.params['fingerprint'] ?? '', by: session.address };
  return act(incoming, runtime, {
    action: 'remove_key',
    next: ownPage(incoming, 'key_removed'),
    change: () => runtime.tokens.removeKey(idIn(incoming), removed),
  });
}

/** Removes a delegation that no mailbox uses, and returns to the list. */
export async function removeDelegation(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  return act(incoming, runtime, {
    action: 'remove',
    next: `${SERVICE_ACCOUNTS}?notice=removed`,
    change: () => runtime.tokens.removeDelegation(idIn(incoming), session.address),
  });
}
