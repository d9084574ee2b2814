import type { GoogleEndpoints } from '../google/endpoints.ts';
import { createGmail, type Gmail } from '../google/gmail.ts';
import type { Runtime } from './runtime.ts';

const clients = new WeakMap<GoogleEndpoints, Gmail>();

/**
 * The Gmail of a runtime: one client for each process. It is not a part of the runtime itself, so that
 * the bundle of a function has Gmail in it only when the function imports this module.
 */
export function gmailOf({ google }: Pick<Runtime, 'google'>): Gmail {
  const gmail = clients.get(google) ?? createGmail(google);
  clients.set(google, gmail);
  return gmail;
}
