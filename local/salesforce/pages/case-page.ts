import { html } from 'hono/html';
import { type Reader, readerOf, type Words } from '../../reader.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Org } from '../org.ts';
import type { Row } from '../state/records.ts';
import { answerForm, type DraftAnswer } from './answer-case.ts';
import { caseFacts } from './cases-page.ts';
import { layout } from './layout.ts';
import { mailsOf } from './mails-of.ts';
import { minuteOf, noSubject, sizeOf } from './names.ts';

/**
 * `GET /cases/{id}`: a case and its mails, the oldest first.
 *
 * @param refused why the submitted form was refused, and the answer to the customer that was in it
 */
export function casePage(
  org: Org,
  { path, request }: Exchange,
  refused?: Refused,
): Promise<Answer> {
  const reader = readerOf(request);
  const { say, read } = reader;
  const row = org.records.find('Case', path.split('/')[2] ?? '');
  if (!row) return noCase(org, reader);
  const mails = mailsOf(org, row.Id);
  const none = html`<p>${say('There is none.', 'メールはありません。')}</p>`;
  const isDeleted = row['IsDeleted'] === true;
  const content = html`
<h1>${row['Subject'] ?? noSubject(reader)}</h1>
${refused ? html`<p class="problem" role="alert">${read(refused.problem)}</p>` : ''}
${caseFacts(org, reader, row)}
${isDeleted ? goneNote(org, reader, row) : actions(org, reader, row)}
<h2>${say('Mails', 'メール')}</h2>
${mails.length === 0 ? none : mails.map((mail) => mailSection(org, reader, mail))}
${isDeleted ? '' : answerForm({ org, row }, reader, refused?.draft)}`;
  const title = String(row['CaseNumber']);
  return page(refused ? 400 : 200, layout(org, reader, { title, content }));
}

/** A form that was refused. */
export type Refused = { readonly problem: Words; readonly draft?: DraftAnswer };

function noCase(org: Org, reader: Reader): Promise<Answer> {
  const title = reader.say('There is no such case', 'このケースはありません');
  return page(404, layout(org, reader, { title, content: html`<h1>${title}</h1>` }));
}

function goneNote({ basePath }: Org, { say }: Reader, row: Row): Markup {
  const master = row['MasterRecordId'];
  if (typeof master !== 'string') {
    return html`<p class="problem">${say('This case is deleted.', 'このケースは削除されています。')}</p>`;
  }
  const href = `${basePath}/cases/${master}`;
  return html`<p class="problem">${say(
    html`This case was merged into <a href="${href}">another one</a>.`,
    html`このケースは<a href="${href}">別のケース</a>にマージされました。`,
  )}</p>`;
}

function actions({ basePath, settings }: Org, { say }: Reader, row: Row): Markup {
  return html`<form method="post" action="${basePath}/cases/${row.Id}" class="actions">
<button disabled hidden></button>
${row['IsClosed'] !== true && html`<button name="do" value="close">${say('Close', 'クローズ')}</button>`}
<button class="quiet" name="do" value="delete">${say('Delete', '削除')}</button>
${settings.outbound() !== null && html`<button class="quiet" name="do" value="outbound">${say('Send Outbound Message', 'アウトバウンドメッセージを送信')}</button>`}
<label>${say('Number of another case', '別のケースの番号')}
<input name="into" inputmode="numeric" autocomplete="off" placeholder="00001001"></label>
<button class="quiet" name="do" value="merge">${say('Merge into it', 'マージ')}</button>
</form>`;
}

function mailSection(org: Org, reader: Reader, mail: Row): Markup {
  const { say } = reader;
  const copies = [mail['ToAddress'], mail['CcAddress']].filter((one) => one !== null);
  const { FromName: name, FromAddress: address } = mail;
  const from = name ? `${name} <${address}>` : address;
  const direction = mail['Incoming'] === true ? say('Incoming', '受信') : say('Outgoing', '送信');
  return html`<article class="mail">
<h3>${mail['Subject'] ?? noSubject(reader)}</h3>
<dl class="facts">
<div><dt>${say('From', '送信元')}</dt><dd>${from}</dd></div>
<div><dt>${say('To', '宛先')}</dt><dd>${copies.join(', ')}</dd></div>
<div><dt>${say('Date', '日時')}</dt><dd>${minuteOf(mail['MessageDate'])}</dd></div>
<div><dt>${say('Direction', '送受信')}</dt><dd>${direction}</dd></div>
</dl>
${mailBody(reader, mail)}
${fileList(org, reader, mail)}
</article>`;
}

/**
 * A mail's HTML in a frame of no origin that runs nothing. Its own policy is stricter than the page's, which
 * it inherits: only images that are in the mail itself are shown.
 */
function mailBody({ say }: Reader, mail: Row): Markup {
  const markup = mail['HtmlBody'];
  if (typeof markup !== 'string') return html`<pre>${mail['TextBody'] ?? ''}</pre>`;
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`;
  return html`<iframe title="${say('The mail’s text', 'メールの本文')}" sandbox srcdoc="${policy + markup}"></iframe>`;
}

function fileList({ records, basePath }: Org, reader: Reader, mail: Row): Markup | string {
  const links = records.having('ContentDocumentLink', 'LinkedEntityId', [mail.Id]);
  const versions = links.flatMap((link) => {
    const document = records.find('ContentDocument', String(link['ContentDocumentId']));
    return records.find('ContentVersion', String(document?.['LatestPublishedVersionId'])) ?? [];
  });
  if (versions.length === 0) return '';
  return html`<ul>${versions.map(
    (file) =>
      html`<li><a href="${basePath}/sfc/servlet.shepherd/version/download/${file.Id}">${file['PathOnClient']}</a>
<span class="small">${sizeOf(reader, Number(file['ContentSize']))}</span></li>`,
  )}</ul>`;
}
