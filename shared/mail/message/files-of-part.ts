import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { AttachmentStream } from 'mailparser';
import type { Attachment } from '../ports.ts';
import { attachmentName } from './attachment-name.ts';
import { calendarText } from './calendar-text.ts';
import { oneLine } from './clean-text.ts';
import { decodedValue } from './encoded-words.ts';
import { headerFields } from './header-fields.ts';
import type { KeptAttachment } from './keep-attachment.ts';
import { LARGEST_IMAGES, LARGEST_PACKED, MOST_PARTS } from './limits.ts';
import { imageUrl } from './place-images.ts';
import { filesInTnef } from './tnef.ts';

export type Keep = (content: Readable) => Promise<Omit<KeptAttachment, 'discard'>>;

export type FoundFiles = {
  readonly attachments: Attachment[];
  readonly images: Map<string, string>;
  /** The text of the first invitation; empty: there is none. */
  invitation: string;
};

export const noFiles = (): FoundFiles => ({ attachments: [], images: new Map(), invitation: '' });

/** Adds files whose content is in memory already, because it stood within something else. */
export async function addContents(
  found: FoundFiles,
  contents: readonly {
    readonly name: string;
    readonly content: Buffer;
    readonly type?: string;
    readonly contentId?: string;
  }[],
  keep: Keep,
): Promise<void> {
  for (const { name, type, contentId, content } of contents) {
    const described = {
      filename: name,
      contentType: type || 'application/octet-stream',
      cid: contentId ?? '',
    };
    const kept = await keep(Readable.from([content], { objectMode: false }));
    addFile(found, fileOf(described, { ...kept, place: found.attachments.length + 1 }), content);
  }
}

/** Adds the file of a part, or those that Outlook packed into it (`winmail.dat`). Reads the part to its end. */
export async function addFiles(
  found: FoundFiles,
  part: AttachmentStream,
  keep: Keep,
): Promise<void> {
  const kept = await keep(part.content);
  const file = fileOf(part, { ...kept, place: found.attachments.length + 1 });
  const packed = isPacked(file) ? filesInTnef(await buffer(file.open())) : null;
  // Many parts of many packed files each would be stored for hours.
  const room = MOST_FILES - found.attachments.length;
  if (packed === null || packed.length === 0 || packed.length > room) {
    addFile(found, file, kept.beginning);
    return;
  }
  await addContents(found, packed, keep);
}

/** A mail has no more parts either. */
const MOST_FILES = MOST_PARTS;

const isPacked = ({ name, type, bytes }: Attachment): boolean =>
  (/^application\/(?:vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(name)) &&
  bytes <= LARGEST_PACKED;

function addFile(found: FoundFiles, file: Attachment, content: Buffer): void {
  const { attachments, images } = found;
  attachments.push(file);
  if (file.type === 'text/calendar') found.invitation ||= calendarText(content);
  if (file.contentId === null || images.has(file.contentId) || content.length < file.bytes) return;
  const url = imageUrl(file, content);
  const held = [...images.values()].reduce((sum, { length }) => sum + length, 0);
  if (url !== null && held + url.length <= LARGEST_IMAGES) images.set(file.contentId, url);
}

type Described = Pick<
  AttachmentStream,
  'filename' | 'contentType' | 'contentDisposition' | 'related' | 'cid'
>;
type Kept = Awaited<ReturnType<Keep>> & { readonly place: number };

function fileOf(part: Described, { place, beginning, ...content }: Kept): Attachment {
  const type = oneLine(part.contentType).toLowerCase();
  const isMail = type === 'message/rfc822';
  const given = part.filename || (isMail ? subjectOf(beginning) : '');
  return {
    name: attachmentName(given, type, place),
    type,
    isInline: part.contentDisposition === 'inline' || part.related === true,
    contentId: part.cid === undefined || part.cid === '' ? null : oneLine(part.cid),
    ...content,
  };
}

/** The subject of an attached mail, by which somebody finds it among other files. */
function subjectOf(beginning: Buffer): string {
  const [head = ''] = beginning.toString('latin1').split(/\r?\n\r?\n/, 1);
  return decodedValue(headerFields(head).first('subject') ?? '');
}
