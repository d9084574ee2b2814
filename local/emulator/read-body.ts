import type { IncomingMessage } from 'node:http';

/**
 * Reads the body of a request.
 *
 * @param limit in bytes
 * @returns undefined when the body is longer
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
