import { createPlaces, inPlace } from '../../concurrency/places.ts';
import type { Incoming } from '../../http/index.ts';
import { callersOf } from '../../runtime/callers.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { type CallProof, callerIdIn } from './callers/index.ts';

/** A call whose body is not read yet. */
export type UnreadCall = {
  readonly incoming: Incoming;
  readonly proof: Omit<CallProof, 'rawBody'>;
  /** In bytes; undefined: the operation takes bodies of the ordinary size. */
  readonly largestBody: number | undefined;
};

/** Every operation reads a body of this size. */
const ORDINARY_BYTES = 64 * 1024;
/** The bytes of a large body, its text and what is parsed of it are in memory at the same time. */
const MOST_AT_ONCE = 4;
const WAIT_MS = 20 * 1000;
/** Anybody who knows a caller's id may send its body byte by byte, and must not keep a place for long. */
const READ_MS = 15 * 1000;

const places = createPlaces(MOST_AT_ONCE);

/**
 * Reads a body, whose signature can be verified only afterwards, and has it answered. A body above 64 KiB is read only
 * for a call that names a caller of the setup page, and few are read at a time, so that nobody can fill the memory.
 *
 * @throws AppError `body_too_large`, `body_malformed`, `calls_too_many`; what `answer` throws
 */
export async function withBody<Answer>(
  runtime: Runtime,
  call: UnreadCall,
  answer: (rawBody: Buffer) => Promise<Answer>,
): Promise<Answer> {
  const { incoming, largestBody } = call;
  if (!(await mayBeLarge(runtime, call))) return answer(await incoming.readBody());
  return inPlace(places, WAIT_MS, async () =>
    answer(await incoming.readBody(largestBody, READ_MS)),
  );
}

async function mayBeLarge(
  runtime: Runtime,
  { incoming, proof, largestBody }: UnreadCall,
): Promise<boolean> {
  if (largestBody === undefined) return false;
  const bytes = Number(incoming.header('content-length') ?? Number.POSITIVE_INFINITY);
  if (bytes <= ORDINARY_BYTES) return false;
  const id = callerIdIn(proof);
  return id !== null && (await callersOf(runtime).known.find(id)) !== null;
}
