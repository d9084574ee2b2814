import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody } from '../http/exchange.ts';
import type { Account } from '../state/accounts.ts';
import { imapSettingsSchema } from '../state/directory.ts';
import { gmailErrorAnswer } from './errors.ts';

type State = Pick<Google, 'directory' | 'faults'>;

/** `users.settings.getImap`. Under the fault, as if an administrator had disabled it for the domain. */
export function readImap({ directory, faults }: State, { address }: Account): Answer {
  return faults.find('imap_disabled', address)
    ? json(200, { enabled: false })
    : json(200, directory.settings(address).imap);
}

/** `users.settings.updateImap`: replaces the settings; a field that is not sent takes its default. */
export function updateImap(google: State, account: Account, exchange: Exchange): Answer {
  const body = jsonBody(exchange);
  const imap = exchange.body.trim() ? imapSettingsSchema.safeParse(body).data : undefined;
  if (!imap) return gmailErrorAnswer('invalidArgument');
  google.directory.change(account.address, { imap });
  return readImap(google, account);
}
