/** One part of a multipart/related body (RFC 2387). */
export type RelatedPart = { type: string; content: Buffer };

/**
 * Reads a multipart/related body.
 *
 * @returns undefined when the content type names no boundary, or the body does not end with it
 */
export function readRelated(contentType: string, body: Buffer): RelatedPart[] | undefined {
  const boundary = /^multipart\/related;.*?boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return undefined;
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: RelatedPart[] = [];
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

function readPart(bytes: Buffer): RelatedPart | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const headers = bytes.subarray(0, end).toString('utf8');
  const type = /^content-type: *([^\r\n]+)/im.exec(headers)?.[1]?.trim() ?? '';
  return { type, content: bytes.subarray(end + 4) };
}
