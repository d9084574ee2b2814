import { readerOf, type Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseAccountPattern } from '../state/faults.ts';
import { performAction } from './actions.ts';
import { switchesPage } from './page.ts';
import { findFault, parseParameters } from './parameters.ts';

/** `POST /emulator`: performs the button that was pressed on the page, and shows the page of the same search. */
export async function submitSwitches(google: Google, { form, request }: Exchange): Promise<Answer> {
  const entered = form.get('account') || '*';
  const find = form.get('find') ?? '';
  const problem = await perform(google, form, parseAccountPattern(entered));
  if (problem) {
    return switchesPage(google, readerOf(request), { find, account: entered, problem });
  }
  const query = new URLSearchParams({
    ...(find && { find }),
    ...(entered !== '*' && { account: entered }),
  });
  return redirect(`${google.basePath}/emulator${query.size > 0 ? `?${query}` : ''}`);
}

/** Why the button was not performed; undefined: it was. */
async function perform(
  google: Google,
  form: URLSearchParams,
  account: string | undefined,
): Promise<Words | undefined> {
  if (!account) {
    return {
      en: 'Enter an email address, @domain, or * for everybody',
      ja: 'メールアドレス、@ドメイン、または * (全員)を入力してください',
    };
  }
  if (form.has('clear')) google.faults.clear();
  google.faults.switchOff(form.get('off') ?? '', account);

  const action = form.get('action');
  if (action !== null && !(await performAction(google, account, action))) {
    return {
      en: 'Enter the address of the account to act on',
      ja: '対象のアカウントのアドレスを入力してください',
    };
  }
  const fault = form.get('on');
  if (fault !== null && !switchOn(google, { fault, account, form })) {
    return { en: `Check the values of ${fault}`, ja: `${fault} の値を確認してください` };
  }
  return undefined;
}

type Submitted = { fault: string; account: string; form: URLSearchParams };

/** Returns false for an unknown fault or invalid values. */
function switchOn(google: Google, { fault, account, form }: Submitted): boolean {
  const entry = findFault(fault);
  if (!entry) return false;
  const submitted = entry.parameters.map(({ name }) => [name, form.get(`${fault}.${name}`) ?? '']);
  const parameters = parseParameters(entry, Object.fromEntries(submitted));
  if (!parameters) return false;
  google.faults.switchOn({ fault, account, parameters });
  return true;
}
