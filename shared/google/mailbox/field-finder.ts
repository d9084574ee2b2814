const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPENING: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number> = new Set([0x7d, 0x5d]);

/**
 * Finds where the text of one field of a JSON object begins, in parts of the object's UTF-8. A field of an object within
 * that object, or a text that looks like the field, is not mistaken for it. It proves no more: the rest must be parsed.
 *
 * `find` answers how many bytes of the part come before the field's text, its opening quotation mark included; null
 * when the text does not begin in this part. The next part must begin with the closing quotation mark of that text.
 */
export function createFieldFinder(name: string) {
  let depth = 0;
  let isEscaped = false;
  /** The characters of the text that is being read; null outside of texts. */
  let text: string | null = null;
  let lastText = '';
  /** The name before the colon, until the comma. */
  let key: string | null = null;
  let isFound = false;

  function inText(byte: number): void {
    if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE) {
      lastText = text ?? '';
      text = null;
      return;
    }
    // One character more than the name tells that it is another one.
    if (text !== null && text.length <= name.length) text += String.fromCharCode(byte);
  }

  function outside(byte: number): void {
    if (byte === QUOTE) {
      text = '';
      isFound = depth === 1 && key === name;
    } else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    else if (depth !== 1) return;
    else if (byte === COLON) key = lastText;
    else if (byte === COMMA) key = null;
  }

  return {
    find(part: Buffer): number | null {
      for (const [at, byte] of part.entries()) {
        if (text === null) outside(byte);
        else inText(byte);
        if (isFound) {
          isFound = false;
          return at + 1;
        }
      }
      return null;
    },
  };
}
