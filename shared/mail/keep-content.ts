import { Readable } from 'node:stream';
import type { Scratch } from './ports.ts';

/** Content that was read once, and can be read again until it is discarded. */
export type Kept = {
  /** The content from its first byte; may be called several times. */
  open(): Readable;
  /** Removes the temporary file, if there is one. A second call does nothing. */
  discard(): Promise<void>;
};

export type Keeping = {
  readonly scratch: Scratch;
  /** So many bytes are kept in memory. Of longer content everything goes to a temporary file. */
  readonly inMemoryBytes: number;
  /** Is awaited before a file is made. What it throws ends the reading. */
  readonly beforeFile?: () => Promise<void>;
};

/**
 * Reads content to its end and keeps it, in memory or in a temporary file: how long it is shows only while it is read.
 *
 * @throws what the content, `beforeFile` and the scratch throw. Then no file is left.
 */
export async function keepContent(
  content: AsyncIterable<Buffer>,
  { scratch, inMemoryBytes, beforeFile }: Keeping,
): Promise<Kept> {
  const parts = content[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  for (let size = 0; size <= inMemoryBytes; ) {
    const { value, done } = await parts.next();
    if (done) return inMemory(Buffer.concat(first));
    first.push(value);
    size += value.length;
  }
  await beforeFile?.();
  return inFile(followedBy(first, { [Symbol.asyncIterator]: () => parts }), scratch);
}

const inMemory = (content: Buffer): Kept => ({
  open: () => Readable.from(content.length > 0 ? [content] : [], { objectMode: false }),
  discard: async () => {},
});

async function inFile(content: AsyncIterable<Buffer>, scratch: Scratch): Promise<Kept> {
  const file = await scratch.create();
  try {
    await file.write(Readable.from(content, { objectMode: false }));
  } catch (thrown) {
    await file.discard();
    throw thrown;
  }
  return { open: () => file.open(), discard: () => file.discard() };
}

async function* followedBy(
  first: readonly Buffer[],
  others: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield* first;
  yield* others;
}
