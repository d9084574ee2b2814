import { answerFault } from '../faults/answer-fault.ts';
import { echoOf } from '../faults/echo.ts';
import { requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { json, type Outcome } from '../http/answer.ts';
import { bearerToken, type Exchange, segmentsOf } from '../http/exchange.ts';
import type { Account } from '../state/accounts.ts';
import { admit } from './admission.ts';
import { gmailErrorAnswer } from './errors.ts';
import { imapSettings, labels, profile } from './mailbox.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.';
const FULL = 'https://mail.google.com/';

/** One method of the Gmail API; a token needs any one of its scopes. */
type GmailMethod = {
  name: string;
  scopes: readonly string[];
  read: (google: Google, account: Account) => unknown;
};

/** `GET /gmail/v1/users/{userId}/…`, with the scopes that Google's reference lists for each. */
const METHODS = new Map<string, GmailMethod>([
  [
    'labels',
    {
      name: 'gmail.labels.list',
      scopes: [...scopes('labels', 'metadata', 'readonly', 'modify'), FULL],
      read: () => labels(),
    },
  ],
  [
    'profile',
    {
      name: 'gmail.getProfile',
      scopes: [...scopes('metadata', 'readonly', 'modify', 'compose'), FULL],
      read: (_google, account) => profile(account),
    },
  ],
  [
    'settings/imap',
    {
      name: 'gmail.settings.getImap',
      scopes: [...scopes('readonly', 'modify', 'settings.basic'), FULL],
      read: (google, account) =>
        imapSettings(!google.faults.find('imap_disabled', account.address)),
    },
  ],
]);

function scopes(...names: string[]): string[] {
  return names.map((name) => GMAIL + name);
}

/** Serves the Gmail methods that a probe calls. */
export async function gmail(google: Google, exchange: Exchange): Promise<Outcome> {
  const [userId = '', ...rest] = segmentsOf(exchange.path).slice(3);
  const method = METHODS.get(rest.join('/'));
  if (!method) return gmailErrorAnswer('notFound');

  const token = bearerToken(exchange) ?? exchange.query.get('access_token') ?? '';
  const record = google.records.inspect('AccessToken', token);
  const account = record && google.accounts.bySub(record.sub);
  const address = account?.address;
  const number = google.counts.add(method.name, address);
  const faults = requestFaults(google, { endpoint: 'gmail', address, number });
  const echo = echoOf(google, new URLSearchParams({ access_token: token }), address);
  const answer = await answerFault(google, exchange, { endpoint: 'gmail', faults, echo });
  if (answer) return answer;

  if (!token) return gmailErrorAnswer('noCredentials');
  const admission = admit(google, { record, account, method, userId }, faults);
  return 'account' in admission
    ? json(200, method.read(google, admission.account))
    : gmailErrorAnswer(admission.refusal, admission.detail + echo);
}
