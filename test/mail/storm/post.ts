import { createHash } from 'node:crypto';

/** What becomes of a mail: `rescued`: it came as spam, and somebody moved it to the inbox. */
export type Fate = 'filed' | 'spam' | 'rescued' | 'deleted';

/** A mail as somebody sent it. */
export type Sent = {
  readonly number: number;
  /** In whose case it belongs: mail of one conversation is on one case, which has no other mail. */
  readonly conversation: number;
  readonly mailboxes: readonly string[];
  /** With angle brackets; null: it has none. */
  readonly messageId: string | null;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** SHA-256 of each, in hexadecimal digits, sorted. */
  readonly attachments: readonly string[];
  readonly fate: Fate;
  readonly content: string;
};

type Conversation = {
  readonly number: number;
  readonly mailboxes: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly messageIds: string[];
};

type Places = {
  readonly mailboxes: readonly string[];
  /** Those that get no copies of mail to others. */
  readonly separate: readonly string[];
  readonly largest: number;
};

type File = { readonly name: string; readonly content: Buffer };

/** Who sends mail to some mailboxes: new questions, answers, answers of strangers, copies, spam. */
export class Customers {
  readonly #random: () => number;
  readonly #mailboxes: readonly string[];
  readonly #shared: readonly string[];
  readonly #open: Conversation[] = [];
  readonly #largest: number;
  #conversations = 0;
  readonly sent: Sent[] = [];

  constructor(random: () => number, { mailboxes, separate, largest }: Places) {
    this.#random = random;
    this.#mailboxes = mailboxes;
    this.#shared = mailboxes.filter((address) => !separate.includes(address));
    this.#largest = largest;
  }

  write(): Sent {
    const drawn = this.#random();
    const known = this.#open[this.#below(this.#open.length)];
    if (known && drawn < 0.45) return this.#answer(known, known.number, known.from);
    // A stranger knows the Message-ID of a conversation, and must not see its case. In a separate mailbox the
    // stranger's mail may come before all others and be taken for the thread's owner.
    if (known && drawn < 0.5 && known.mailboxes.every((at) => this.#shared.includes(at))) {
      const number = this.#conversations++;
      return this.#answer(known, number, `stranger-${number}@elsewhere.example`);
    }
    return this.#ask();
  }

  #ask(): Sent {
    const number = this.#conversations++;
    const fate = this.#pick<Fate>([...Array<Fate>(16).fill('filed'), 'spam', 'rescued', 'deleted']);
    const first = this.#pick(this.#mailboxes);
    const others = this.#shared.filter((address) => address !== first);
    const isCopied = fate === 'filed' && this.#shared.includes(first) && this.#random() < 0.2;
    const conversation: Conversation = {
      number,
      mailboxes: isCopied ? [first, this.#pick(others)] : [first],
      from: `customer-${number}@customer-${number % 7}.example`,
      subject: `Question ${number} ❓`,
      messageIds: [],
    };
    const hasId = isCopied || this.#random() < 0.95;
    const mail = this.#put(conversation, {
      conversation: number,
      from: conversation.from,
      subject: conversation.subject,
      messageId: hasId ? this.#newId() : null,
      fate,
    });
    if (fate === 'filed' && mail.messageId) {
      conversation.messageIds.push(mail.messageId);
      this.#open.push(conversation);
    }
    return mail;
  }

  #answer(conversation: Conversation, number: number, from: string): Sent {
    const messageId = this.#newId();
    const subject = `Re: ${conversation.subject}`;
    const about = { conversation: number, from, subject, messageId, fate: 'filed' as const };
    const mail = this.#put(conversation, about);
    if (number === conversation.number) conversation.messageIds.push(messageId);
    return mail;
  }

  #put(
    { mailboxes, messageIds }: Conversation,
    about: Pick<Sent, 'conversation' | 'from' | 'subject' | 'messageId' | 'fate'>,
  ): Sent {
    const number = this.sent.length;
    const text = `This is the text of mail ${number}.`;
    const files = this.#files(number);
    const headers = {
      'Authentication-Results': `mx.google.com; dmarc=pass header.from=${about.from.split('@')[1]}`,
      From: `Customer <${about.from}>`,
      To: mailboxes.join(', '),
      Date: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toUTCString(),
      Subject: `=?utf-8?B?${Buffer.from(about.subject).toString('base64')}?=`,
      ...(about.messageId && { 'Message-ID': about.messageId }),
      ...(messageIds.length > 0 && {
        'In-Reply-To': messageIds.at(-1),
        References: messageIds.slice(-10).join(' '),
      }),
    };
    const mail: Sent = {
      ...about,
      number,
      mailboxes,
      text,
      attachments: files.map(({ content }) => sha256(content)).toSorted(),
      content: mime(headers, text, files),
    };
    this.sent.push(mail);
    return mail;
  }

  /** None, one or several; some of them equal, or of the same name. */
  #files(number: number): File[] {
    if (this.#random() < 0.7) return [];
    const one = this.#file(`file-${number}.bin`);
    return this.#pick([
      [one],
      [one, this.#file(`報告 ${number}.pdf`)],
      [one, one],
      [one, this.#file(one.name), this.#file('photo.png')],
    ]);
  }

  #file(name: string): File {
    const bytes = 1 + this.#below(this.#random() < 0.03 ? this.#largest : 20_000);
    const block = Buffer.from(`${name} ${this.#random()} `);
    return { name, content: Buffer.alloc(bytes, block) };
  }

  #newId = (): string => `<mail-${this.sent.length}@customer.example>`;
  #below = (limit: number): number => Math.floor(this.#random() * limit);
  #pick = <T>(items: readonly T[]): T => items[this.#below(items.length)] as T;
}

export const sha256 = (content: Buffer): string =>
  createHash('sha256').update(content).digest('hex');

function mime(
  headers: Readonly<Record<string, string | undefined>>,
  text: string,
  files: readonly File[],
): string {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const body = ['Content-Type: text/plain; charset=utf-8', '', text, ''];
  const whole =
    files.length === 0
      ? body
      : [
          'Content-Type: multipart/mixed; boundary="next"',
          '',
          '--next',
          ...body,
          ...files.flatMap(partOf),
          '--next--',
          '',
        ];
  return [...head, 'MIME-Version: 1.0', ...whole].join('\r\n');
}

const partOf = ({ name, content }: File): string[] => [
  '--next',
  'Content-Type: application/octet-stream',
  'Content-Transfer-Encoding: base64',
  `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
  '',
  content.toString('base64').replace(/.{76}/g, '$&\r\n'),
];
