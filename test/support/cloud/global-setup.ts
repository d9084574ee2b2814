import { shareFirestore } from './shared-firestore.ts';

declare global {
  /** Jest loads the two ends of a run separately: what one leaves, the other finds here. */
  var endSharedFirestore: (() => Promise<void>) | undefined;
}

/** What a run of Jest shares between its test files, before the first. */
export default async function begin(): Promise<void> {
  // Google's clients would look for a cloud around them, which is not on loopback.
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  globalThis.endSharedFirestore = await shareFirestore();
}
