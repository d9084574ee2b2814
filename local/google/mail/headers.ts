/** One header field of an RFC 5322 message, unfolded; encoded-words stay as they are. */
export type MailHeader = { name: string; value: string };

/** The header fields of a message, in their order (RFC 5322 section 2.2). */
export function mailHeaders(raw: Buffer): MailHeader[] {
  const lines = splitMessage(raw).head.replaceAll(/\r?\n[ \t]+/g, ' ');
  return lines.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    return [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
}

/** The first field of that name in upper or lower case; empty if there is none. */
export function headerOf(headers: readonly MailHeader[], name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? '';
}

/** The text of a header field with its encoded-words decoded (RFC 2047). */
export function decodedHeader(value: string): string {
  return value
    .replaceAll(/(=\?[^?\s]+\?[BbQq]\?[^?]*\?=)\s+(?==\?)/g, '$1')
    .replaceAll(/=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=/g, (word, charset, kind, text) =>
      decodedWord(word, charset, kind.toUpperCase() === 'B' ? base64(text) : quoted(text)),
    );
}

/** Every `<…@…>` of a field: the Message-IDs of `References`, or the one of `Message-ID`. */
export function messageIdsIn(value: string): string[] {
  return value.match(/<[^<>\s]+>/g) ?? [];
}

/** The header and the body of a message as it came, the header as UTF-8 (RFC 6532). */
export function splitMessage(raw: Buffer): { head: string; body: Buffer } {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((end) => end >= 0);
  const end = ends.length === 0 ? raw.length : Math.min(...ends);
  const blank = raw.subarray(end, end + 4).toString('latin1') === '\r\n\r\n' ? 4 : 2;
  return {
    head: raw.subarray(0, end).toString('utf8'),
    body: raw.subarray(Math.min(end + blank, raw.length)),
  };
}

function decodedWord(word: string, charset: string, bytes: Buffer): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A character set that nobody knows: the word is shown as it came.
    return word;
  }
}

function base64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

function quoted(text: string): Buffer {
  const bytes = text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_escape, digits) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  return Buffer.from(bytes, 'latin1');
}
