import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { jsonBody } from '../http/exchange.ts';
import { changeLabels, deleteMail } from '../mail/change-mail.ts';
import { decodedHeader, headerOf, mailHeaders } from '../mail/headers.ts';
import type { StoredMessage } from '../state/mail.ts';
import { gmailErrorAnswer } from './errors.ts';
import { shownUntil } from './index-lag.ts';
import { formatMessage, isFormat } from './message-format.ts';
import { type GmailRequest, numberIn, readsOnlyMetadata } from './request.ts';
import { labelChangeSchema } from './schemas.ts';
import { fitsTerms, parseSearch, type Search } from './search.ts';

/** `users.messages.list`: newest first; of `q` what `parseSearch` reads. */
export function listMessages(google: Google, request: GmailRequest): Answer {
  const { account, exchange } = request;
  const { query } = exchange;
  if (query.get('q') && readsOnlyMetadata(request)) {
    return gmailErrorAnswer('metadataScope', " support 'q' parameter");
  }
  const search = parseSearch(query.get('q') ?? '');
  const limit = numberIn(query, 'maxResults', { min: 1, max: 500, fallback: 100 });
  const before = query.get('pageToken') ?? '';
  if (!search || limit === null || !/^([0-9a-f]{16})?$/.test(before)) {
    return gmailErrorAnswer('invalidArgument');
  }
  const listing = {
    address: account.address,
    addedBefore: shownUntil(google, account.address),
    ...search,
    labelIds: query.getAll('labelIds'),
    withSpamAndTrash: query.get('includeSpamTrash') === 'true',
  };
  const found = google.mail
    .search(listing)
    .filter((message) => hasTerms(google, message, search.terms));
  const rest = before === '' ? found : found.filter(({ id }) => id < before);
  const messages = rest.slice(0, limit).map(({ id, threadId }) => ({ id, threadId }));
  const last = messages.at(-1);
  return json(200, {
    ...(messages.length > 0 ? { messages } : {}),
    ...(rest.length > messages.length && last ? { nextPageToken: last.id } : {}),
    resultSizeEstimate: found.length,
  });
}

/** Only a search for words reads what the messages say. */
function hasTerms({ mail }: Google, message: StoredMessage, terms: Search['terms']): boolean {
  if (terms.length === 0) return true;
  const headers = mailHeaders(mail.rawOf(message));
  return fitsTerms(terms, (name) => decodedHeader(headerOf(headers, name)));
}

/** `users.messages.get` in the formats `full` (one plain payload), `raw`, `metadata` and `minimal`. */
export function getMessage(google: Google, request: GmailRequest): Answer {
  const { query } = request.exchange;
  const format = query.get('format')?.toLowerCase() ?? 'full';
  if (!isFormat(format)) return gmailErrorAnswer('invalidArgument');
  if ((format === 'full' || format === 'raw') && readsOnlyMetadata(request)) {
    return gmailErrorAnswer('metadataScope', ` allow format ${format.toUpperCase()}`);
  }
  const message = shownMessage(google, request);
  if (!message || isHiddenAtFirst(google, message)) return gmailErrorAnswer('entityNotFound');
  const headers = query.getAll('metadataHeaders');
  return json(200, formatMessage(google.mail, message, { format, headers }));
}

/** Under `get_not_found_at_first`, so many gets of each message fail. */
function isHiddenAtFirst({ faults, mail }: Google, message: StoredMessage): boolean {
  const fault = faults.find('get_not_found_at_first', message.address);
  return mail.countGet(message) <= Number(fault?.['times'] ?? 0);
}

/** `users.messages.modify`. */
export function modifyMessage(google: Google, request: GmailRequest): Answer {
  const change = labelChangeSchema.safeParse(jsonBody(request.exchange)).data;
  const message = shownMessage(google, request);
  if (!message) return gmailErrorAnswer('entityNotFound');
  if (!change || !hasLabels(google, message.address, change)) {
    return gmailErrorAnswer('invalidArgument');
  }
  return changed(changeLabels(google, message, change));
}

function hasLabels({ mailLabels }: Google, address: string, change: LabelChange): boolean {
  const made = new Set(mailLabels.list(address).map(({ id }) => id));
  const named = [...change.addLabelIds, ...change.removeLabelIds];
  return named.every((id) => SYSTEM.test(id) || made.has(id));
}

type LabelChange = { addLabelIds: string[]; removeLabelIds: string[] };
/** Every id of a system label is in capitals; SENT and DRAFT cannot be set by hand. */
const SYSTEM = /^(INBOX|IMPORTANT|TRASH|SPAM|STARRED|UNREAD|CATEGORY_[A-Z]+)$/;

/** `users.messages.trash`: deleted for ever thirty days later, which is not emulated. */
export function trashMessage(google: Google, request: GmailRequest): Answer {
  const message = shownMessage(google, request);
  if (!message) return gmailErrorAnswer('entityNotFound');
  const change = { addLabelIds: ['TRASH'], removeLabelIds: ['INBOX'] };
  return changed(changeLabels(google, message, change));
}

/** `users.messages.delete`: for ever, and not by way of the trash. */
export function deleteMessage(google: Google, request: GmailRequest): Answer {
  const message = shownMessage(google, request);
  if (!message) return gmailErrorAnswer('entityNotFound');
  deleteMail(google, message);
  return { status: 204, headers: {}, body: '' };
}

function changed({ id, threadId, labelIds }: StoredMessage): Answer {
  return json(200, { id, threadId, labelIds });
}

function shownMessage(google: Google, { account, id }: GmailRequest): StoredMessage | undefined {
  const message = google.mail.find(account.address, id);
  const until = shownUntil(google, account.address);
  return message && message.addedAt <= until ? message : undefined;
}
