import { html } from 'hono/html';
import { type Reader, readerOf, type Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, json, type Markup, page } from '../http/answer.ts';
import { type Exchange, segmentsOf } from '../http/exchange.ts';
import { layout } from '../pages/layout.ts';
import type { StoredMessage } from '../state/mail.ts';
import { decodedHeader, headerOf, mailHeaders } from './headers.ts';
import {
  dateText,
  mailboxPath,
  problemNote,
  sizeText,
  subjectOf,
  textFields,
} from './mailboxes-page.ts';

/** What the buttons of a message do to its labels. */
export const MOVES = {
  archive: {
    does: { en: 'Archive', ja: 'アーカイブ' },
    addLabelIds: [],
    removeLabelIds: ['INBOX'],
  },
  inbox: {
    does: { en: 'Move to inbox', ja: '受信トレイに移動' },
    addLabelIds: ['INBOX'],
    removeLabelIds: ['TRASH'],
  },
  spam: {
    does: { en: 'Report spam', ja: '迷惑メールを報告' },
    addLabelIds: ['SPAM'],
    removeLabelIds: ['INBOX'],
  },
  'not-spam': {
    does: { en: 'Not spam', ja: '迷惑メールではない' },
    addLabelIds: ['INBOX'],
    removeLabelIds: ['SPAM'],
  },
  trash: {
    does: { en: 'Delete (to the trash)', ja: '削除(ゴミ箱に移動)' },
    addLabelIds: ['TRASH'],
    removeLabelIds: ['INBOX'],
  },
} as const;

/** The part of a message that the page shows. */
const SHOWN_BYTES = 32 * 1024;

/** `GET /emulator/mail/{address}/{id}`. */
export function showMessage(google: Google, { path, request }: Exchange): Answer | Promise<Answer> {
  const [, , address = '', id = ''] = segmentsOf(path);
  const message = google.mail.find(address.toLowerCase(), id);
  if (!message) return json(404, { error: 'not_found' });
  return messagePage(google, readerOf(request), { message });
}

/** A message to show, and why the submitted form was refused. */
export type ShownMessage = { message: StoredMessage; problem?: Words };

/** A message with its buttons, an answer to it, and its source. */
export function messagePage(
  google: Google,
  reader: Reader,
  { message, problem }: ShownMessage,
): Promise<Answer> {
  const { say } = reader;
  const raw = google.mail.rawOf(message);
  const headers = mailHeaders(raw);
  const subject = subjectOf(reader, headers);
  const content = html`
<p class="small"><a href="${mailboxPath(google, message.address)}">${message.address}</a></p>
<h1>${subject}</h1>
${problemNote(reader, problem)}
${messageFacts(reader, message, decodedHeader(headerOf(headers, 'From')))}
<h2>${say('Move it', '移動')}</h2>
${moveForm(google, reader, message)}
<h2>${say('Reply as the customer', '顧客として返信')}</h2>
${replyForm(google, reader, message)}
<h2>${say('Source', 'メッセージのソース')}</h2>
<pre class="code source">${raw.subarray(0, SHOWN_BYTES).toString('utf8')}</pre>
${raw.length > SHOWN_BYTES ? html`<p class="small">${say(`The first ${sizeText(reader, SHOWN_BYTES)} are shown.`, `先頭の ${sizeText(reader, SHOWN_BYTES)} を表示しています。`)}</p>` : ''}`;
  return page(problem ? 400 : 200, layout(google, reader, { title: subject, content }));
}

function messageFacts(reader: Reader, message: StoredMessage, from: string): Markup {
  const { say } = reader;
  const size = sizeText(reader, message.size);
  return html`<dl class="facts">
<div><dt>${say('From', '差出人')}</dt><dd>${from}</dd></div>
<div><dt>${say('Arrived', '受信日時')}</dt><dd>${dateText(message)}${say(', ', '、')}${size}</dd></div>
<div><dt>${say('Labels', 'ラベル')}</dt><dd>${message.labelIds.join(', ') || say('none', 'なし')}</dd></div>
<div><dt>${say('Message', 'メッセージ')}</dt><dd><code>${message.id}</code></dd></div>
<div><dt>${say('Thread', 'スレッド')}</dt><dd><code>${message.threadId}</code></dd></div>
</dl>`;
}

function moveForm(
  google: Google,
  { read, say }: Reader,
  { address, id, labelIds }: StoredMessage,
): Markup {
  const moves = Object.entries(MOVES).filter(
    ([, { addLabelIds, removeLabelIds }]) =>
      addLabelIds.some((label) => !labelIds.includes(label)) ||
      removeLabelIds.some((label) => labelIds.includes(label)),
  );
  return html`<form method="post" enctype="multipart/form-data" class="moves" action="${mailboxPath(google, address)}/${id}">
${moves.map(([move, { does }]) => html`<button class="quiet" name="do" value="${move}">${read(does)}</button> `)}
<button class="quiet" name="do" value="delete">${say('Delete for ever', '完全に削除')}</button>
</form>`;
}

function replyForm(google: Google, reader: Reader, { address, id }: StoredMessage): Markup {
  return html`<form method="post" enctype="multipart/form-data" class="other" action="${mailboxPath(google, address)}/${id}">
${textFields(reader, true)}
<button name="do" value="reply">${reader.say('Send the reply', '返信を送信')}</button>
</form>`;
}
