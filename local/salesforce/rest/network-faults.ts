import type { Calls } from '../faults/catalogue.ts';
import type { FaultParameters } from '../faults/parameters.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Org } from '../org.ts';
import { Refusal } from './refusal.ts';

/** Which kind of call a request is, for the switches that concern only one. */
export function callsOf({ method, path }: Exchange): Exclude<Calls, 'all'> {
  if (path.startsWith('/services/oauth2/')) return 'login';
  return method === 'POST' && /\/(composite|sobjects\/\w+)\/?$/.test(path) ? 'writes' : 'reads';
}

/** Takes a switch if it is on for this kind of call. */
export function isOn({ faults }: Org, fault: string, calls: Calls): FaultParameters | undefined {
  const of = faults.find(fault)?.['calls'];
  return of === 'all' || of === calls ? faults.take(fault) : undefined;
}

/** What stands in the way before a request is looked at; undefined: nothing. */
export function networkFault(org: Org, calls: Calls): Answer | undefined {
  if (isOn(org, 'maintenance', calls)) return refuse('SERVER_UNAVAILABLE', MAINTENANCE);
  if (isOn(org, 'server_error', calls)) return refuse('UNKNOWN_EXCEPTION', UNEXPECTED);
  return isOn(org, 'html_error', calls) && HTML;
}

function refuse(errorCode: string, message: string): Answer {
  const { status, body } = new Refusal(errorCode, message);
  return json(status, body);
}

const MAINTENANCE = 'The server is temporarily unavailable because of maintenance.';
const UNEXPECTED =
  'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-1234 (123456789)';

const HTML: Answer = {
  status: 502,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html lang="en"><title>502</title><p>Bad Gateway</p></html>\n',
};
