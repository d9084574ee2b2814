import { HEAD_BYTES } from './limits.ts';

/**
 * Passes a message on and tells its header section (RFC 5322 §2.1), decoded as Latin 1 so that no byte is lost.
 * Of a section longer than 256 KiB, whole lines up to that length are passed on and the rest is left out: a
 * parser would otherwise refuse the mail, or take its memory.
 */
export async function* withHead(
  message: AsyncIterable<Buffer>,
  tell: (head: string) => void,
): AsyncGenerator<Buffer> {
  const chunks = message[Symbol.asyncIterator]();
  const first = withoutMark(await firstBytes(chunks));
  const end = endOfHead(first);
  const head = first.subarray(0, end < 0 ? first.length : end);
  if (head.length <= HEAD_BYTES) {
    tell(head.toString('latin1'));
    yield first;
  } else {
    const kept = head.subarray(0, head.lastIndexOf('\n', HEAD_BYTES) + 1);
    tell(kept.toString('latin1'));
    yield Buffer.concat([kept, Buffer.from('\r\n')]);
    yield await bodyAfter(first.subarray(kept.length), chunks);
  }
  yield* { [Symbol.asyncIterator]: () => chunks };
}

/** Some programs put a byte order mark first, which would be a part of the first field's name. */
const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** The message from its first byte, until the header section ended or is too long. */
async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let read: Buffer = Buffer.alloc(0);
  while (read.length <= HEAD_BYTES && endOfHead(read) < 0) {
    const { value, done } = await chunks.next();
    if (done) break;
    read = read.length === 0 ? value : Buffer.concat([read, value]);
  }
  return read;
}

/** Reads over the rest of a header section. Returns what is read of the body already. */
async function bodyAfter(rest: Buffer, chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  // The rest begins with a line, so that it may be the blank one.
  let last = Buffer.concat([Buffer.from('\n'), rest]);
  while (afterBlankLine(last) < 0) {
    const { value, done } = await chunks.next();
    if (done) return Buffer.alloc(0);
    // The blank line may be divided between two chunks.
    last = Buffer.concat([last.subarray(-3), value]);
  }
  return last.subarray(afterBlankLine(last));
}

/** Where the body begins, when that is within what is kept of a head; -1: the blank line has not come yet. */
export function endOfHead(bytes: Buffer): number {
  const isBlank = /^\r?\n/.exec(bytes.subarray(0, 2).toString('latin1'));
  return isBlank ? isBlank[0].length : afterBlankLine(bytes.subarray(0, HEAD_BYTES + 3));
}

function afterBlankLine(bytes: Buffer): number {
  const ends = ['\n\r\n', '\n\n'].flatMap((blank) => {
    const at = bytes.indexOf(blank);
    return at < 0 ? [] : [at + blank.length];
  });
  return ends.length === 0 ? -1 : Math.min(...ends);
}
