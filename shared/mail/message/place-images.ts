import type { Attachment, ParsedMail } from '../ports.ts';
import { LIMITS } from './limits.ts';
import { type PlaceImage, sanitizeHtml } from './sanitize-html.ts';

/** Images of more bytes do not fit into the HTML of an EmailMessage. */
const LARGEST = (LIMITS.html * 3) / 4;
const IMAGE = /^image\/(?:png|jpe?g|gif|webp|bmp)$/;

/** An image as the URL that holds it (RFC 2397); null: it is none that browsers show, or too large. */
export const imageUrl = ({ type }: Pick<Attachment, 'type'>, content: Buffer): string | null =>
  IMAGE.test(type) && content.length < LARGEST
    ? `data:${type};base64,${content.toString('base64')}`
    : null;

/**
 * Shows the inline images of a mail in its HTML. They are written into it as far as they fit into the field: no
 * document says that Salesforce resolves `cid:` in an EmailMessage of the API, and its HTML cannot be changed later,
 * when its files have URLs. In the place of the others stands the name of the file.
 *
 * @param clean what `sanitizeHtml` made of the mail's HTML
 */
export function withImages(
  clean: string,
  { images, attachments }: Pick<ParsedMail, 'images' | 'attachments'>,
): string {
  let room = LIMITS.html - clean.length;
  if (!clean.includes(' src="cid:')) return clean;
  const place: PlaceImage = (source) => {
    const id = contentId(source);
    const url = images.get(id);
    if (url !== undefined && url.length <= room) {
      room -= url.length;
      return { src: url };
    }
    const name = attachments.find((file) => file.contentId === id)?.name;
    return name === undefined ? {} : { alt: `[${name}]` };
  };
  const placed = sanitizeHtml(clean, place);
  return placed === null || placed.length > LIMITS.html ? clean : placed;
}

/** A content id in a URL is percent-encoded (RFC 2392 §2). */
function contentId(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}
