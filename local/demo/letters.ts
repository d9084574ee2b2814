import { randomUUID } from 'node:crypto';
import { traceOf } from '../google/mail/compose.ts';
import type { Draw } from './draw.ts';

/** What is known of a mail that is answered. */
export type Sent = { readonly messageId: string | null };

const SENDERS = [
  ['Ann Example', 'ann@customer.example'],
  ['Bob Example', 'bob@customer.example'],
  ['Carla Customer', 'carla@shop.example'],
  ['Deniz Kaya', 'deniz@import.example'],
  ['山田 花子', 'hanako@customer.example'],
  ['佐藤 健', 'ken@store.example'],
] as const;

const LETTERS = [
  ['The lamp does not light', 'I changed the bulb, and it still does not light. What can I do?'],
  ['Where is my order?', 'It was to arrive on Monday. Could you tell me where it is?'],
  ['Warranty of the desk', 'One leg is loose after a year. Does the warranty cover it?'],
  ['Wrong colour delivered', 'I ordered blue and got green. I would like to change it.'],
  ['Invoice for last month', 'Could you please send the invoice again, as PDF?'],
  ['Opening hours', 'Are you open on the holiday next week?'],
  ['注文の配送状況について', '先週注文した商品がまだ届きません。状況を教えてください。'],
  ['返品のお願い', 'サイズが合わなかったため、返品したいです。手順を教えてください。'],
  ['領収書の再発行', '先月分の領収書を再発行していただけますか。'],
] as const;

export const ANSWER =
  'Thank you for writing to us. We have looked into it, and a colleague will call you today.';

type Letter = { readonly at: Date; readonly answered: Sent | null; readonly draw: Draw };

/** A mail of a customer as it arrives: most are letters, some are newsletters, out-of-office notes or spam. */
export function mailTo(to: string, { at, answered, draw }: Letter) {
  const [name, address] = draw.of(SENDERS);
  const [subject, text] = draw.of(LETTERS);
  const kind = draw.number();
  const isNote = kind < 0.06;
  const headers = {
    From: `${encoded(name)} <${address}>`,
    To: to,
    Subject: encoded(isNote ? `Out of office: ${subject}` : `${answered ? 'Re: ' : ''}${subject}`),
    'Message-ID': `<${randomUUID()}@${address.split('@')[1]}>`,
    Date: at.toUTCString(),
    ...(isNote && { 'Auto-Submitted': 'auto-replied' }),
    ...(answered?.messageId && {
      'In-Reply-To': answered.messageId,
      References: answered.messageId,
    }),
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  };
  const lines = Object.entries(headers).map(([field, value]) => `${field}: ${value}`);
  const trace = traceOf(to, { sender: address, isAuthentic: true });
  const labelIds = kind > 0.94 ? ['SPAM', 'UNREAD'] : ['INBOX', 'UNREAD'];
  return { content: `${trace}${lines.join('\r\n')}\r\n\r\n${text}\r\n`, labelIds };
}

/** A header's text (RFC 2047). */
const encoded = (text: string): string =>
  /^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
