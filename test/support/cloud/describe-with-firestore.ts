import { randomUUID } from 'node:crypto';
import { describeWith } from '../describe-with.ts';
import { type FirestoreEmulator, firestoreAt, howToGetEmulator } from './firestore-emulator.ts';
import { ASK_AT, MISSING } from './shared-firestore.ts';

export type FirestoreForTests = {
  /** Unique in this run, so that test files do not see each other's documents. */
  readonly projectId: string;
  /** Waits until the emulator is ready. The first call starts it. */
  start(): Promise<Pick<FirestoreEmulator, 'host' | 'clear'>>;
};

/** A suite that needs Google's Firestore emulator. */
export function describeWithFirestore(
  name: string,
  suite: (firestore: FirestoreForTests) => void,
): void {
  const missing = process.env[MISSING];
  const firestore = { projectId: `test-${randomUUID()}`, start: askForIt };
  describeWith(missing === undefined ? null : howToGetEmulator(missing), name, () =>
    suite(firestore),
  );
}

async function askForIt(): Promise<FirestoreEmulator> {
  const askAt = process.env[ASK_AT];
  if (!askAt)
    throw new Error(howToGetEmulator(process.env[MISSING] ?? 'Jest ran without its setup'));
  const answer = await fetch(askAt);
  if (!answer.ok) throw new Error(await answer.text());
  return firestoreAt(await answer.text(), async () => undefined);
}
