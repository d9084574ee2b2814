import { answerFault } from '../faults/answer-fault.ts';
import { echoOf } from '../faults/echo.ts';
import { requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { type Answer, json, type Outcome } from '../http/answer.ts';
import { bearerToken, type Exchange, segmentsOf } from '../http/exchange.ts';
import type { Account } from '../state/accounts.ts';
import { admit } from './admission.ts';
import { gmailErrorAnswer } from './errors.ts';
import { readImap, updateImap } from './imap-settings.ts';
import { labels, profile } from './mailbox.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.';
const FULL = 'https://mail.google.com/';

/** One method of the Gmail API; a token needs any one of its scopes. */
type GmailMethod = {
  name: string;
  scopes: readonly string[];
  answer: (google: Google, account: Account, exchange: Exchange) => Answer;
};

/** `/gmail/v1/users/{userId}/…` by method and path, with the scopes that Google's reference lists. */
const METHODS = new Map<string, GmailMethod>([
  [
    'GET labels',
    {
      name: 'gmail.labels.list',
      scopes: [...scopes('labels', 'metadata', 'readonly', 'modify'), FULL],
      answer: () => json(200, labels()),
    },
  ],
  [
    'GET profile',
    {
      name: 'gmail.getProfile',
      scopes: [...scopes('metadata', 'readonly', 'modify', 'compose'), FULL],
      answer: (_google, account) => json(200, profile(account)),
    },
  ],
  [
    'GET settings/imap',
    {
      name: 'gmail.settings.getImap',
      scopes: [...scopes('readonly', 'modify', 'settings.basic'), FULL],
      answer: readImap,
    },
  ],
  [
    'PUT settings/imap',
    {
      name: 'gmail.settings.updateImap',
      scopes: scopes('settings.basic'),
      answer: updateImap,
    },
  ],
]);

function scopes(...names: string[]): string[] {
  return names.map((name) => GMAIL + name);
}

/** Serves the Gmail methods that a probe calls, and the one that enables IMAP. */
export async function gmail(google: Google, exchange: Exchange): Promise<Outcome> {
  const [userId = '', ...rest] = segmentsOf(exchange.path).slice(3);
  const verb = exchange.method === 'HEAD' ? 'GET' : exchange.method;
  const method = METHODS.get(`${verb} ${rest.join('/')}`);
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
    ? method.answer(google, admission.account, exchange)
    : gmailErrorAnswer(admission.refusal, admission.detail + echo);
}
