/** One part of a multipart/form-data body (RFC 7578). */
export type Part = {
  readonly name: string;
  readonly fileName: string | null;
  readonly type: string;
  readonly content: Buffer;
};

/**
 * Reads a multipart/form-data body.
 *
 * @returns undefined when the content type names no boundary, or the body does not end with it
 */
export function readMultipart(contentType: string, body: Buffer): readonly Part[] | undefined {
  const boundary = /^multipart\/form-data;.*?boundary="?([^";]+)"?/i.exec(contentType)?.[1];
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
  const headers = bytes.subarray(0, end).toString('utf8');
  const name = /^content-disposition: form-data;.*?\bname="([^"]*)"/im.exec(headers)?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    fileName: /^content-disposition:.*?\bfilename="([^"]*)"/im.exec(headers)?.[1] ?? null,
    type: /^content-type: *([^\r\n]+)/im.exec(headers)?.[1] ?? '',
    content: bytes.subarray(end + 4),
  };
}
