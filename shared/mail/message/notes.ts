import type { Attachment, MailNote, ParsedMail } from '../ports.ts';
import { parametersOf } from './parameters.ts';

/** The notes that a mail needs: RFC 8551 for S/MIME, RFC 3156 for PGP. `own`: the Content-Type of the mail itself. */
export function notesOf(
  attachments: readonly Pick<Attachment, 'type'>[],
  { own, isCut }: { readonly own: string | null; readonly isCut: boolean },
): readonly MailNote[] {
  const has = (type: RegExp): boolean => attachments.some((file) => type.test(file.type));
  const isSmime = has(/^application\/(?:x-)?pkcs7-mime$/);
  const isOpaque = parametersOf(own ?? '').parameters.get('smime-type') === 'signed-data';
  const notes: readonly (readonly [boolean, MailNote])[] = [
    [isSmime && !isOpaque, 'smime_encrypted'],
    [isSmime && isOpaque, 'smime_opaque'],
    [has(/^application\/pgp-encrypted$/), 'pgp_encrypted'],
    [isCut, 'incomplete'],
  ];
  return notes.flatMap(([isSo, note]) => (isSo ? [note] : []));
}

/** We do not know which language the readers of a case speak, so that each note is in both of ours. */
const WORDS: Readonly<Record<MailNote, readonly [string, string]>> = {
  smime_encrypted: [
    'This mail is encrypted (S/MIME). Its content is in the attached file, which opens in a mail program that has the key.',
    'このメールは暗号化されています (S/MIME)。内容は添付ファイルにあり、鍵を持つメールソフトで開けます。',
  ],
  smime_opaque: [
    'This mail is signed (S/MIME), and its content is within the attached file, which opens in a mail program.',
    'このメールは署名付きです (S/MIME)。内容は添付ファイルの中にあり、メールソフトで開けます。',
  ],
  pgp_encrypted: [
    'This mail is encrypted (PGP). Its content can be read only with the key of the recipient.',
    'このメールは暗号化されています (PGP)。内容は受信者の鍵がないと読めません。',
  ],
  incomplete: [
    'This mail has too many parts to show all of them. The attached original.eml has the whole mail.',
    'このメールは構成要素が多すぎるため、一部だけを表示しています。全文は添付の original.eml にあります。',
  ],
  masked: [
    'Numbers in this mail are masked with •. The mail as it came is in Gmail only.',
    'このメールの番号は • で伏せられています。元のメールは Gmail にのみあります。',
  ],
  in_gmail_only: [
    'This mail is shortened. The whole of it is in Gmail only, because it may hold numbers that are to be masked.',
    'このメールは一部だけを表示しています。伏せるべき番号が含まれる可能性があるため、全文は Gmail にのみあります。',
  ],
};

/** Text and HTML of a mail with its notes before them. HTML that is not there is not made. */
export function withNotes({
  text,
  html,
  notes,
}: Pick<ParsedMail, 'text' | 'html' | 'notes'>): Pick<ParsedMail, 'text' | 'html'> {
  if (notes.length === 0) return { text, html };
  const lines = notes.flatMap((note) => WORDS[note].map((words) => `[${words}]`));
  const paragraphs = lines.map((line) => `<p>${line}</p>`).join('');
  return {
    text: [...lines, ...(text.trim() === '' ? [] : ['', text])].join('\n'),
    html: html === null ? null : `${paragraphs}${html}`,
  };
}
