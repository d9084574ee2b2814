import type { Leave } from '../../concurrency/places.ts';
import { AppError } from '../../errors.ts';
import { keepContent } from '../../mail/keep-content.ts';
import type { RawMessage, Scratch } from '../../mail/ports.ts';
import { createRawAnswer } from './raw-answer.ts';

/** Most mails are far smaller. With five reads at once a mailbox needs 5 MB at most. */
const IN_MEMORY_BYTES = 1024 * 1024;
/** The largest message that Gmail imports (`users.messages.import`). */
const LARGEST_BYTES = 150 * 1024 * 1024;

/** The message is large, and no place for it is free. Never leaves the reader. */
export class NoPlace extends Error {
  override readonly name = 'NoPlace';
}

type Reading = {
  readonly scratch: Scratch;
  /** Is asked once the message proves to be large. Null: there is no place for it. */
  readonly takePlace: () => Leave | null;
};

/**
 * Reads a message from the body of an answer of `users.messages.get` with `format=raw`. A large one goes to a temporary
 * file while it arrives: whether it is large is not asked before, since that would cost as much quota as the reading.
 * Its place is left when it is discarded.
 *
 * @throws AppError `google_unavailable`: the answer is not as Gmail's reference says; `mail_unreadable`: it is larger
 *   than any message of Gmail; what the scratch throws. Then no file is left, and no place taken.
 * @throws NoPlace
 */
export async function readRaw(
  body: AsyncIterable<Buffer>,
  { scratch, takePlace }: Reading,
): Promise<RawMessage> {
  const answer = createRawAnswer();
  const counted = { bytes: 0 };
  const place: { leave: Leave } = { leave: () => {} };
  const beforeFile = async (): Promise<void> => {
    const leave = takePlace();
    if (leave === null) throw new NoPlace();
    place.leave = leave;
  };
  let discard = async (): Promise<void> => place.leave();
  try {
    const parts = decodedParts(body, { answer, counted });
    const keeping = { scratch, inMemoryBytes: IN_MEMORY_BYTES, beforeFile };
    const kept = await keepContent(parts, keeping);
    discard = () => kept.discard().finally(() => place.leave());
    return { ...answer.end(), size: counted.bytes, open: kept.open, discard };
  } catch (thrown) {
    await discard();
    throw thrown;
  }
}

type Decoding = {
  readonly answer: ReturnType<typeof createRawAnswer>;
  readonly counted: { bytes: number };
};

async function* decodedParts(
  body: AsyncIterable<Buffer>,
  { answer, counted }: Decoding,
): AsyncGenerator<Buffer, undefined> {
  for await (const part of body) {
    const decoded = answer.take(part);
    counted.bytes += decoded.length;
    if (counted.bytes > LARGEST_BYTES) throw new AppError('mail_unreadable');
    if (decoded.length > 0) yield decoded;
  }
}
