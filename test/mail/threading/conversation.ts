import type { startOrg } from '../../salesforce/emulator/emulated-org.ts';
import type { Filing } from '../filing/harness.ts';

/** A conversation, and the case that each of its mails must be on. */
export type Conversation = {
  /** What happens and why it is right, so that a failure tells the story. */
  readonly name: string;
  /** Only with the Apex class, or only without it; both when left out. */
  readonly only?: 'with_apex' | 'without_apex';
  readonly steps: readonly Step[];
};

/** A mail that arrives, or something that happens to the cases between two mails. */
export type Step = Mail | ((played: Played) => Promise<void> | void);

export type Mail = {
  /** An address, or the whole value of From. */
  readonly from: string;
  /**
   * `A` is the first case that mail opened, `B` the next one; a mail that should have joined one says why it did not:
   * `B (stranger)`. Or `skipped (bounce)`.
   */
  readonly on: string;
  /** In whose mailbox it arrives. */
  readonly mailbox?: 'support' | 'sales';
  readonly to?: string;
  /** What Gmail says of From: DMARC, or the methods as it writes them; null: Gmail judged nothing. */
  readonly gmail?: 'pass' | 'fail' | 'none' | (string & {}) | null;
  /** The number of the mail that began its Gmail thread; left out: it begins one. */
  readonly thread?: number;
  /** Null: it has none. Left out: `<n@mail.example>` for the n-th mail. */
  readonly messageId?: string | null;
  /** Further header fields; after an empty one the body, in place of `text`. */
  readonly headers?: readonly string[];
  readonly subject?: string;
  /** In all texts `{token A}`, `{ref A}`, `{old ref A}`, `{foreign ref A}` and `{sent id A}` stand for what names case A. */
  readonly text?: string;
  /** It has the date of that mail. */
  readonly sentWith?: number;
  /** It was deleted in Gmail before it could be read. */
  readonly isDeleted?: boolean;
  /** It is the same mail as that one, in another mailbox. */
  readonly copyOf?: number;
};

export const ANN = 'ann@customer.example';
export const BOB = 'bob@customer.example';
export const PRIVATE = 'ann.smith@gmail.com';
export const CAROL = 'carol@other.example';
export const EVE = 'eve@evil.example';
export const TOM = 'tom@ours.example';
export const SUPPORT = 'support@ours.example';
export const SALES = 'sales@ours.example';

/** A conversation as far as it was played. */
export type Played = {
  readonly org: Awaited<ReturnType<typeof startOrg>>['org'];
  readonly filing: Filing;
  readonly mails: { readonly mail: Mail; readonly lines: readonly string[] }[];
  /** Ids of cases, the first one that mail opened first. */
  readonly cases: string[];
  readonly act: (caseName: string, form: Readonly<Record<string, string>>) => Promise<void>;
};

type About = Omit<Mail, 'from' | 'on'>;

export const mail = (from: string, on: string, about: About = {}): Mail => ({ from, on, ...about });

export const idOf = (number: number): string => `<${number}@mail.example>`;
export const inReplyTo = (number: number): string => `In-Reply-To: ${idOf(number)}`;
export const references = (...numbers: readonly number[]): string =>
  `References: ${numbers.map(idOf).join(' ')}`;

/** An answer that names the n-th mail. */
export const reply = (
  from: string,
  on: string,
  about: About & { readonly to?: string; readonly n?: number } = {},
): Mail => {
  const { n = 1, headers = [], ...rest } = about;
  return mail(from, on, {
    subject: 'Re: Broken lamp',
    ...rest,
    headers: [inReplyTo(n), references(n), ...headers],
  });
};

/** A value of Thread-Index: the conversation's 22 bytes, and five for each answer. */
export const threadIndex = (conversation: string, answers = 0): string =>
  `Thread-Index: ${Buffer.concat([Buffer.alloc(22, conversation), Buffer.alloc(5 * answers, 1)]).toString('base64')}`;
