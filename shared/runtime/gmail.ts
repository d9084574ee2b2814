import type { GoogleEndpoints } from '../google/endpoints.ts';
import { createGmail, type Gmail } from '../google/gmail.ts';
import { type ImapFinding, loginToImap } from '../google/imap.ts';
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

type LogIn = (address: string, accessToken: string) => Promise<ImapFinding>;

/** The login to Gmail's IMAP server; null with the emulated Google, which has none. */
function logInOf({ imap }: GoogleEndpoints): LogIn | null {
  return imap && ((address, accessToken) => loginToImap({ address, accessToken, server: imap }));
}

/** What a check of a mailbox works with, IMAP included. */
export const withGmailAndImap = (runtime: Runtime) => ({
  ...runtime,
  gmail: gmailOf(runtime),
  logInToImap: logInOf(runtime.google),
});
