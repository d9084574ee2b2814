import { AppError, asAppError, errorEntry } from '../errors.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import {
  type DelegationForm,
  delegationsPage,
  type ErrorView,
  newDelegationPage,
} from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type Delegation, isScopeProfile } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { errorViewOf } from '../web/page-refusal.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminUpload, requireSession } from '../web/session-guard.ts';
import { countUses } from './delegation-uses.ts';
import { KEY_FORM_BYTES, readKeyForm, textOf } from './key-form.ts';

export const SERVICE_ACCOUNTS = `${HOME}/service-accounts`;

/** The service accounts, and how many mailboxes each of them serves. */
export async function showDelegations(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const [frame, delegations, usesOf] = await Promise.all([
    frameOf(incoming, runtime),
    runtime.tokens.listDelegations(),
    countUses(runtime.store),
  ]);
  const listed = delegations
    .map((delegation) => ({ delegation, uses: usesOf(delegation.id) }))
    .toSorted((one, other) =>
      one.delegation.serviceAccount.localeCompare(other.delegation.serviceAccount, 'en'),
    );
  const removed = incoming.query.get('notice') === 'removed';
  return page(delegationsPage(frame, { delegations: listed, removed }));
}

const EMPTY_FORM: DelegationForm = {
  signing: 'key',
  serviceAccount: '',
  clientId: '',
  domains: '',
  profile: 'probe',
  certificateSubject: '*',
};

export async function showNewDelegation(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const view = { form: EMPTY_FORM, refused: null };
  return page(newDelegationPage(await frameOf(incoming, runtime), view));
}

/** Adds a service account, or shows the form again with the reason. */
export async function addDelegation(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminUpload(incoming, runtime, KEY_FORM_BYTES);
  const entered = readDelegationForm(form);
  try {
    const { id } = await storeDelegation(runtime, { entered, form, by: session.address });
    return redirect(`${runtime.config.baseUrl}${SERVICE_ACCOUNTS}/${id}?notice=added`);
  } catch (thrown) {
    const refused = refusalOf(incoming, thrown);
    const frame = { ...(await frameOf(incoming, runtime)), path: `${SERVICE_ACCOUNTS}/new` };
    return page(newDelegationPage(frame, { form: entered, refused: refused.view }), refused.status);
  }
}

/** An error of a service account as a form shows it, and the status of that answer. */
export function refusalOf(
  incoming: Incoming,
  thrown: unknown,
): { readonly view: ErrorView; readonly status: number } {
  // A fault of ours is no refusal: its stack belongs into the log.
  if (!(thrown instanceof AppError)) throw thrown;
  const error = asAppError(thrown);
  return {
    view: errorViewOf(incoming, error, { method: 'delegation' }),
    status: errorEntry(error.code).status,
  };
}

type Submitted = {
  readonly entered: DelegationForm;
  readonly form: FormData;
  readonly by: string;
};

async function storeDelegation(
  { tokens }: Runtime,
  { entered, form, by }: Submitted,
): Promise<Delegation> {
  const { signing, profile } = entered;
  const key = signing === 'key' ? await readKeyForm(form) : null;
  if (signing === 'key' && !key) throw new AppError('key_missing');
  const requested = {
    // A JSON key file names both, so nobody has to copy them.
    serviceAccount: entered.serviceAccount || (key?.serviceAccount ?? ''),
    clientId: entered.clientId || (key?.clientId ?? null),
    domains: domainsIn(entered.domains),
    profile,
    key,
  };
  return tokens.addDelegation(requested, by);
}

/** The domains of a text, separated by white space, commas (also the Japanese ones) or semicolons. */
export const domainsIn = (text: string): readonly string[] =>
  text.split(/[\s,;、\uFF0C]+/u).filter((domain) => domain !== '');

/** Room for fifty long domains: more than any of the fields takes. */
const LONGEST_FIELD = 15_000;

/** What the form shows again. A key that was pasted into a wrong field is not repeated on a page. */
function shownField(form: FormData, name: string): string {
  const text = textOf(form, name);
  return text.length > LONGEST_FIELD || text.includes('PRIVATE KEY') ? '' : text;
}

function readDelegationForm(form: FormData): DelegationForm {
  const profile = textOf(form, 'profile');
  return {
    signing: textOf(form, 'signing') === 'keyless' ? 'keyless' : 'key',
    serviceAccount: shownField(form, 'service_account'),
    clientId: shownField(form, 'client_id'),
    domains: shownField(form, 'domains'),
    profile: isScopeProfile(profile) ? profile : 'probe',
    certificateSubject: shownField(form, 'certificate_subject') || '*',
  };
}
