import { AppError } from '../errors.ts';

/** Deeper than any request of ours; Salesforce’s own tools stop at 15. */
const MOST_LEVELS = 15;
/** More than any request of ours: a body of 12 MB may have millions, of which each takes memory of its own. */
const MOST_VALUES = 10_000;

const SYNTAX = /["{}[\]:,]/g;

/**
 * Parses a JSON text that two readers cannot understand differently: no property twice in an object (RFC 8259 §4
 * leaves open which one counts), valid UTF-8, at most 15 levels and 10,000 values.
 *
 * @throws AppError `body_malformed`
 */
export function parseStrictJson(body: Buffer): unknown {
  let parsed: unknown;
  let isFit: boolean;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    // Before it is parsed, since nobody could hold what millions of values become.
    isFit = hasFewValues(text) && isUnambiguous(text);
    parsed = isFit && JSON.parse(text);
  } catch {
    throw new AppError('body_malformed');
  }
  if (!isFit) throw new AppError('body_malformed');
  return parsed;
}

function hasFewValues(text: string): boolean {
  let values = 1;
  for (const token of tokensOf(text)) {
    if (token === ',') values += 1;
    if (values > MOST_VALUES) return false;
  }
  return true;
}

/** @param text if it is no JSON, it is found unambiguous or not, or this throws */
function isUnambiguous(text: string): boolean {
  /** The properties of each object that is open; null of an array. */
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && !isNew(open.at(-1), last)) return false;
    if (open.length > MOST_LEVELS) return false;
    last = token;
  }
  return true;
}

/** The strings, with their quotes, and what stands between them and other values. */
function* tokensOf(text: string): Generator<string, undefined> {
  const syntax = new RegExp(SYNTAX);
  for (let found = syntax.exec(text); found !== null; found = syntax.exec(text)) {
    const end = found[0] === '"' ? endOfString(text, found.index) : found.index + 1;
    yield text.slice(found.index, end);
    syntax.lastIndex = end;
  }
}

/** A regular expression would need more stack than there is for a string with millions of escapes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslash = end - 1;
    while (text[backslash] === '\\') backslash -= 1;
    if ((end - backslash) % 2 === 1) return end + 1;
  }
  return text.length;
}

/** Different escapes may spell one name. */
function isNew(properties: Set<string> | null | undefined, quoted: string): boolean {
  const name: string = JSON.parse(quoted);
  if (!properties || properties.has(name)) return false;
  properties.add(name);
  return true;
}
