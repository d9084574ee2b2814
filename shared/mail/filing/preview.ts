import { AppError } from '../../errors.ts';
import { type HeaderFields, headerFields } from '../message/header-fields.ts';
import type { SkipReason } from '../model/ledger.ts';
import { DEFAULT_POLICIES, type Policies } from '../model/policies.ts';
import type { Attachment, MailAddress, ParsedMail, RawMessage, Scratch } from '../ports.ts';
import type { Bounce } from '../reading/bounce-of.ts';
import type { MailKind } from '../reading/kind-of.ts';
import { replyOf } from '../reading/reply-of.ts';
import { isBlocked, whyNotJoinAny, whyNotOpen } from './may-open.ts';
import { oursOf, type UnderstoodMail, understandMail } from './understand.ts';

/** What would become of a mail, as far as the mail alone tells. */
export type MailPreview = {
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly date: Date | null;
  readonly from: MailAddress | null;
  /** The customer as we see them. */
  readonly sender: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly subject: string;
  /** Text and HTML as they would be stored. */
  readonly text: string;
  readonly html: string | null;
  /** The text without what it quotes. */
  readonly reply: string;
  readonly attachments: readonly PreviewedFile[];
  readonly kind: MailKind;
  readonly bounce: Bounce | null;
  readonly decision: Decision;
};

export type PreviewedFile = Pick<Attachment, 'name' | 'type' | 'bytes' | 'sha256'> & {
  readonly inline: boolean;
};

/**
 * `file`: on the case that it belongs to (`joins_its_case`: and skipped if there is none), or else on a new one. `skip`:
 * the reason is the one of the ledger.
 */
export type Decision = {
  readonly action: 'file' | 'skip';
  readonly reason: 'new_case' | 'its_case_or_new_case' | 'joins_its_case' | SkipReason;
};

/** Which mailbox would have got the mail. */
export type PreviewedFor = {
  /** Left out: the one of Delivered-To. */
  readonly address?: string;
  /** Left out: the defaults. */
  readonly policies?: Policies;
};

/**
 * Reads a mail as it would be read from Gmail, and says what would become of it, without Gmail and without an org.
 * Ours is who has the domain of the mailbox.
 *
 * @throws AppError `mail_unreadable`: it is no mail; and what reading it throws
 */
export async function previewMail(
  raw: RawMessage,
  scratch: Scratch,
  { address, policies = DEFAULT_POLICIES }: PreviewedFor = {},
): Promise<MailPreview> {
  const [{ parseMail, cutMail }, { maskMail }] = await Promise.all([
    import('../message/index.ts'),
    import('../redaction/mask-mail.ts'),
  ]);
  const { mail, discard } = await parseMail(raw, scratch);
  try {
    const fields = headerFields(mail.headers);
    if (!isMail(fields)) throw new AppError('mail_unreadable');
    const ours = oursOf(address ?? fields.first('delivered-to') ?? '');
    const understood = await understandMail(mail, ours, policies);
    const masked = maskMail({ ...understood.mail, from: mail.from }, policies);
    const { email } = cutMail(masked.mail, raw);
    const decision = decide(mail, understood, policies);
    return { ...previewOf(masked.mail, understood, email), decision };
  } finally {
    await discard();
  }
}

/** A header section has one of these fields at least, or it is that of something else. */
const OF_MAIL = ['from', 'sender', 'to', 'date', 'subject', 'message-id', 'received'];

const isMail = ({ first }: HeaderFields): boolean => OF_MAIL.some((name) => first(name) !== null);

function previewOf(
  mail: ParsedMail,
  understood: UnderstoodMail,
  { text, html }: { readonly text: string; readonly html: string | null },
): Omit<MailPreview, 'decision'> {
  const { messageId, inReplyTo, references, date, from, to, cc, replyTo, subject } = mail;
  const { kind, bounce, sender } = understood;
  return {
    ...{ messageId, inReplyTo, references, date, from, sender: sender.sender },
    ...{ to, cc, replyTo, subject, text, html },
    reply: replyOf(text, subject),
    attachments: mail.attachments.map(({ name, type, bytes, sha256, isInline }) => ({
      ...{ name, type, bytes, sha256 },
      inline: isInline,
    })),
    kind,
    bounce,
  };
}

function decide(
  mail: ParsedMail,
  { kind, bounce, sender }: UnderstoodMail,
  policies: Policies,
): Decision {
  if (isBlocked(sender.sender?.address ?? null, policies))
    return { action: 'skip', reason: 'blocked' };
  const never = whyNotJoinAny(kind, policies);
  if (never !== null) return { action: 'skip', reason: never };
  const isAnswer = mail.inReplyTo.length > 0 || mail.references.length > 0;
  const skipped = whyNotOpen(kind, policies);
  if (skipped === null)
    return { action: 'file', reason: isAnswer ? 'its_case_or_new_case' : 'new_case' };
  const namesMail = isAnswer || bounce?.originalMessageId != null;
  return namesMail
    ? { action: 'file', reason: 'joins_its_case' }
    : { action: 'skip', reason: skipped };
}
