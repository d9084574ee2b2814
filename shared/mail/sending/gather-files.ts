import { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';
import type { MimeFile } from '../composing/compose-mime.ts';
import { keepContent } from '../keep-content.ts';
import type { SendAttachment } from '../model/send-request.ts';
import type { CaseMail, Scratch } from '../ports.ts';
import { decodeBase64 } from './base64.ts';
import { encodedBytes, MAX_MESSAGE_BYTES } from './check-request.ts';

export type GatheredFiles = {
  readonly files: readonly MimeFile[];
  readonly discard: () => Promise<void>;
};

const IN_MEMORY_BYTES = 256 * 1024;

/**
 * The files of a mail, those of the organization read into temporary files.
 *
 * @throws AppError `send_file_unreadable`, `send_too_large`; what the organization and the scratch throw. Then no
 *   temporary file is left.
 */
export async function gatherFiles(
  attachments: readonly SendAttachment[],
  { caseMail, scratch }: { readonly caseMail: CaseMail | null; readonly scratch: Scratch },
): Promise<GatheredFiles> {
  const discards: (() => Promise<void>)[] = [];
  const discard = async (): Promise<void> => {
    await Promise.all(discards.map((each) => each()));
  };
  const files: MimeFile[] = [];
  let left = MAX_MESSAGE_BYTES;
  try {
    for (const attachment of attachments) {
      if ('content' in attachment) {
        files.push(fromContent(attachment));
        continue;
      }
      const file = await caseMail?.fileOf(attachment.fileId);
      if (!file) throw new AppError('org_unknown');
      left -= encodedBytes(file.bytes);
      if (left < 0) throw new AppError('send_too_large');
      const kept = await file.read((content) =>
        keepContent(content, { scratch, inMemoryBytes: IN_MEMORY_BYTES }),
      );
      discards.push(kept.discard);
      files.push({ name: file.name, type: null, open: kept.open });
    }
    return { files, discard };
  } catch (thrown) {
    await discard();
    throw thrown;
  }
}

const fromContent = ({
  name,
  type,
  content,
}: Extract<SendAttachment, { content: string }>): MimeFile => ({
  name,
  type,
  open: () => Readable.from(decodeBase64(content), { objectMode: false }),
});
