import { readerOf } from '../../reader.ts';
import { RefusedInput, refusalIn } from '../../refused-input.ts';
import type { Google } from '../google.ts';
import { type Answer, json, redirect } from '../http/answer.ts';
import { type Exchange, segmentsOf } from '../http/exchange.ts';
import type { StoredMessage } from '../state/mail.ts';
import { changeLabels, deleteMail, deliverMail } from './change-mail.ts';
import { addressIn, composeMail } from './compose.ts';
import { decodedHeader, headerOf, mailHeaders, messageIdsIn } from './headers.ts';
import { type MailForm, readMailForm } from './mail-form.ts';
import { mailboxesPage, mailboxPage, mailboxPath } from './mailboxes-page.ts';
import { MOVES, messagePage } from './message-page.ts';

/** `POST /emulator/mail` and `POST /emulator/mail/{address}`: sends the composed mail, or takes the uploaded files. */
export async function submitMail(google: Google, exchange: Exchange): Promise<Answer> {
  const form = await readMailForm(exchange);
  const address = segmentsOf(exchange.path)[2] ?? form.text('to');
  const account = google.accounts.byAddress(address);
  const reader = readerOf(exchange.request);
  if (!account) return mailboxesPage(google, reader, NO_MAILBOX);
  try {
    const contents =
      form.text('do') === 'upload' ? await uploaded(form) : [await composed(form, account.address)];
    for (const content of contents) deliverMail(google, { address: account.address, content });
  } catch (thrown) {
    const problem = refusalIn(thrown);
    return mailboxPage(google, reader, { address: account.address, problem });
  }
  return redirect(mailboxPath(google, account.address));
}

const NO_MAILBOX = { en: 'Choose a mailbox', ja: 'メールボックスを選択してください' };
const NO_BUTTON = { en: 'Press one of the buttons', ja: 'いずれかのボタンを押してください' };

async function uploaded(form: MailForm): Promise<Buffer[]> {
  const files = form.files('eml');
  if (files.length === 0)
    throw new RefusedInput('Choose a message file', 'メールのファイルを選択してください');
  return Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer())));
}

function composed(form: MailForm, to: string): Promise<Buffer> {
  return composeMail({
    from: form.text('from'),
    to,
    subject: form.text('subject'),
    text: form.text('text'),
    attachments: form.files('attachments'),
    isAuthentic: form.text('forged') === '',
    references: [],
  });
}

/** `POST /emulator/mail/{address}/{id}`: moves, deletes or answers a message. */
export async function submitMessage(google: Google, exchange: Exchange): Promise<Answer> {
  const [, , address = '', id = ''] = segmentsOf(exchange.path);
  const message = google.mail.find(address.toLowerCase(), id);
  if (!message) return json(404, { error: 'not_found' });
  const form = await readMailForm(exchange);
  const action = form.text('do');
  const mailbox = mailboxPath(google, message.address);
  if (action === 'delete') {
    deleteMail(google, message);
    return redirect(mailbox);
  }
  const reader = readerOf(exchange.request);
  if (action === 'reply') {
    return reply(google, message, form).catch((thrown: unknown) =>
      messagePage(google, reader, { message, problem: refusalIn(thrown) }),
    );
  }
  if (!isMove(action)) return messagePage(google, reader, { message, problem: NO_BUTTON });
  changeLabels(google, message, MOVES[action]);
  return redirect(`${mailbox}/${message.id}`);
}

function isMove(action: string): action is keyof typeof MOVES {
  return Object.hasOwn(MOVES, action);
}

/**
 * Sends the customer's answer: from who wrote the message, or, if the mailbox sent it, from its recipient.
 *
 * @throws RangeError when the answer has no sender
 */
async function reply(google: Google, message: StoredMessage, form: MailForm): Promise<Answer> {
  const headers = mailHeaders(google.mail.rawOf(message));
  const sent = addressIn(headerOf(headers, 'From')) === message.address;
  const references = messageIdsIn(headerOf(headers, 'References'));
  const subject = decodedHeader(headerOf(headers, 'Subject'));
  const content = await composeMail({
    from: decodedHeader(headerOf(headers, sent ? 'To' : 'From')),
    to: message.address,
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    text: form.text('text'),
    attachments: form.files('attachments'),
    isAuthentic: form.text('forged') === '',
    references: [...references, ...(message.messageId ? [message.messageId] : [])],
  });
  const { id } = deliverMail(google, { address: message.address, content });
  return redirect(`${mailboxPath(google, message.address)}/${id}`);
}
