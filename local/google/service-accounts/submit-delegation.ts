import { readerOf } from '../../reader.ts';
import { RefusedInput, refusalIn } from '../../refused-input.ts';
import type { Google } from '../google.ts';
import { type Answer, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { type DelegationRequest, delegate } from './delegation.ts';
import { DELEGATION_PAGE, delegationPage } from './delegation-page.ts';

/** `POST /emulator/admin/delegation`: adds, edits or deletes a row. */
export async function submitDelegation(
  google: Google,
  { form, request }: Exchange,
): Promise<Answer> {
  const typed = {
    workspace: form.get('workspace') ?? '',
    clientId: form.get('clientId')?.trim() ?? '',
    scopes: (form.get('scopes') ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
  };
  try {
    change(google, form, typed);
    return redirect(google.basePath + DELEGATION_PAGE);
  } catch (thrown) {
    return delegationPage(google, readerOf(request), { problem: refusalIn(thrown), typed });
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
    throw new RefusedInput(
      'This client ID exists: tick "Overwrite existing client ID" to replace it',
      'このクライアント ID は登録済みです。置き換えるには [既存のクライアント ID を上書きする] を選択してください',
    );
  }
  delegate(google, row);
}
