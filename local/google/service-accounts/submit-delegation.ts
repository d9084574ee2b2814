import type { Google } from '../google.ts';
import { type Answer, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { type DelegationRequest, delegate } from './delegation.ts';
import { DELEGATION_PAGE, delegationPage } from './delegation-page.ts';

/** `POST /emulator/admin/delegation`: adds, edits or deletes a row. */
export async function submitDelegation(google: Google, { form }: Exchange): Promise<Answer> {
  const typed = {
    workspace: form.get('workspace') ?? '',
    clientId: form.get('clientId')?.trim() ?? '',
    scopes: (form.get('scopes') ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
  };
  try {
    change(google, form, typed);
    return redirect(google.basePath + DELEGATION_PAGE);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return delegationPage(google, { problem: thrown.message, typed });
  }
}

function change(google: Google, form: URLSearchParams, row: DelegationRequest): void {
  const action = form.get('do');
  if (action === 'delete') {
    google.delegations.remove(row);
    return;
  }
  const isNew = google.delegations.scopes(row).size === 0;
  if (action === 'add' && !isNew && !form.has('overwrite')) {
    throw new RangeError(
      'This client ID exists: tick "Overwrite existing client ID" to replace it',
    );
  }
  delegate(google, row);
}
