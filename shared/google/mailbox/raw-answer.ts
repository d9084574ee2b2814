import { jsonIn } from '../../network/json.ts';
import { labelIdsIn, momentIn, objectIn, textIn } from './answer-fields.ts';
import { createBase64urlDecoder } from './base64url-decoder.ts';
import { oddAnswer } from './calls.ts';
import { createFieldFinder } from './field-finder.ts';

/** All of the answer but the message itself: ids, labels, and a snippet of two hundred characters. */
const MAX_REST_BYTES = 256 * 1024;
const QUOTE = 0x22;

/**
 * Reads an answer of `users.messages.get` with `format=raw` while it arrives: a JSON object of up to 200 MB, nearly all
 * of which is the text of its field `raw`. That text is decoded part by part, and only the rest is kept.
 *
 * `take` answers the decoded bytes of a part. `end` answers what the other fields say. Both throw AppError
 * `google_unavailable` when the answer is not as Gmail's reference says.
 */
export function createRawAnswer() {
  const finder = createFieldFinder('raw');
  const decoder = createBase64urlDecoder();
  const rest: Buffer[] = [];
  let restBytes = 0;
  let isInRaw = false;
  let isComplete = false;

  function keep(bytes: Buffer): void {
    restBytes += bytes.length;
    if (restBytes > MAX_REST_BYTES) throw oddAnswer();
    // A copy: the part that it belongs to is much larger and would stay in memory with it.
    rest.push(Buffer.from(bytes));
  }

  /** Takes the rest up to the quotation mark with which the message begins. Answers how many bytes that was. */
  function takeRest(part: Buffer): number {
    const start = finder.find(part);
    if (start !== null && isComplete) throw oddAnswer();
    const length = start ?? part.length;
    keep(part.subarray(0, length));
    isInRaw = start !== null;
    return length;
  }

  function takeRaw(part: Buffer): { readonly length: number; readonly decoded: Buffer } {
    const end = part.indexOf(QUOTE);
    if (end === -1) return { length: part.length, decoded: decoder.take(part) };
    isInRaw = false;
    isComplete = true;
    const decoded = Buffer.concat([decoder.take(part.subarray(0, end)), decoder.end()]);
    return { length: end, decoded };
  }

  return {
    take(part: Buffer): Buffer {
      const decoded: Buffer[] = [];
      for (let at = 0; at < part.length; ) {
        const remaining = part.subarray(at);
        if (isInRaw) {
          const raw = takeRaw(remaining);
          decoded.push(raw.decoded);
          at += raw.length;
        } else at += takeRest(remaining);
      }
      return Buffer.concat(decoded);
    },
    end() {
      if (!isComplete) throw oddAnswer();
      const fields = objectIn(jsonIn(Buffer.concat(rest).toString('utf8')));
      return {
        messageId: textIn(fields, 'id'),
        threadId: textIn(fields, 'threadId'),
        labelIds: labelIdsIn(fields),
        receivedAt: momentIn(fields, 'internalDate'),
      };
    },
  };
}
