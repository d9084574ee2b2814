import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody, segmentsOf } from '../http/exchange.ts';
import { parseAccountPattern } from '../state/faults.ts';
import { performAction } from './actions.ts';
import { findFault, parseParameters } from './parameters.ts';

const BAD_ACCOUNT = 'account must be an address, @domain or *';

/** `GET /emulator/faults`: lists the switches that are on. */
export function listFaults(google: Google): Answer {
  return json(200, google.faults.list());
}

/** `PUT /emulator/faults/{fault}?account=…`: switches one on; the body may hold its parameters. */
export function switchOnFault(google: Google, exchange: Exchange): Answer {
  const fault = segmentsOf(exchange.path)[2] ?? '';
  const entry = findFault(fault);
  if (!entry) return problem(404, `There is no fault named ${fault}`);
  const account = parseAccountPattern(exchange.query.get('account') ?? '*');
  if (!account) return problem(400, BAD_ACCOUNT);
  const parameters = parseParameters(entry, jsonBody(exchange));
  if (!parameters) return problem(400, `These are no parameters of ${fault}`);
  google.faults.switchOn({ fault, account, parameters });
  return json(200, { fault, account, parameters });
}

/** `DELETE /emulator/faults/{fault}?account=…`: switches one off. */
export function switchOffFault(google: Google, exchange: Exchange): Answer {
  const fault = segmentsOf(exchange.path)[2] ?? '';
  if (!findFault(fault)) return problem(404, `There is no fault named ${fault}`);
  const account = parseAccountPattern(exchange.query.get('account') ?? '*');
  if (!account) return problem(400, BAD_ACCOUNT);
  google.faults.switchOff(fault, account);
  return json(200, {});
}

/** `DELETE /emulator/faults`: switches everything off. */
export function clearFaults(google: Google): Answer {
  google.faults.clear();
  return json(200, {});
}

/** `POST /emulator/accounts/{address}/{action}`: performs a one-shot action on an account. */
export async function actOnAccount(google: Google, exchange: Exchange): Promise<Answer> {
  const [, , address = '', action = ''] = segmentsOf(exchange.path);
  return (await performAction(google, address, action))
    ? json(200, {})
    : problem(404, 'There is no such account or action');
}

function problem(status: number, error: string): Answer {
  return json(status, { error });
}
