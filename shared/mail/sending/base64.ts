/** A text of tens of megabytes is worked on in parts, so that no second one of its size is made. */
const PART = 1024 * 1024;
const FOREIGN = /[^A-Za-z0-9+/=\s]/;

function* partsOf(content: string): Generator<string, undefined> {
  for (let at = 0; at < content.length; at += PART)
    yield content.slice(at, at + PART).replaceAll(/\s+/g, '');
}

/** Is a text base64 (RFC 4648 §4), with or without padding and line breaks? */
export function isBase64(content: string): boolean {
  let characters = 0;
  let padding = 0;
  for (const part of partsOf(content)) {
    if (FOREIGN.test(part)) return false;
    const start = part.indexOf('=');
    const data = start === -1 ? part.length : start;
    if (padding > 0 && data > 0) return false;
    if (/=[^=]/.test(part)) return false;
    characters += data;
    padding += part.length - data;
  }
  if (padding > 2) return false;
  return padding > 0 ? (characters + padding) % 4 === 0 : characters % 4 !== 1;
}

/** The bytes of a text that is base64. */
export function* decodeBase64(content: string): Generator<Buffer, undefined> {
  let rest = '';
  for (const part of partsOf(content)) {
    const text = rest + part;
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    if (whole > 0) yield Buffer.from(text.slice(0, whole), 'base64');
  }
  if (rest !== '') yield Buffer.from(rest, 'base64');
}
