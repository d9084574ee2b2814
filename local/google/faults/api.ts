import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody, segmentsOf } from '../http/exchange.ts';
import { isAddress } from '../state/accounts.ts';
import { playAction } from './actions.ts';
import { findFault, parseParameters } from './parameters.ts';

/** `GET /emulator/faults`: the switches that are on. */
export function listFaults(google: Google): Answer {
  return json(200, google.faults.list());
}

/** `PUT /emulator/faults/{fault}?account=…`: switches one on; the body may hold its parameters. */
export function switchOnFault(google: Google, exchange: Exchange): Answer {
  const fault = segmentsOf(exchange.path)[2] ?? '';
  const entry = findFault(fault);
  if (!entry) return problem(404, `There is no fault named ${fault}`);
  const account = readAccount(exchange);
  if (!account) return problem(400, 'account must be an address or *');
  const parameters = parseParameters(entry, jsonBody(exchange));
  if (!parameters) return problem(400, `These are no parameters of ${fault}`);
  google.faults.switchOn({ fault, account, parameters });
  return json(200, { fault, account, parameters });
}

/** `DELETE /emulator/faults/{fault}?account=…`: switches one off. */
export function switchOffFault(google: Google, exchange: Exchange): Answer {
  const fault = segmentsOf(exchange.path)[2] ?? '';
  if (!findFault(fault)) return problem(404, `There is no fault named ${fault}`);
  const account = readAccount(exchange);
  if (!account) return problem(400, 'account must be an address or *');
  google.faults.switchOff(fault, account);
  return json(200, {});
}

/** `DELETE /emulator/faults`: switches everything off. */
export function clearFaults(google: Google): Answer {
  google.faults.clear();
  return json(200, {});
}

/** `POST /emulator/accounts/{address}/{action}`: does something once to the grants of an account. */
export function actOnAccount(google: Google, exchange: Exchange): Answer {
  const [, , address = '', action = ''] = segmentsOf(exchange.path);
  return playAction(google, address, action)
    ? json(200, {})
    : problem(404, 'There is no such account or action');
}

/** The account a switch is for: everybody (`*`) unless named; undefined if it is no address. */
function readAccount({ query }: Exchange): string | undefined {
  const account = query.get('account') ?? '*';
  return account === '*' || isAddress(account) ? account.toLowerCase() : undefined;
}

function problem(status: number, error: string): Answer {
  return json(status, { error });
}
