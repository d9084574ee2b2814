import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import { RefusedInput } from '../../refused-input.ts';
import { type Called, callConnector } from '../calls/callout.ts';
import type { Markup } from '../http/answer.ts';
import type { Org } from '../org.ts';
import type { Row } from '../state/records.ts';
import { mailsOf } from './mails-of.ts';

/** What stands in the form: the text, and the event id of this answer, which stays the same when it is sent again. */
export type DraftAnswer = { readonly text: string; readonly eventId: string };

/** The newest mail of a case that came in; undefined: none did. */
const latestIn = (org: Org, caseId: string): Row | undefined =>
  mailsOf(org, caseId).findLast((mail) => mail['Incoming'] === true);

/** The form that answers the customer; nothing where nobody wrote. */
export function answerForm(
  { org, row: { Id: caseId } }: { readonly org: Org; readonly row: Row },
  { say }: Reader,
  draft?: DraftAnswer,
): Markup | string {
  const mail = latestIn(org, caseId);
  if (!mail) return '';
  const mailbox = String(mail['ToAddress'] ?? '').split(/[;,]\s*/)[0] ?? '';
  return html`<h2 id="reply">${say('Reply', '返信')}</h2>
<dl class="facts"><div><dt>${say('To', '宛先')}</dt><dd>${mail['FromAddress']}</dd></div></dl>
<form method="post" action="${org.basePath}/cases/${caseId}" class="stack">
<input type="hidden" name="event_id" value="${draft?.eventId ?? randomUUID()}">
<label>${say('From this mailbox', '送信元のメールボックス')}
<input name="mailbox" type="email" required value="${mailbox}"></label>
<label>${say('Text', '本文')}
<textarea name="text" rows="5" required>${draft?.text ?? ''}</textarea></label>
<button name="do" value="reply">${say('Reply through Gmail', 'Gmail で返信')}</button>
<p class="small">${say(
    html`A Flow calls <code>sendEmail</code> of the connector through the Named Credential.`,
    html`フローが、指定ログイン情報を使ってコネクタの <code>sendEmail</code> を呼び出します。`,
  )}</p>
</form>`;
}

/**
 * Answers a case's newest mail through the connector, as a Flow does.
 *
 * @returns why it was not sent; null: it was
 */
export async function answerCase(
  org: Org,
  caseId: string,
  form: URLSearchParams,
): Promise<Words | null> {
  const mail = latestIn(org, caseId);
  if (!mail) return NOBODY_WROTE;
  const called = await callConnector(org, 'sendEmail', {
    eventId: form.get('event_id') ?? '',
    mailbox: form.get('mailbox')?.trim() ?? '',
    toAddress: mail['FromAddress'],
    textBody: form.get('text') ?? '',
    caseId,
    answers: mail.Id,
  }).catch(wordsOf);
  return called !== null && 'en' in called ? called : problemIn(called);
}

const NOBODY_WROTE: Words = {
  en: 'Nobody wrote to this case',
  ja: 'このケースに届いたメールはありません',
};
const NO_ANSWER: Words = {
  en: 'The connector did not answer. Press again: it is sent once.',
  ja: 'コネクタから応答がありません。もう一度押してください。送信されるのは 1 回だけです。',
};

/** A connector that cannot make the org its caller is one that does not answer. */
const wordsOf = (thrown: unknown): Words =>
  thrown instanceof RefusedInput ? thrown.words : NO_ANSWER;

/** The connector answers in the language of the org, which is English. */
function problemIn(called: Called): Words | null {
  if (called === null) return NO_ANSWER;
  if (called.status === 200) return null;
  const { message, remedy } = called.body['error'] as Record<string, string>;
  const said = `${message} ${remedy?.replaceAll('\n', ' ') ?? ''}`;
  return { en: said, ja: said };
}
