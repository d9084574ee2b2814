/** One part of a multipart body (RFC 2046 §5.1): its header section as text, and its content. */
export type Part = { readonly headers: string; readonly content: Buffer };

/**
 * Reads a multipart body.
 *
 * @param subtype that the content type must name: `related` (RFC 2387) or `form-data` (RFC 7578)
 * @param contentType the whole field of the request
 * @returns undefined when the content type is another or names no boundary, or the body does not end with it
 */
export function readMultipart(
  subtype: 'related' | 'form-data',
  contentType: string,
  body: Buffer,
): readonly Part[] | undefined {
  const type = new RegExp(`^multipart/${subtype};.*?boundary="?([^";]+)"?`, 'i');
  const boundary = type.exec(contentType)?.[1];
  if (!boundary) return undefined;
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    if (body.subarray(start, start + 2).toString('latin1') === '--') return parts;
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), start);
    const part = next < 0 ? undefined : readPart(body.subarray(start + 2, next));
    if (!part) return undefined;
    parts.push(part);
    at = next + 2;
  }
  return undefined;
}

function readPart(bytes: Buffer): Part | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  return { headers: bytes.subarray(0, end).toString('utf8'), content: bytes.subarray(end + 4) };
}

/** The Content-Type of a part; empty when it names none. */
export const typeOfPart = ({ headers }: Part): string =>
  /^content-type: *([^\r\n]+)/im.exec(headers)?.[1]?.trim() ?? '';
