import type { DocumentReference, DocumentSnapshot } from '@google-cloud/firestore';
import type { Versioned } from '../../tokens/index.ts';
import { type Database, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';

/** What a document holds now, and its revision; null when it is not there. */
export async function readVersioned<T>(
  { reading }: Database,
  reference: DocumentReference,
  valueIn: (document: string) => T | Promise<T>,
): Promise<Versioned<T> | null> {
  const found = await call(reading, () => reference.get());
  if (!found.updateTime) return null;
  return { value: await valueIn(documentIn(found)), revision: revisionOf(found.updateTime) };
}

export const documentIn = (snapshot: DocumentSnapshot): string => String(snapshot.get('document'));
