import { answerFault } from '../faults/answer-fault.ts';
import { echoOf } from '../faults/echo.ts';
import { requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import type { Outcome } from '../http/answer.ts';
import { bearerToken, type Exchange, segmentsOf } from '../http/exchange.ts';
import type { Account } from '../state/accounts.ts';
import { admit, type GmailCall } from './admission.ts';
import { gmailErrorAnswer } from './errors.ts';
import { listHistory } from './history.ts';
import { readImap, updateImap } from './imap-settings.ts';
import { createLabel, listLabels, profile } from './mailbox.ts';
import {
  deleteMessage,
  getMessage,
  listMessages,
  modifyMessage,
  trashMessage,
} from './messages.ts';
import type { GmailRequest } from './request.ts';
import { sendMessage, uploadMessage } from './send.ts';
import { listSendAs } from './send-as.ts';
import { stopWatch, watchMailbox } from './watch.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.';
const FULL = 'https://mail.google.com/';

/** One method of the Gmail API; a token needs any one of its scopes. */
type GmailMethod = {
  name: string;
  /** What it costs of the mailbox's quota (developers.google.com/gmail/api/reference/quota). */
  units: number;
  scopes: readonly string[];
  answer: (google: Google, request: GmailRequest) => Outcome;
};

const READ = [...scopes('metadata', 'readonly', 'modify'), FULL];
const MODIFY = [...scopes('modify'), FULL];
const SEND = [...scopes('send', 'compose', 'modify'), FULL];

/** `/gmail/v1/users/{userId}/…` by method and path, with the scopes that Google's reference lists. */
const METHODS: Readonly<Record<string, GmailMethod>> = {
  'GET labels': {
    name: 'gmail.labels.list',
    units: 1,
    scopes: [...scopes('labels'), ...READ],
    answer: listLabels,
  },
  'POST labels': {
    name: 'gmail.labels.create',
    units: 5,
    scopes: [...scopes('labels'), ...MODIFY],
    answer: createLabel,
  },
  'GET profile': {
    name: 'gmail.getProfile',
    units: 1,
    scopes: [...scopes('compose'), ...READ],
    answer: profile,
  },
  'GET messages': {
    name: 'gmail.messages.list',
    units: 5,
    scopes: READ,
    answer: listMessages,
  },
  'GET messages/{id}': {
    name: 'gmail.messages.get',
    units: 20,
    scopes: READ,
    answer: getMessage,
  },
  'POST messages/send': {
    name: 'gmail.messages.send',
    units: 100,
    scopes: SEND,
    answer: sendMessage,
  },
  'POST upload/messages/send': {
    name: 'gmail.messages.send',
    units: 100,
    scopes: SEND,
    answer: uploadMessage,
  },
  'POST messages/{id}/modify': {
    name: 'gmail.messages.modify',
    units: 5,
    scopes: MODIFY,
    answer: modifyMessage,
  },
  'POST messages/{id}/trash': {
    name: 'gmail.messages.trash',
    units: 5,
    scopes: MODIFY,
    answer: trashMessage,
  },
  'DELETE messages/{id}': {
    name: 'gmail.messages.delete',
    units: 10,
    scopes: [FULL],
    answer: deleteMessage,
  },
  'GET history': {
    name: 'gmail.history.list',
    units: 2,
    scopes: READ,
    answer: listHistory,
  },
  'POST watch': { name: 'gmail.watch', units: 100, scopes: READ, answer: watchMailbox },
  'POST stop': { name: 'gmail.stop', units: 50, scopes: READ, answer: stopWatch },
  'GET settings/sendAs': {
    name: 'gmail.settings.sendAs.list',
    units: 1,
    scopes: [...scopes('readonly', 'modify', 'settings.basic'), FULL],
    answer: (google, { account }) => listSendAs(google, account),
  },
  'GET settings/imap': {
    name: 'gmail.settings.getImap',
    units: 1,
    scopes: [...scopes('readonly', 'modify', 'settings.basic'), FULL],
    answer: (google, { account }) => readImap(google, account),
  },
  'PUT settings/imap': {
    name: 'gmail.settings.updateImap',
    units: 5,
    scopes: scopes('settings.basic'),
    answer: (google, { account, exchange }) => updateImap(google, account, exchange),
  },
};

function scopes(...names: string[]): string[] {
  return names.map((name) => GMAIL + name);
}

/** The method of a path; `{id}` stands for the id of a message. */
function findMethod(verb: string, path: readonly string[]): GmailMethod | undefined {
  const [collection, id, ...rest] = path;
  const isOfMessage = collection === 'messages' && id !== undefined && id !== 'send';
  const template = (isOfMessage ? [collection, '{id}', ...rest] : path).join('/');
  const name = `${verb} ${template}`;
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
}

/** Serves the Gmail methods that read mail and settings, and those that change them. */
export async function gmail(google: Google, exchange: Exchange): Promise<Outcome> {
  const isUpload = exchange.path.startsWith('/upload/');
  const [userId = '', ...called] = segmentsOf(exchange.path).slice(isUpload ? 4 : 3);
  const path = isUpload ? ['upload', ...called] : called;
  const verb = exchange.method === 'HEAD' ? 'GET' : exchange.method;
  const method = findMethod(verb, path);
  if (!method) return gmailErrorAnswer('notFound');

  const token = bearerToken(exchange) ?? exchange.query.get('access_token') ?? '';
  const record = google.records.inspect('AccessToken', token);
  const account = record && google.accounts.bySub(record.sub);
  const running = google.usage.begin(account?.address ?? '');
  const call = { record, account, method, userId, token, id: path[1] ?? '' };
  try {
    const most = google.faults.find('concurrent_limit', account?.address)?.['requests'];
    const isTooMany = most !== undefined && running.running > Number(most);
    return isTooMany ? gmailErrorAnswer('tooManyRequests') : await serve(google, exchange, call);
  } finally {
    running.end();
  }
}

type Call = Omit<GmailCall, 'method'> & { method: GmailMethod; token: string; id: string };

async function serve(google: Google, exchange: Exchange, call: Call): Promise<Outcome> {
  const { record, method, token } = call;
  const address = call.account?.address;
  const number = google.counts.add(method.name, address);
  const faults = requestFaults(google, { endpoint: 'gmail', address, number });
  const echo = echoOf(google, new URLSearchParams({ access_token: token }), address);
  const answer = await answerFault(google, exchange, { endpoint: 'gmail', faults, echo });
  if (answer) return answer;

  if (!token) return gmailErrorAnswer('noCredentials');
  const admission = admit(google, call, faults);
  if (!('account' in admission)) {
    return gmailErrorAnswer(admission.refusal, admission.detail + echo);
  }
  if (!takeUnits(google, admission.account, method)) return gmailErrorAnswer('quotaExceeded', echo);
  const { account } = admission;
  const granted = new Set((record?.payload.scope ?? '').split(' '));
  const clientId = record?.payload.clientId ?? '';
  return method.answer(google, { account, exchange, id: call.id, granted, clientId });
}

function takeUnits({ counts, now, usage }: Google, { address }: Account, { units }: GmailMethod) {
  if (!usage.take(address, units, now().getTime())) return false;
  counts.add('gmail.units', address, units);
  return true;
}
