import type { Google } from '../google.ts';
import { type Answer, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseAccountPattern } from '../state/faults.ts';
import { performAction } from './actions.ts';
import { switchesPage } from './page.ts';
import { findFault, parseParameters } from './parameters.ts';

/** `POST /emulator`: performs the button that was pressed on the page. */
export async function submitSwitches(google: Google, { form }: Exchange): Promise<Answer> {
  const account = parseAccountPattern(form.get('account') || '*');
  if (!account) {
    return switchesPage(google, 'Enter an email address, @domain, or * for everybody');
  }
  if (form.has('clear')) google.faults.clear();
  google.faults.switchOff(form.get('off') ?? '', account);

  const action = form.get('action');
  if (action !== null && !(await performAction(google, account, action))) {
    return switchesPage(google, 'Enter the address of the account to act on');
  }
  const fault = form.get('on');
  if (fault !== null && !switchOn(google, { fault, account, form })) {
    return switchesPage(google, `Check the values of ${fault}`);
  }
  return redirect(`${google.basePath}/emulator`);
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
