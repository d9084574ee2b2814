import { endOfHead } from './head.ts';
import { bareValue, headerFields } from './header-fields.ts';
import { parametersOf } from './parameters.ts';

/** So much of a mail is looked at. A boundary that comes later is beyond repair. */
const LOOK_BYTES = 64 * 1024;

/**
 * Passes a message on, and lets its Content-Type name the boundary that its body has. Some programs that change a mail
 * on its way leave the one and write the other: the parser would find no part, and no word of the mail. A body without
 * any boundary becomes a text.
 *
 * @param message from its first byte, with a header section of at most 256 KiB
 */
export async function* withItsBoundary(message: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = message[Symbol.asyncIterator]();
  const { bytes, isAll } = await beginningOf(chunks);
  yield repaired(bytes, isAll);
  yield* { [Symbol.asyncIterator]: () => chunks };
}

async function beginningOf(chunks: AsyncIterator<Buffer>) {
  const read: Buffer[] = [];
  let length = 0;
  while (length < LOOK_BYTES) {
    const { value, done } = await chunks.next();
    if (done) return { bytes: Buffer.concat(read), isAll: true };
    read.push(value);
    length += value.length;
  }
  return { bytes: Buffer.concat(read), isAll: false };
}

function repaired(bytes: Buffer, isAll: boolean): Buffer {
  const begins = endOfHead(bytes);
  const head = bytes.toString('latin1', 0, Math.max(begins, 0));
  const field = headerFields(head).first('content-type') ?? '';
  const type = bareValue(field);
  if (!type.startsWith('multipart/')) return bytes;
  const declared = parametersOf(field).parameters.get('boundary');
  // The line break that ends the head may be the one before the first boundary.
  if (declared && bytes.includes(`\n--${declared}`, begins - 1, 'latin1')) return bytes;
  const body = bytes.toString('latin1', begins);
  const found = BOUNDARY.exec(body)?.[1];
  if (found === undefined && !isAll) return bytes;
  const actual = found === undefined ? 'text/plain' : `${type}; boundary="${found}"`;
  const others = head.replace(CONTENT_TYPE, '').replace(/\r?\n$/, '');
  return Buffer.from(`${others}Content-Type: ${actual}\r\n\r\n${body}`, 'latin1');
}

/** A line that begins a part: a field of the part's header follows it. */
const BOUNDARY = /^--([^\r\n"\\]{1,200}?)[ \t]*\r?\nContent-[\w-]{1,40}:/im;

/** Each such field, with its continued lines. */
const CONTENT_TYPE = /^content-type[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n/gim;
