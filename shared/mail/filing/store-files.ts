import { hashContent } from '../message/keep-attachment.ts';
import type { Attachment, CaseStore, RawMessage, StoredFile } from '../ports.ts';

/** Files of a mail. `original`: the mail as it came, when something of its text had to be cut. */
export type MailFiles = {
  readonly attachments: readonly Attachment[];
  readonly original: Attachment | null;
};

type Wanted = MailFiles & {
  readonly emailMessageId: string;
  /** An earlier attempt, or another mailbox with a copy, may have stored some of them. */
  readonly isRetry: boolean;
  /** Is called before each file that is added. */
  readonly keep: () => Promise<void>;
};

/**
 * Stores the files of an EmailMessage, each once. After an attempt that failed, what the org has is asked for and
 * only the rest is added. Two equal files of one mail are two files. Of the original one is enough, although the
 * copies of a mail differ in their trace fields.
 */
export async function storeFiles(
  cases: CaseStore,
  { emailMessageId, attachments, original, isRetry, keep }: Wanted,
): Promise<void> {
  const add = async (file: Attachment): Promise<void> => {
    await keep();
    await cases.addFile(emailMessageId, file);
  };
  const stored = isRetry ? await cases.listFiles(emailMessageId) : [];
  const left = [...stored];
  for (const file of attachments) {
    const at = left.findIndex((there) => isSame(there, file));
    if (at >= 0) left.splice(at, 1);
    else await add(file);
  }
  if (original !== null && !left.some(({ name }) => name === original.name)) await add(original);
}

const isSame = (one: StoredFile, other: StoredFile): boolean =>
  one.name === other.name && one.bytes === other.bytes && one.md5 === other.md5;

/** The mail as it came, for those of whose text something had to be cut. */
export const originalOf = async (raw: RawMessage): Promise<Attachment> => ({
  name: 'original.eml',
  type: 'message/rfc822',
  isInline: false,
  contentId: null,
  ...(await hashContent(raw.open())),
  open: () => raw.open(),
});
