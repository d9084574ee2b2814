import { html } from 'hono/html';
import { type Reader, readerOf, type Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, json, type Markup, page } from '../http/answer.ts';
import { type Exchange, segmentsOf } from '../http/exchange.ts';
import { layout } from '../pages/layout.ts';
import type { StoredMessage } from '../state/mail.ts';
import { decodedHeader, headerOf, mailHeaders } from './headers.ts';

/** The pages stay readable with ten thousand accounts and messages. */
const MOST = 100;

/**
 * `GET /emulator/mail`: the mailboxes, and a form that sends mail to one.
 *
 * @param problem why the submitted form was refused
 */
export function mailboxesPage(google: Google, reader: Reader, problem?: Words): Promise<Answer> {
  const { say } = reader;
  const row = (
    address: string,
  ) => html`<li><p><a href="${mailboxPath(google, address)}">${address}</a>
<span class="small">${messageCount(reader, google.mail.totals(address).messages)}</span></p></li>`;
  const title = say('Mail', 'メール');
  const content = html`
<h1>${title}</h1>
${problemNote(reader, problem)}
<h2>${say('Mailboxes', 'メールボックス')}</h2>
<ul class="faults">${google.accounts.list(MOST).map(({ address }) => row(address))}</ul>
${composeForm(google, reader, null)}`;
  return page(problem ? 400 : 200, layout(google, reader, { title, content }));
}

/** `GET /emulator/mail/{address}`. */
export function showMailbox(google: Google, { path, request }: Exchange): Answer | Promise<Answer> {
  const account = google.accounts.byAddress(segmentsOf(path)[2] ?? '');
  if (!account) return json(404, { error: 'not_found' });
  return mailboxPage(google, readerOf(request), { address: account.address });
}

/** A mailbox to show, and why the submitted form was refused. */
export type ShownMailbox = { address: string; problem?: Words };

/** The messages of a mailbox, the newest first, and the forms that put mail into it. */
export function mailboxPage(
  google: Google,
  reader: Reader,
  { address, problem }: ShownMailbox,
): Promise<Answer> {
  const { say } = reader;
  const messages = google.mail.list(address);
  const content = html`
<p class="small"><a href="${google.basePath}/emulator/mail">${say('Mailboxes', 'メールボックス')}</a></p>
<h1>${address}</h1>
${problemNote(reader, problem)}
<h2>${messageCount(reader, messages.length)}</h2>
<ul class="faults">${messages.slice(0, MOST).map((message) => messageRow(google, reader, message))}</ul>
${messages.length > MOST ? html`<p class="small">${say(`The ${MOST} newest are shown.`, `新しい順に ${MOST} 通を表示しています。`)}</p>` : ''}
${composeForm(google, reader, address)}
${uploadForm(google, reader, address)}`;
  return page(problem ? 400 : 200, layout(google, reader, { title: address, content }));
}

/** The note above a form that was refused. */
export function problemNote({ read }: Reader, problem: Words | undefined): Markup | string {
  return problem ? html`<p class="problem" role="alert">${read(problem)}</p>` : '';
}

function uploadForm(google: Google, { say }: Reader, address: string): Markup {
  return html`<h2>${say('Upload messages', 'メールのアップロード')}</h2>
<form method="post" enctype="multipart/form-data" class="other" action="${mailboxPath(google, address)}">
<label for="eml">${say('Message files (.eml), one or more', 'メールのファイル (.eml、複数可)')}</label>
<input id="eml" name="eml" type="file" accept=".eml,message/rfc822" multiple required>
<button name="do" value="upload">${say('Upload', 'アップロード')}</button>
</form>`;
}

function messageRow(google: Google, reader: Reader, message: StoredMessage): Markup {
  const { address, id, labelIds, size } = message;
  const headers = mailHeaders(google.mail.rawOf(message));
  const labels = labelIds.join(', ') || reader.say('no label', 'ラベルなし');
  return html`<li><p><a href="${mailboxPath(google, address)}/${id}">${subjectOf(reader, headers)}</a>
<span class="small">${decodedHeader(headerOf(headers, 'From'))}</span>
<span class="small">${dateText(message)} · ${labels} · ${sizeText(reader, size)}</span></p></li>`;
}

/** The subject, in Gmail's own words when there is none. */
export const subjectOf = ({ say }: Reader, headers: ReturnType<typeof mailHeaders>): string =>
  decodedHeader(headerOf(headers, 'Subject')) || say('(no subject)', '(件名なし)');

/** A form that sends mail to one of the mailboxes; with an address, to that one. */
function composeForm(google: Google, reader: Reader, address: string | null): Markup {
  const { say } = reader;
  const addresses = google.accounts.list(MOST).map((account) => account.address);
  const to = address
    ? html`<input type="hidden" name="to" value="${address}">`
    : html`<label for="to">${say('To', '宛先')}</label>
<select id="to" name="to">${addresses.map((one) => html`<option ${one === 'support@example.com' ? 'selected' : ''}>${one}</option>`)}</select>`;
  const heading = address
    ? say('Send a mail', 'メールを送信')
    : say('Send a mail to a mailbox', 'メールボックスにメールを送信');
  return html`
<h2>${heading}</h2>
<form method="post" enctype="multipart/form-data" class="other" action="${google.basePath}/emulator/mail">
<label for="from">${say('From', '差出人')}</label>
<input id="from" name="from" required autocomplete="off" value="Carla Customer &lt;carla@customer.example&gt;">
${to}
<label for="subject">${say('Subject', '件名')}</label>
<input id="subject" name="subject" autocomplete="off">
${textFields(reader, false)}
<button name="do" value="compose">${say('Send', '送信')}</button>
</form>`;
}

/** The fields of a mail that the forms of a new mail and of an answer share. */
export function textFields({ say }: Reader, required: boolean): Markup {
  return html`<label for="text">${say('Text', '本文')}</label>
<textarea id="text" name="text" rows="6" ${required ? 'required' : ''}></textarea>
<label for="attachments">${say('Attachments', '添付ファイル')}</label>
<input id="attachments" name="attachments" type="file" multiple>
<label class="tick"><input type="checkbox" name="forged" value="1"> ${say(
    'The sender is not authenticated (dmarc=fail)',
    '送信者の認証に失敗する (dmarc=fail)',
  )}</label>`;
}

export function mailboxPath({ basePath }: Pick<Google, 'basePath'>, address: string): string {
  return `${basePath}/emulator/mail/${encodeURIComponent(address)}`;
}

export function dateText({ internalDate }: StoredMessage): string {
  return `${new Date(internalDate).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function sizeText({ say }: Reader, bytes: number): string {
  if (bytes < 1024) return say(`${bytes} bytes`, `${bytes} バイト`);
  return `${Math.round(bytes / 1024).toLocaleString('en')} KB`;
}

function messageCount({ say }: Reader, count: number): string {
  const written = count.toLocaleString('en');
  return say(count === 1 ? '1 message' : `${written} messages`, `${written} 通`);
}
