import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Kept, keepContent } from '../keep-content.ts';
import type { Attachment, Scratch } from '../ports.ts';
import { IN_MEMORY_BYTES } from './limits.ts';

type Hashes = Pick<Attachment, 'bytes' | 'md5' | 'sha256'>;

/** An attachment that was read once. `beginning`: its first 256 KiB or more; all of it, when it has fewer bytes. */
export type KeptAttachment = Hashes & Kept & { readonly beginning: Buffer };

/** Reads an attachment to its end and hashes it; more than 256 KiB go to a temporary file. */
export async function keepAttachment(content: Readable, scratch: Scratch): Promise<KeptAttachment> {
  const hashing = hashed(content);
  const first: Buffer[] = [];
  const chunks = noting(hashing.chunks, first);
  const kept = await keepContent(chunks, { scratch, inMemoryBytes: IN_MEMORY_BYTES });
  return { ...hashing.result(), ...kept, beginning: Buffer.concat(first) };
}

async function* noting(chunks: AsyncIterable<Buffer>, first: Buffer[]): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    if (bytes <= IN_MEMORY_BYTES) first.push(chunk);
    bytes += chunk.length;
    yield chunk;
  }
}

/** The size and hashes of content that can be read again elsewhere. */
export async function hashContent(content: Readable): Promise<Hashes> {
  const hashing = hashed(content);
  for await (const _ of hashing.chunks);
  return hashing.result();
}

function hashed(content: Readable) {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let bytes = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      md5.update(chunk);
      sha256.update(chunk);
      yield chunk;
    }
  }
  return {
    chunks: chunks(),
    /** Once the chunks have ended. */
    result: () => ({ bytes, md5: md5.digest('hex'), sha256: sha256.digest('hex') }),
  };
}
